using Jumpgate.Server.Directory.Sync;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 28, 22, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("PT1H", 3600)]
    [InlineData("PT1M", 60)]
    [InlineData("P1D", 86400)]
    public void An_interval_counts_from_the_last_start(string text, int seconds)
    {
        Schedule.TryRead(text, null, out var schedule, out _).ShouldBeTrue();

        schedule!.Next(Now, Now.AddSeconds(-1)).ShouldBe(Now.AddSeconds(seconds - 1));
        schedule.Next(Now, Now.AddSeconds(-seconds - 5)).ShouldBe(Now);
        schedule.Next(Now, null).ShouldBe(Now.AddSeconds(seconds));
    }

    [Fact]
    public void A_cron_expression_is_met_in_its_time_zone_over_a_change_of_clocks()
    {
        Schedule.TryRead("0 30 3 * * ?", "Europe/Berlin", out var schedule, out _).ShouldBeTrue();

        // The night of 29 March 2026 clocks in Berlin go from 02:00 to 03:00; 03:30 is 01:30 UTC.
        schedule!.Next(Now, null).ShouldBe(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("PT30S", null, "shorter")]
    [InlineData("PTX", null, "duration")]
    [InlineData("every day", null, "cron")]
    [InlineData("0 0 3 * * ?", "Mars/Base", "time zone")]
    public void What_is_wrong_is_said(string text, string? zone, string word)
    {
        Schedule.TryRead(text, zone, out _, out var fault).ShouldBeFalse();
        fault!.ShouldContain(word);
    }

    [Fact]
    public void No_schedule_means_by_hand_only()
    {
        Schedule.TryRead(null, null, out var schedule, out _).ShouldBeTrue();
        schedule.ShouldBeNull();
    }
}
