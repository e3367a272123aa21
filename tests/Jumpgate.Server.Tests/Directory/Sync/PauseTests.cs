using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class PauseTests
{
    [Fact]
    public async Task A_paused_organization_is_not_called_and_goes_on_where_it_stopped()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var before = (await synced.OrganizationAsync()).LastRun!;
        synced.Emulator.Latency = TimeSpan.FromMilliseconds(300);
        var queued = await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/organizations/{synced.Organization}/sync");
        await JumpgateHost.WaitForAsync(() => synced.RunAsync(queued.Id), run => run.State == RunStates.Running);

        var paused = await synced.Hub.Admin.PostAsync<Organization>($"/v1/organizations/{synced.Organization}/pause");

        paused.Status.ShouldBe(OrganizationStatus.Paused);
        await JumpgateHost.WaitForAsync(() => Task.FromResult(synced.Emulator.Stats.InFlight), calls => calls == 0);
        (await synced.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/organizations/{synced.Organization}/sync")).Code.ShouldBe("organization_paused");
        var atRest = await JumpgateHost.WaitForAsync(
            async () => { var first = synced.Emulator.Stats.Requests; await Task.Delay(2500); return synced.Emulator.Stats.Requests - first; }, calls => calls == 0, TimeSpan.FromSeconds(20));
        atRest.ShouldBe(0);

        synced.Emulator.Latency = TimeSpan.Zero;
        await synced.Hub.Admin.PostAsync<Organization>($"/v1/organizations/{synced.Organization}/resume");
        var done = await synced.EndAsync(queued.Id);
        done.State.ShouldBe(RunStates.Done);
        done.Hash.ShouldBe(before.Hash);
    }
}
