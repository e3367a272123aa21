using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>The server as a process of its own, killed without warning while it syncs.</summary>
public sealed class KilledSyncTests
{
    private static readonly EmulatorOptions World = new()
    {
        Users = 900,
        Groups = 30,
        Memberships = 4000,
        Devices = 10,
        DeviceGroups = 2,
        Applications = 5,
        Admins = 5,
        Roles = 2,
        Latency = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public async Task A_sync_killed_a_dozen_times_ends_with_the_hash_of_an_undisturbed_one()
    {
        string undisturbed;
        await using (var calm = await SyncedHub.StartAsync(World, SyncedHub.ByHand))
        {
            undisturbed = (await calm.OrganizationAsync()).LastRun!.Hash!;
        }

        await using var emulator = await RunningEmulator.StartAsync(World);
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store);
        var chance = new Random(20261122);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        for (var kill = 0; kill < 12; kill++)
        {
            await Task.Delay(chance.Next(30, 700));
            await server.KillAsync();
            await server.StartAsync();
        }

        var run = await JumpgateHost.WaitForAsync(
            async () => (await server.Api.GetAsync<Page<SyncRun>>($"/v1/organizations/{organization}/runs")).Items, runs => runs.Count > 0 && runs[^1].State == RunStates.Done,
            TimeSpan.FromSeconds(120));

        run.Count.ShouldBe(1);
        run[0].Hash.ShouldBe(undisturbed);
    }

    [Fact]
    public async Task A_server_told_to_end_in_mid_sync_ends_within_ten_seconds_and_the_sync_goes_on_after_the_next_start()
    {
        await using var emulator = await RunningEmulator.StartAsync(World);
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        // Some answers come at once, one never does: what the sync waits for must not keep the server.
        emulator.Faults.Add("GET /api/v2/roles hang x1");
        var before = await JumpgateHost.WaitForAsync(
            () => server.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), found => found.Progress?.Kinds.Any(kind => kind is { Kind: "users", Seen: > 200 }) == true);
        before.LastRun!.State.ShouldBe(RunStates.Running);

        var took = await server.EndAsync(TimeSpan.FromSeconds(10));

        took.ExitCode.ShouldBe(0);
        var asked = emulator.Stats.Of("GET /api/systemusers");
        await server.StartAsync();
        var runs = await JumpgateHost.WaitForAsync(
            async () => (await server.Api.GetAsync<Page<SyncRun>>($"/v1/organizations/{organization}/runs")).Items, runs => runs[^1].State == RunStates.Done, TimeSpan.FromSeconds(60));
        runs.ShouldHaveSingleItem().Id.ShouldBe(before.LastRun.Id);
        runs[0].Counts["users"].Seen.ShouldBe(World.Users);
        (emulator.Stats.Of("GET /api/systemusers") - asked).ShouldBeLessThan(World.Users / 100);
    }
}
