using System.Text.RegularExpressions;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events;

/// <summary>What comes late, and what does not come: sweeps, counts compared, gaps.</summary>
public sealed class GapTests
{
    [Fact]
    public async Task An_event_that_comes_88_minutes_late_is_found_by_the_hourly_sweep()
    {
        await using var story = await Story.BeginAsync();
        // Nothing can be counted: the sweep is alone.
        story.Hub.Emulator.Faults.Add("POST /insights/directory/v1/events/count 500");
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        // The sweep has just been: the next one reaches back far enough.
        await Task.Delay(1500);
        FetchTests.Append(story.Fed, "late", story.Now.AddMinutes(-88));
        await story.GoOnAsync(TimeSpan.FromMinutes(5));
        (await story.Fed.NowAsync()).Counts.ContainsKey("user_update").ShouldBeFalse();
        await story.GoOnAsync(TimeSpan.FromMinutes(60));
        await story.Fed.FetchedAsync("user_update", 1);
    }

    [Fact]
    public async Task An_event_that_comes_twenty_hours_late_is_found_by_the_daily_sweep()
    {
        await using var story = await Story.BeginAsync();
        story.Hub.Emulator.Faults.Add("POST /insights/directory/v1/events/count 500");
        await story.GoOnAsync(TimeSpan.FromHours(21));
        FetchTests.Append(story.Fed, "late", story.Now.AddHours(-20));
        await story.GoOnAsync(TimeSpan.FromHours(1));
        (await story.Fed.NowAsync()).Counts.ContainsKey("user_update").ShouldBeFalse();
        await story.GoOnAsync(TimeSpan.FromHours(3));
        await story.Fed.FetchedAsync("user_update", 1);
    }

    [Fact]
    public async Task An_event_that_comes_late_into_a_stretch_that_a_backfill_has_read_is_found_by_the_next_sweep()
    {
        await using var story = await Story.BeginAsync();
        var sink = await story.Fed.FileAsync();
        // The feed is an hour old: the stretch lies before its beginning, where nothing is counted either.
        var backfill = await story.Hub.Admin.PostAsync<FeedBackfill>($"/v1/feeds/{story.Fed.Feed.Id}/backfill", new { from = story.Now.AddHours(-3) });
        var at = story.Now.AddMinutes(-80);
        (backfill.From < at && at < backfill.To).ShouldBeTrue();
        await story.WaitAsync(feed => feed.Backfill!.State == BackfillStates.Done);
        FetchTests.Append(story.Fed, "late", at);
        await story.GoOnAsync(TimeSpan.FromMinutes(65));
        await story.Fed.FetchedAsync("user_update", 1);
        (await story.Fed.LogAsync()).Count(item => item.EventId == "late").ShouldBe(1);
        sink = await story.Fed.FinishedAsync(sink);
        story.Fed.Lines(sink).Select(Fed.IdOf).Count(id => id == "late").ShouldBe(1);
    }

    [Fact]
    public async Task Events_that_pages_hide_are_a_gap_until_they_are_shown()
    {
        await using var story = await Story.BeginAsync();
        story.Hide("hidden");
        var at = story.Now;
        for (var i = 0; i < 5; i++) FetchTests.Append(story.Fed, $"shown-{i}", at, "sso", "sso_auth");
        FetchTests.Append(story.Fed, "hidden", at, "radius", "radius_auth_attempt");
        await story.Fed.FetchedAsync("sso_auth", 5);
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        var holed = await story.WaitAsync(feed => feed.Gaps is [{ State: GapStates.Open, Tries: > 0 }]);
        var gap = holed.Gaps[0];
        (gap.Service, gap.Upstream, gap.Stored, gap.Reason).ShouldBe(("radius", 1L, 0L, "counted"));
        gap.From.ShouldBeLessThanOrEqualTo(at);
        gap.To.ShouldBeGreaterThanOrEqualTo(at.AddSeconds(-1));
        gap.NextAttemptAt.ShouldNotBeNull();
        holed.Warnings.ShouldContain(warning => warning.Code == "event_gap");
        // Other servers of this process count in the same numbers.
        await JumpgateHost.WaitForAsync(() => story.Hub.Admin.GetStringAsync("/metrics"), metrics => Regex.IsMatch(metrics, "jumpgate_events_gaps_open [1-9]"));

        // In vain again and again, with longer waits: no loop.
        await story.GoOnAsync(TimeSpan.FromMinutes(2));
        await story.WaitAsync(feed => feed.Gaps[0].Tries > 1);
        var asked = story.Meddler.Asked.Count(question => question["service"]![0]!.GetValue<string>() == "radius");
        asked.ShouldBeLessThan(6);

        story.Meddler.Answers = null;
        await story.GoOnAsync(TimeSpan.FromMinutes(10));
        var whole = await story.WaitAsync(feed => feed.GapCounts is { Open: 0, Closed: 1 });
        whole.Counts["radius_auth_attempt"].ShouldBe(1);
        whole.Warnings.ShouldNotContain(warning => warning.Code == "event_gap");
    }

    [Fact]
    public async Task F12_A_gap_near_the_end_of_the_retention_is_alarmed_and_lost_behind_it()
    {
        await using var story = await Story.BeginAsync("--EventLog:RetentionDays", "15");
        story.Hub.Emulator.Events.Options.Retention = TimeSpan.FromDays(15);
        story.Hide("hidden");
        FetchTests.Append(story.Fed, "hidden", story.Now);
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        await story.WaitAsync(feed => feed.Gaps is [{ State: GapStates.Open, Tries: > 0 }]);
        await story.GoOnAsync(TimeSpan.FromDays(13));
        var ending = await story.WaitAsync(feed => feed.Warnings.Any(warning => warning.Code == "event_gap_ending"));
        ending.Warnings.Single(warning => warning.Code == "event_gap_ending").Severity.ShouldBe("error");
        await JumpgateHost.WaitForAsync(() => Task.FromResult(story.Hub.Log.Text), log => log.Contains("will soon delete events", StringComparison.Ordinal));

        await story.GoOnAsync(TimeSpan.FromDays(3));
        var lost = await story.WaitAsync(feed => feed.GapCounts is { Open: 0, Lost: 1 });
        lost.Warnings.ShouldContain(warning => warning.Code == "event_gap_lost");
    }

    [Fact]
    public async Task F11_Events_that_JumpCloud_repeats_under_one_id_come_once_and_are_no_gap_for_long()
    {
        await using var story = await Story.BeginAsync();
        var at = story.Now;
        foreach (var service in (string[])["sso", "directory", "sso"]) FetchTests.Append(story.Fed, "repeated", at, service);
        FetchTests.Append(story.Fed, "single", at);
        await story.Fed.FetchedAsync("user_update", 2);
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        await story.WaitAsync(feed => feed.GapCounts is { Open: 0, Closed: > 0 });
        var before = story.Meddler.Asked.Count;
        // Counted again later, and known: nothing is read for it once more.
        await story.GoOnAsync(TimeSpan.FromHours(3));
        var counts = (await story.Fed.NowAsync()).GapCounts;
        counts.Open.ShouldBe(0);
        (await story.Fed.LogAsync()).Count(item => item.EventId == "repeated").ShouldBe(1);
        story.Meddler.Asked.Skip(before).ShouldNotContain(question => question["service"]![0]!.GetValue<string>() == "sso");
    }

    [Fact]
    public async Task What_came_late_while_the_server_slept_is_found_by_the_sweep_that_was_due_then()
    {
        await using var story = await Story.BeginAsync();
        // Counting would find it, too; and the sweep that is due now has to be through.
        story.Meddler.Counts = _ => 0;
        await Task.Delay(3000);
        FetchTests.Append(story.Fed, "late", story.Now.AddMinutes(-30));
        await story.GoOnAsync(TimeSpan.FromHours(6));
        await story.Fed.FetchedAsync("user_update", 1);
    }

    [Fact]
    public async Task Counts_that_change_with_every_question_do_not_make_it_loop()
    {
        await using var story = await Story.BeginAsync();
        var asked = 0;
        story.Meddler.Counts = count => count + (++asked % 3);
        for (var i = 0; i < 4; i++) FetchTests.Append(story.Fed, $"e{i}", story.Now);
        await story.Fed.FetchedAsync("user_update", 4);
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        await story.GoOnAsync(TimeSpan.FromHours(1));
        await Task.Delay(2000);
        asked.ShouldBeLessThan(20);
        (await story.Fed.NowAsync()).State.ShouldBe(FeedStates.Active);
    }

    [Fact]
    public async Task A_quiet_day_costs_few_questions()
    {
        await using var story = await Story.BeginAsync();
        await story.GoOnAsync(TimeSpan.FromHours(1));
        long Of(string route) => story.Hub.Emulator.Stats.Of($"POST /insights/directory/v1/{route}");
        var before = Of("events/count");
        for (var hour = 0; hour < 8; hour++) await story.GoOnAsync(TimeSpan.FromHours(1));
        await Task.Delay(1500);
        (Of("events/count") - before).ShouldBeInRange(16, 27);
    }

    [Fact]
    public async Task What_JumpCloud_deleted_while_the_feed_was_paused_is_put_down_as_lost()
    {
        await using var story = await Story.BeginAsync("--EventLog:RetentionDays", "15");
        story.Hub.Emulator.Events.Options.Retention = TimeSpan.FromDays(15);
        await story.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{story.Fed.Feed.Id}", new { paused = true });
        await Task.Delay(1500);
        story.Time.Advance(TimeSpan.FromDays(20));
        await story.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{story.Fed.Feed.Id}", new { paused = false });
        var feed = await story.WaitAsync(now => now.GapCounts.Lost == 1);
        var gap = feed.Gaps.ShouldHaveSingleItem();
        (gap.Reason, gap.State).ShouldBe(("unreached", GapStates.Lost));
        (gap.To - gap.From).ShouldBe(TimeSpan.FromDays(5), TimeSpan.FromMinutes(5));
    }
}
