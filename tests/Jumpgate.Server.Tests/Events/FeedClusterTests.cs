using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Two servers on one database: one is killed, one stands still for a while and wakes up.</summary>
public sealed class FeedClusterTests
{
    [PostgresFact("a second server is refused on SQLite")]
    public async Task Two_servers_of_which_one_is_killed_and_one_frozen_fetch_and_deliver_each_event_once()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 5, Groups = 2, Devices = 0, Applications = 0, Events = 3000 });
        await using var store = await TestStore.CreateAsync();
        var folder = Path.Combine(Path.GetTempPath(), $"jumpgate-cluster-{Guid.NewGuid():N}");
        string[] more = [.. Fed.Polls, "--EventLog:LongPageSize", "50", "--EventLog:SliceEvents", "400"];
        using var first = new ServerProcess(emulator, store, more, folder);
        using var second = new ServerProcess(emulator, store, more, folder);
        await first.StartAsync();
        await second.StartAsync();
        var organization = await first.LinkAsync(emulator);
        await JumpgateHost.WaitForAsync(() => first.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), one => one.Status == OrganizationStatus.Connected);
        var feed = await first.Api.PostAsync<Feed>("/v1/feeds", new { organizationId = organization });
        var sink = await first.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", new { kind = "file", file = new { maxBytes = 65_536, maxAge = "PT1S" } });
        var backfill = await first.Api.PostAsync<FeedBackfill>($"/v1/feeds/{feed.Id}/backfill", new { from = TimeProvider.System.GetUtcNow().AddDays(-80) });

        using var stop = new CancellationTokenSource();
        var happening = Task.Run(() => HappenAsync(emulator, stop.Token));
        for (var round = 0; round < 2; round++)
        {
            await MovesAsync(second, feed.Id);
            await first.FreezeAsync();
            await MovesAsync(second, feed.Id);
            await Task.Delay(TimeSpan.FromSeconds(3));
            await first.ThawAsync();
            await MovesAsync(first, feed.Id);
            await second.KillAsync();
            await MovesAsync(first, feed.Id);
            await second.StartAsync();
        }

        await stop.CancelAsync();
        var happened = await happening;
        var last = await JumpgateHost.WaitForAsync(
            () => first.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"),
            now => now.Counts.GetValueOrDefault("group_create") >= happened && now.Backlog == 0 && now.Backfill!.State == BackfillStates.Done, TimeSpan.FromSeconds(90));
        last.Backfill!.Id.ShouldBe(backfill.Id);
        last.GapCounts.Open.ShouldBe(0);
        await first.Api.PostAsync<Sink>($"/v1/sinks/{sink.Id}/pause");
        var files = Path.Combine(folder, "out", sink.Id.ToString());
        await JumpgateHost.WaitForAsync(() => Task.FromResult(File.Exists(Path.Combine(files, "open.part"))), open => !open);

        List<string> log = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await first.Api.GetAsync<Page<FeedEvent>>($"/v1/events?limit=1000{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}");
            log.AddRange(page.Items.Select(item => item.EventId));
            cursor = page.Next;
        }

        log.Distinct().Count().ShouldBe(log.Count);
        log.Count.ShouldBe((int)last.Cursor.Position, "positions are dense");
        log.Count.ShouldBeGreaterThanOrEqualTo(happened + (int)last.Backfill.Expected!.Value);
        Fed.LinesIn(files).Select(Fed.IdOf).ShouldHoldTheSameAs(log);
    }

    /// <summary>Waits until the log has grown, as that server sees it.</summary>
    private static async Task MovesAsync(ServerProcess server, Guid feed)
    {
        var before = await server.Api.GetAsync<Feed>($"/v1/feeds/{feed}");
        await JumpgateHost.WaitForAsync(
            () => server.Api.GetAsync<Feed>($"/v1/feeds/{feed}"),
            now => now.Counts.GetValueOrDefault("group_create") > before.Counts.GetValueOrDefault("group_create") && now.Sinks[0].Position > before.Sinks[0].Position);
    }

    private static async Task<int> HappenAsync(RunningEmulator emulator, CancellationToken stop)
    {
        var console = new EmulatedConsole(emulator);
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await console.GroupAsync($"g{count}");
            await Task.Delay(20, CancellationToken.None);
        }

        return count;
    }
}
