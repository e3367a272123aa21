using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Tests.EventLog;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-03-15T14:48:36Z", 1773586116000)]
    [InlineData("2026-03-15T14:48:36.5Z", 1773586116500)]
    [InlineData("2026-03-15T14:48:36.123456789Z", 1773586116123)]
    [InlineData("2026-03-15T15:48:36.123456789+01:00", 1773586116123)]
    public void Times_are_read_whatever_their_precision(string text, long milliseconds)
    {
        EventTime.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe(milliseconds);
    }

    [Fact]
    public void What_is_no_time_is_told() => EventTime.TryRead("yesterday", out _).ShouldBeFalse();
}
