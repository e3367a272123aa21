using System.Net;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.DependencyInjection;
using Organization = Jumpgate.Contracts.Organization;

namespace Jumpgate.Server.Tests.Organizations.Credentials;

public sealed class CredentialActsTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private static readonly string[] Rights = ["users", "groups", "systems"];

    private JumpgateHost Hub => shared.Hub;

    private EmulatedConsole Console => new(Hub.Emulator);

    [Fact]
    public async Task S1_11_The_standby_takes_over_under_load_without_a_failed_call()
    {
        var first = await Console.ServiceAccountAsync(Rights);
        var linked = await LinkAsync(first);
        var second = await Console.AddSecretAsync(first);
        var client = await ClientAsync(linked);

        using var stop = new CancellationTokenSource();
        var calls = 0;
        var load = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await client.SystemUsers.ListPageAsync(0, 10);
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        await JumpgateHost.WaitForAsync(() => Task.FromResult(Volatile.Read(ref calls)), made => made > 50);
        var staged = await ActAsync(linked, new { @do = "stage", clientId = second.ClientId, clientSecret = second.ClientSecret });
        staged.Standby!.State.ShouldBe("proven");
        var switched = await ActAsync(linked, new { @do = "switch" });
        switched.Credential.Suffix.ShouldBe(second.ClientSecret[^4..]);
        switched.Standby!.Suffix.ShouldBe(first.ClientSecret[^4..]);

        // The old secret ends in JumpCloud, with every token it ever gave.
        await Console.DropSecretAsync(first);
        Hub.Emulator.ExpireTokens();
        var after = Volatile.Read(ref calls);
        await JumpgateHost.WaitForAsync(() => Task.FromResult(Volatile.Read(ref calls)), made => made > after + 100);
        await stop.CancelAsync();
        await Task.WhenAll(load);
        (await ActAsync(linked, new { @do = "drop" })).Standby.ShouldBeNull();
    }

    [Fact]
    public async Task S1_11_A_failed_standby_is_never_kept_nor_activated()
    {
        var first = await Console.ServiceAccountAsync(Rights);
        var linked = await LinkAsync(first);
        (await RefusedAsync(linked, new { @do = "stage", clientId = first.ClientId, clientSecret = "wrong-secret-0123456789" })).Code.ShouldBe("invalid_credentials");
        (await RefusedAsync(linked, new { @do = "switch" })).Code.ShouldBe("standby_missing");

        var second = await Console.AddSecretAsync(first);
        await ActAsync(linked, new { @do = "stage", clientId = second.ClientId, clientSecret = second.ClientSecret });
        await Console.DropSecretAsync(second);
        (await RefusedAsync(linked, new { @do = "prove" })).Code.ShouldBe("invalid_credentials");
        (await RefusedAsync(linked, new { @do = "switch" })).Code.ShouldBe("standby_not_proven");
        var now = await Hub.OrganizationAsync(linked.Id);
        now.Credential.Suffix.ShouldBe(first.ClientSecret[^4..]);
        now.Standby!.State.ShouldBe("refused");
        await (await ClientAsync(linked)).SystemUsers.ListPageAsync(0, 1);
    }

    [Fact]
    public async Task A_credential_of_another_method_can_take_over()
    {
        var linked = await LinkAsync(await Console.ServiceAccountAsync(Rights));
        await ActAsync(linked, new { @do = "stage", method = LinkMethods.ApiKey, apiKey = Hub.Emulator.ApiKey });
        var switched = await ActAsync(linked, new { @do = "switch" });
        switched.Method.ShouldBe(LinkMethods.ApiKey);
        switched.Capabilities.ShouldAllBe(capability => capability.State == "granted");
        shared.Calls.Clear();
        await (await ClientAsync(linked)).SystemUsers.ListPageAsync(0, 1);
        shared.Calls.All.Single().Header("x-api-key").ShouldBe(Hub.Emulator.ApiKey);
    }

    [Fact]
    public async Task Acts_leave_change_rows()
    {
        var first = await Console.ServiceAccountAsync(Rights);
        var tenant = await Hub.TenantAsync();
        var linked = await LinkAsync(first, tenant);
        var second = await Console.AddSecretAsync(first);
        await ActAsync(linked, new { @do = "stage", clientId = second.ClientId, clientSecret = second.ClientSecret });
        await ActAsync(linked, new { @do = "prove" });
        await ActAsync(linked, new { @do = "switch" });
        await ActAsync(linked, new { @do = "drop" });
        await Hub.Admin.PatchAsync<Organization>($"/v1/organizations/{linked.Id}", new { name = "Renamed" });
        await Hub.Admin.DeleteAsync($"/v1/organizations/{linked.Id}");
        (await ChangeRows.OpsAsync(Hub, tenant)).Where(op => op >= ChangeOp.OrganizationLinked).ShouldBe(
        [
            ChangeOp.OrganizationLinked, ChangeOp.CredentialStaged, ChangeOp.CredentialProven, ChangeOp.CredentialSwitched, ChangeOp.CredentialDropped,
            ChangeOp.OrganizationUpdated, ChangeOp.OrganizationRemoved,
        ]);
    }

    [Fact]
    public async Task Wrong_acts_are_refused_at_their_field()
    {
        var linked = await LinkAsync(await Console.ServiceAccountAsync(Rights));
        (await RefusedAsync(linked, new { @do = "dance" })).Field.ShouldBe("do");
        (await RefusedAsync(linked, new { @do = "stage" })).Errors!.Select(error => error.Field).ShouldBe(["clientId", "clientSecret"]);
        (await RefusedAsync(linked, new { @do = "drop" })).Code.ShouldBe("standby_missing");
        using var unknown = await Hub.Admin.GetAsync($"/v1/organizations/{Guid.NewGuid()}");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JumpCloudClient> ClientAsync(Organization linked)
    {
        var links = Hub.Services.GetRequiredService<OrganizationLinks>();
        var tenant = (await Hub.Services.GetRequiredService<Jumpgate.Server.Tenancy.TenantCatalog>().FindAsync(linked.Tenant, default))!.Tenant;
        var link = (await links.FindAsync(tenant, linked.Id))!;
        return await Hub.Services.GetRequiredService<JumpCloudClients>().ForAsync(tenant, link.Key);
    }

    private async Task<Organization> LinkAsync(ServiceAccountSecret secret, string? tenant = null) => await Hub.Admin.PostAsync<Organization>("/v1/organizations", new
    {
        tenant = tenant ?? await Hub.TenantAsync(),
        region = "emulator",
        method = LinkMethods.ServiceAccount,
        clientId = secret.ClientId,
        clientSecret = secret.ClientSecret,
        settings = new { schedule = (string?)null, refreshInterval = (string?)null },
    });

    private Task<Organization> ActAsync(Organization linked, object act) => Hub.Admin.PostAsync<Organization>($"/v1/organizations/{linked.Id}/credentials", act);

    private Task<Problem> RefusedAsync(Organization linked, object act) =>
        Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/organizations/{linked.Id}/credentials", act);
}
