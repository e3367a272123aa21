using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Jobs;

public sealed class ClockTests
{
    [Fact]
    public async Task A_server_whose_clock_jumped_days_ahead_ends_and_starts_again_and_goes_on_syncing()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Time = time,
            Emulator = new EmulatorOptions { Users = 3, Groups = 1, Devices = 0, Applications = 0, Admins = 1 },
        });
        var linked = await hub.LinkOrganizationAsync();
        await hub.ConnectedAsync(linked.Id);
        for (var jump = 0; jump < 3; jump++)
        {
            time.Advance(TimeSpan.FromDays(12));
            await hub.RestartAsync().WaitAsync(TimeSpan.FromSeconds(30));
            var now = time.GetUtcNow();
            var synced = await JumpgateHost.WaitForAsync(() => hub.OrganizationAsync(linked.Id), organization => organization.LastGoodSyncAt > now - TimeSpan.FromMinutes(1));
            synced.Status.ShouldBe(OrganizationStatus.Connected);
        }
    }
}
