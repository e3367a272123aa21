using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class RunMomentTests
{
    [Fact]
    public async Task A_run_is_a_moment_what_it_left_and_what_two_runs_lie_apart()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var api = synced.Hub.Admin;
        var first = (await api.GetAsync<Page<SyncRun>>($"/v1/organizations/{synced.Organization}/runs")).Items[^1];
        var (renamed, gone) = (synced.Emulator.World.UserId(3), synced.Emulator.World.UserId(5));
        await synced.UpstreamAsync(HttpMethod.Put, $"/api/systemusers/{renamed}", new { displayname = "Lamp Lighter" });
        await synced.DeleteUserAsync(gone);
        var second = await synced.SyncAsync();

        var users = $"/v1/directories/{synced.Directory}/users";
        (await api.GetAsync<Page<Resource>>($"{users}?limit=1000&as_of={first.Id}")).Items.Select(user => user.RemoteId).ShouldContain(gone);
        (await api.GetAsync<Page<Resource>>($"{users}?limit=1000&as_of={second.Id}")).Items.Select(user => user.RemoteId).ShouldNotContain(gone);
        (await api.GetAsync<Resource>($"{users}/{renamed}?as_of={first.Id}")).Name.ShouldNotBe("Lamp Lighter");
        (await api.GetAsync<Resource>($"{users}/{renamed}?as_of={second.Id}")).Name.ShouldBe("Lamp Lighter");
        var diff = await api.GetAsync<Diff>($"/v1/directories/{synced.Directory}/diff?from={first.Id}&to={second.Id}&limit=1000");
        (diff.From, diff.To).ShouldBe((first.Sequence!.Value, second.Sequence!.Value));
        diff.Items.Where(change => change.Kind == "user" && change.Edge is null).Select(change => change.Op).ShouldBe(["updated", "deleted"], ignoreOrder: true);
        (await api.RefusedAsync(HttpMethod.Get, $"{users}?as_of={Guid.NewGuid()}")).Code.ShouldBe("parameter_invalid");
    }
}
