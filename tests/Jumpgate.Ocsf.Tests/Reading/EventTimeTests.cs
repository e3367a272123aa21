using System.Text;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Tests.Reading;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-02-02T10:01:12Z", "2026-02-02T10:01:12.000Z")]
    [InlineData("2026-02-02T10:01:12.5Z", "2026-02-02T10:01:12.500Z")]
    [InlineData("2026-02-02T10:01:12.45Z", "2026-02-02T10:01:12.450Z")]
    [InlineData("2023-06-16T14:06:45.921Z", "2023-06-16T14:06:45.921Z")]
    [InlineData("2023-06-15T13:45:59.99999999Z", "2023-06-15T13:45:59.999Z")]
    [InlineData("2023-06-15T13:45:59.812449824Z", "2023-06-15T13:45:59.812Z")]
    [InlineData("2026-03-04T19:08:26+01:00", "2026-03-04T18:08:26.000Z")]
    [InlineData("2026-03-04T00:08:26.001-09:30", "2026-03-04T09:38:26.001Z")]
    [InlineData("2026-03-04t19:08:26z", "2026-03-04T19:08:26.000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z")]
    [InlineData("1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59.900Z")]
    public void Any_precision_is_cut_to_milliseconds(string text, string expected)
    {
        EventTime.TryRead(Encoding.UTF8.GetBytes(text), out var milliseconds).ShouldBeTrue();

        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1770022872500")]
    [InlineData("2026-02-02")]
    [InlineData("2026-02-02T10:01:12")]
    [InlineData("2026-02-30T10:01:12Z")]
    [InlineData("2026-13-01T10:01:12Z")]
    [InlineData("0000-01-01T10:01:12Z")]
    [InlineData("2026-02-02T24:01:12Z")]
    [InlineData("2026-02-02T10:60:12Z")]
    [InlineData("2026-02-02T10:01:61Z")]
    [InlineData("2026-02-02T10:01:12.Z")]
    [InlineData("2026-02-02T10:01:12+0100")]
    [InlineData("2026-02-02T10:01:12+25:00")]
    [InlineData("2026-02-02T10:01:12Z ")]
    [InlineData("2026-O2-02T10:01:12Z")]
    public void What_RFC_3339_does_not_know_is_no_time(string text) => EventTime.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
