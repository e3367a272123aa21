using System.Globalization;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class ScimDateTimeTests
{
    [Theory]
    [InlineData("2011-05-13T04:42:34Z", "2011-05-13T04:42:34.0000000+00:00")]
    [InlineData("2011-05-13T04:42:34", "2011-05-13T04:42:34.0000000+00:00")]
    [InlineData("2011-05-13T04:42:34.5Z", "2011-05-13T04:42:34.5000000+00:00")]
    [InlineData("2011-05-13T04:42:34.1234569Z", "2011-05-13T04:42:34.1234560+00:00")]
    [InlineData("2011-05-13T06:42:34.000001+02:00", "2011-05-13T04:42:34.0000010+00:00")]
    [InlineData("2011-05-12T22:12:34-06:30", "2011-05-13T04:42:34.0000000+00:00")]
    [InlineData("2026-05-13", "2026-05-13T00:00:00.0000000+00:00")]
    public void A_date_is_one_instant(string text, string instant)
    {
        ScimDateTime.TryRead(text, out var read).ShouldBeTrue();
        read.ToString("O", CultureInfo.InvariantCulture).ShouldBe(instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2011-05-13T")]
    [InlineData("2011-02-30T04:42:34Z")]
    [InlineData("2011-05-13T24:42:34Z")]
    [InlineData("2011-05-13 04:42:34Z")]
    [InlineData("2011-05-13T04:42:34.Z")]
    [InlineData("2011-05-13T04:42:34+15:00")]
    [InlineData("2011-05-13T04:42:34+2:00")]
    [InlineData("2011-05-13T04:42:34Zx")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void What_is_no_date_is_refused(string text) => ScimDateTime.TryRead(text, out _).ShouldBeFalse();
}
