using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Events that were before the log began.</summary>
public sealed class BackfillTests
{
    private static readonly EmulatorOptions World = new() { Users = 40, Groups = 4, Devices = 5, Applications = 3, Admins = 3, Roles = 1, Events = 4000 };
    private static readonly string[] Small = ["--EventLog:LongPageSize", "90", "--EventLog:SliceEvents", "300"];

    [Fact]
    public async Task F10_What_was_before_the_log_comes_once_in_slices_and_the_feed_says_how_far_it_is()
    {
        await using var fed = await Fed.StartAsync(world: World, more: Small);
        var from = TimeProvider.System.GetUtcNow().AddDays(-60);
        var started = await StartAsync(fed, from);
        (started.State, started.OutOfReach).ShouldBe((BackfillStates.Running, null));
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/backfill", new { from })).Code.ShouldBe("backfill_running");
        // The server stops in the middle, twice.
        foreach (var events in (int[])[300, 1200])
        {
            await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backfill!.Events >= events);
            await fed.Hub.RestartAsync();
        }

        await fed.HappenAsync(3);
        var done = await EndAsync(fed);
        done.State.ShouldBe(BackfillStates.Done);
        done.SlicesDone.ShouldBe(done.Slices);
        done.Slices.ShouldBeGreaterThan(8);
        done.Expected.ShouldBe(await CountAsync(fed, done.From, done.To));
        done.Events.ShouldBeGreaterThanOrEqualTo(done.Expected!.Value);
        done.EndedAt.ShouldNotBeNull();
        await fed.FetchedAsync("group_create", 3);

        var log = await fed.LogAsync("&from=" + Uri.EscapeDataString(done.From.ToString("O")) + "&to=" + Uri.EscapeDataString(done.To.AddMilliseconds(1).ToString("O")));
        log.Count.ShouldBe((int)done.Expected.Value);
        log.Select(item => item.EventId).ShouldBeUnique();
        log.Select(item => item.Position).ShouldBeUnique();
        (await fed.NowAsync()).GapCounts.ShouldBe(new FeedGapCounts(0, 0, 0));

        // Once more: all is known.
        var again = await StartAsync(fed, from);
        again = await EndAsync(fed);
        again.Stored.ShouldBe(0);
    }

    [Fact]
    public async Task F12_What_JumpCloud_does_not_keep_any_more_is_out_of_reach_and_said_to_be()
    {
        await using var fed = await Fed.StartAsync(world: World with { Events = 500 }, more: [.. Small, "--EventLog:RetentionDays", "15"]);
        var from = TimeProvider.System.GetUtcNow().AddDays(-60);
        var started = await StartAsync(fed, from);
        fed.Feed.RetentionDays.ShouldBe(15);
        started.From.ShouldBe(TimeProvider.System.GetUtcNow().AddDays(-15), TimeSpan.FromMinutes(1));
        started.OutOfReach.ShouldNotBeNull().To.ShouldBe(started.From);
        started.OutOfReach.From.ShouldBe(from, TimeSpan.FromSeconds(1));
        (await EndAsync(fed)).State.ShouldBe(BackfillStates.Done);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/backfill", new { from, to = from.AddDays(1) })).Code.ShouldBe("backfill_out_of_reach");
        foreach (var wrong in (object[])[new { }, new { from = TimeProvider.System.GetUtcNow().AddDays(1) }, new { from, to = from.AddDays(-1) }])
            (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/backfill", wrong)).Status.ShouldBe(422);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/backfill", new { from = "soon" })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task The_live_tail_goes_on_beside_a_backfill_which_can_be_cancelled()
    {
        await using var fed = await Fed.StartAsync(world: World, more: ["--EventLog:LongPageSize", "10", "--EventLog:SlicesAbreast", "1"]);
        fed.Hub.Emulator.Latency = TimeSpan.FromMilliseconds(60);
        await StartAsync(fed, TimeProvider.System.GetUtcNow().AddDays(-60));
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backfill!.Events > 20);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await fed.HappenAsync(1);
        var feed = await fed.FetchedAsync("group_create", 1);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
        feed.Backfill!.State.ShouldBe(BackfillStates.Running);

        var cancelled = await fed.Hub.Admin.PostAsync<FeedBackfill>($"/v1/feeds/{fed.Feed.Id}/backfill/cancel");
        cancelled.State.ShouldBe(BackfillStates.Cancelled);
        await Task.Delay(1000);
        var position = (await fed.NowAsync()).Cursor.Position;
        await Task.Delay(1000);
        (await fed.NowAsync()).Cursor.Position.ShouldBe(position);
        (await fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{fed.Feed.Id}/backfill/cancel")).Code.ShouldBe("no_backfill");
        var audit = (await fed.Hub.Admin.GetAsync<Page<AuditEntry>>("/v1/audit?limit=1000")).Items.Select(entry => entry.Act).ToList();
        foreach (var act in (string[])["feed.backfill", "feed.backfill_cancel"]) audit.ShouldContain(act);
    }

    private static Task<FeedBackfill> StartAsync(Fed fed, DateTimeOffset from) => fed.Hub.Admin.PostAsync<FeedBackfill>($"/v1/feeds/{fed.Feed.Id}/backfill", new { from });

    private static async Task<FeedBackfill> EndAsync(Fed fed) =>
        (await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Backfill!.State != BackfillStates.Running, TimeSpan.FromSeconds(60))).Backfill!;

    /// <summary>How many events JumpCloud has there.</summary>
    private static async Task<long> CountAsync(Fed fed, DateTimeOffset from, DateTimeOffset to)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(fed.Hub.Emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", fed.Hub.Emulator.ApiKey);
        var question = new JsonObject { ["service"] = new JsonArray("all"), ["start_time"] = from.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), ["end_time"] = to.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'") };
        using var answer = await client.PostAsync("/insights/directory/v1/events/count", new StringContent(question.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        return (long)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["count"]!;
    }
}
