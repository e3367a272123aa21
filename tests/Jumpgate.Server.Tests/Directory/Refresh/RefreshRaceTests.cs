using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Directory.Refresh;

public sealed class RefreshRaceTests
{
    [Fact]
    public async Task What_a_refresh_wrote_while_a_full_sync_read_is_not_undone_by_it()
    {
        await using var synced = await SyncedHub.StartAsync(settings: new { schedule = (string?)null, refreshInterval = "PT5S" });
        var (user, leaver) = (synced.Emulator.World.UserId(11), synced.Emulator.World.UserId(12));
        // The full sync has the people on its stage and waits for the roles, while the refresh sees what happens to them.
        synced.Emulator.Faults.Add("GET /api/v2/roles hang:12000 x1");
        var run = await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{synced.Organization}/sync");
        await JumpgateHost.WaitForAsync(
            () => synced.Hub.Admin.GetAsync<Organization>($"/v1/organizations/{synced.Organization}"),
            organization => organization.Progress?.Kinds.Any(kind => kind is { Kind: "users", Done: true }) == true);

        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{user}", new { department = "Lighthouse" });
        await synced.DeleteUserAsync(leaver);
        var made = (await synced.UpstreamAsync(HttpMethod.Post, "/api/systemusers", new { username = "late", email = "late@example.com" }))!["_id"]!.GetValue<string>();
        await JumpgateHost.WaitForAsync(
            () => synced.AllAsync("users"),
            users => users.Any(found => found.RemoteId == made) && users.All(found => found.RemoteId != leaver)
                && users.Single(found => found.RemoteId == user).Attributes!.Value.GetRawText().Contains("Lighthouse", StringComparison.Ordinal),
            TimeSpan.FromSeconds(11));
        (await synced.RunAsync(run.Id)).State.ShouldBe(RunStates.Running);

        (await synced.EndAsync(run.Id)).State.ShouldBe(RunStates.Done);

        var after = await synced.AllAsync("users");
        after.Single(found => found.RemoteId == user).Attributes!.Value.GetRawText().ShouldContain("Lighthouse");
        after.ShouldContain(found => found.RemoteId == made);
        after.ShouldNotContain(found => found.RemoteId == leaver);
    }

    [Fact]
    public async Task Events_out_of_reach_for_over_a_day_lead_to_a_full_sync()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Time = time, Emulator = SyncedHub.Small });
        var linked = await hub.LinkOrganizationAsync(settings: new { schedule = (string?)null, refreshInterval = "PT5S" });
        var first = (await hub.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(60))).LastRun!;
        await JumpgateHost.WaitForAsync(
            () => Task.FromResult(hub.Emulator.Stats.Of("POST /insights/directory/v1/events")), polls => polls > 1, TimeSpan.FromSeconds(40));
        hub.Emulator.Faults.Add("POST /insights/** 503");
        // What happens in the meantime is never told: the event is lost, only a full sync can find it.
        hub.Emulator.World.Set(hub.Emulator.World.UserId(3), new System.Text.Json.Nodes.JsonObject { ["department"] = "Lost and found" });
        time.Advance(TimeSpan.FromHours(30));
        hub.Emulator.Faults.Clear();

        var runs = await JumpgateHost.WaitForAsync(
            async () => (await hub.Admin.GetAsync<Page<SyncRun>>($"/v1/organizations/{linked.Id}/runs")).Items,
            runs => runs.Any(run => run is { Mode: "full", State: RunStates.Done } && run.Id != first.Id), TimeSpan.FromSeconds(60));

        runs.First(run => run.Mode == "full").Trigger.ShouldBe("events");
        var users = await hub.Admin.GetAsync<Page<Resource>>($"/v1/directories/{linked.DirectoryId}/users?limit=1000");
        users.Items.ShouldContain(user => user.Attributes!.Value.GetRawText().Contains("Lost and found", StringComparison.Ordinal));
    }
}
