using System.Diagnostics;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class TokenLifeTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task S0_2_A_sync_over_several_token_lives_renews_them_in_time_and_no_call_fails()
    {
        using var calls = new RecordedCalls();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = SyncedHub.Small with { Groups = 70, Memberships = 300, TokenLife = Life },
            Configure = builder => builder.Services.AddSingleton(new JumpCloudHandler(new JumpCloudOptions()) { Shared = calls }),
        });
        var clock = Stopwatch.StartNew();
        var linked = await hub.LinkOrganizationAsync(settings: new { schedule = (string?)null, refreshInterval = (string?)null, maxRequestsPerSecond = 8 });

        var organization = await hub.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(90));

        organization.LastRun!.State.ShouldBe(RunStates.Done);
        clock.Elapsed.ShouldBeGreaterThan(2 * Life);
        calls.All.ShouldNotContain(call => call.Status == 401);
        calls.All.Count(call => call.Address.AbsolutePath != "/oauth2/token" && call.Status == 200).ShouldBeGreaterThan(70);
        var tokens = calls.All.Count(call => call.Address.AbsolutePath == "/oauth2/token");
        // Each token serves all but its last tenth; linking asks with a client of its own.
        tokens.ShouldBeInRange((int)(clock.Elapsed / Life), (int)(clock.Elapsed / (Life - TimeSpan.FromSeconds(1.5))) + 3);
    }
}
