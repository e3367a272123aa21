using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Directory.Refresh;

/// <summary>Changes in JumpCloud arrive by its event log, without a full sync.</summary>
public sealed class RefreshTests
{
    private static readonly object EverySecond = new { schedule = (string?)null, refreshInterval = "PT5S" };

    [Fact]
    public async Task A_change_in_JumpCloud_is_seen_by_its_event_with_few_requests()
    {
        await using var synced = await SyncedHub.StartAsync(settings: EverySecond);
        await QuietAsync(synced);
        var user = synced.Emulator.World.UserId(11);
        var before = synced.Emulator.Stats.Requests;

        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{user}", new { department = "Lighthouse" });
        var department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Lighthouse\"";
        await JumpgateHost.WaitForAsync(() => synced.AllAsync("users", department), found => found.Count == 1);

        // The write itself, two polls of the log and one read of the person.
        (synced.Emulator.Stats.Requests - before).ShouldBeLessThanOrEqualTo(6);

        // The run is written once all its objects are: a moment after the person is seen.
        var runs = await JumpgateHost.WaitForAsync(
            () => synced.Hub.Admin.GetAsync<Page<SyncRun>>($"/v1/organizations/{synced.Organization}/runs"), found => found.Items[0].Mode == "refresh", TimeSpan.FromSeconds(20));
        runs.Items[0].Trigger.ShouldBe("events");
    }

    [Fact]
    public async Task Created_deleted_joined_and_left_are_followed_and_a_full_sync_finds_nothing_more()
    {
        await using var synced = await SyncedHub.StartAsync(settings: EverySecond);
        await QuietAsync(synced);
        var ids = synced.UserIds();
        var group = (await synced.UpstreamAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = "Lamp trimmers" }))!["id"]!.GetValue<string>();
        var made = (await synced.UpstreamAsync(HttpMethod.Post, "/api/systemusers", new { username = "keeper", email = "keeper@example.com" }))!["id"]!.GetValue<string>();
        await synced.UpstreamAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "add", type = "user", id = made });
        await synced.UpstreamAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "add", type = "user", id = ids[3] });
        await synced.UpstreamAsync(HttpMethod.Post, $"/api/v2/applications/{synced.Emulator.World.ApplicationId(0)}/associations", new { op = "add", type = "user_group", id = group });
        await synced.DeleteUserAsync(ids[5]);

        await JumpgateHost.WaitForAsync(
            async () => (await synced.AllAsync("users")).Select(user => user.RemoteId).ToHashSet(), users => users.Contains(made) && !users.Contains(ids[5]), TimeSpan.FromSeconds(60));
        var members = await JumpgateHost.WaitForAsync(
            async () => (await synced.EdgesAsync("member_of")).Where(edge => edge.To.Name == "Lamp trimmers").ToList(), edges => edges.Count == 2, TimeSpan.FromSeconds(40));
        members.Count.ShouldBe(2);
        await JumpgateHost.WaitForAsync(
            () => synced.EdgesAsync("bound_to"), edges => edges.Any(edge => edge.From.Name == "Lamp trimmers"), TimeSpan.FromSeconds(40));

        var full = await synced.SyncAsync();
        full.State.ShouldBe(RunStates.Done);
        full.Counts.Where(kind => kind.Value.Created + kind.Value.Updated + kind.Value.Deleted > 0).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_right_to_events_full_syncs_alone_go_on()
    {
        await using var synced = await SyncedHub.StartAsync(SyncedHub.Small with { Faults = ["POST /insights/** 403"] }, EverySecond);

        (await synced.SyncAsync()).State.ShouldBe(RunStates.Done);
        (await synced.OrganizationAsync()).Status.ShouldBe(OrganizationStatus.Connected);
    }

    /// <summary>Until the log has been read once: what the world did before is then behind.</summary>
    private static async Task QuietAsync(SyncedHub synced)
    {
        await JumpgateHost.WaitForAsync(
            () => Task.FromResult(synced.Emulator.Stats.Routes.Where(route => route.Key.EndsWith("/events", StringComparison.Ordinal)).Sum(route => route.Value)),
            polls => polls > 0, TimeSpan.FromSeconds(40));
    }
}
