using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class GuardTests
{
    [Fact]
    public async Task T14_A_mass_drop_is_held_and_exactly_the_losses_shown_can_be_confirmed()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        foreach (var id in synced.UserIds().Skip(20).Take(60))
        {
            await synced.DeleteUserAsync(id);
        }

        var held = await synced.SyncAsync();

        held.State.ShouldBe(RunStates.Held);
        var loss = held.Held!.Losses.Single(loss => loss.Kind == "user");
        (loss.Before, loss.Lost).ShouldBe((130, 60));
        loss.Examples.ShouldNotBeEmpty();
        var waiting = await synced.OrganizationAsync();
        waiting.Status.ShouldBe(OrganizationStatus.Held);
        waiting.Reasons.Single(reason => reason.Code == "mass_drop_held").Detail.ShouldContain("user 60 of 130");
        (await synced.AllAsync("users")).Count.ShouldBe(130);
        (await synced.SyncAsync()).Id.ShouldBe(held.Id);
        (await synced.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/runs/{held.Id}/confirm", new RunConfirm("something else"))).Code.ShouldBe("losses_changed");

        await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/runs/{held.Id}/confirm", new RunConfirm(held.Held.Token));

        var done = await synced.EndAsync(held.Id);
        done.State.ShouldBe(RunStates.Done);
        done.Counts["users"].Deleted.ShouldBe(60);
        (await synced.AllAsync("users")).Count.ShouldBe(70);
        (await synced.OrganizationAsync()).Status.ShouldBe(OrganizationStatus.Connected);
    }

    [Fact]
    public async Task T14_An_empty_list_where_there_was_something_is_held_and_discarded_without_a_trace()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        var before = (await synced.OrganizationAsync()).LastRun!;
        synced.Emulator.Faults.Add("GET /api/systemusers empty");

        var held = await synced.SyncAsync();
        held.State.ShouldBe(RunStates.Held);
        await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/runs/{held.Id}/discard");

        (await synced.RunAsync(held.Id)).State.ShouldBe(RunStates.Discarded);
        (await synced.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/runs/{held.Id}/confirm")).Code.ShouldBe("run_not_held");
        synced.Emulator.Faults.Clear();
        var after = await synced.SyncAsync();
        after.State.ShouldBe(RunStates.Done);
        after.Hash.ShouldBe(before.Hash);
    }

    [Fact]
    public async Task Confirming_deletes_only_what_JumpCloud_says_it_does_not_have()
    {
        await using var synced = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);
        synced.Emulator.Faults.Add("GET /api/systemusers empty");
        var held = await synced.SyncAsync();

        await synced.Hub.Admin.PostAsync<SyncRun>($"/v1/runs/{held.Id}/confirm", new RunConfirm(held.Held!.Token));

        (await synced.EndAsync(held.Id)).State.ShouldBe(RunStates.Done);
        (await synced.AllAsync("users")).Count.ShouldBe(130);
    }
}
