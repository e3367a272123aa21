using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Organizations;

public sealed class OrganizationRemovalTests
{
    [Fact]
    public async Task An_unlinked_organizations_people_are_hidden_at_once_and_then_gone()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = new EmulatorOptions { Users = 12, Groups = 3, Devices = 2, Applications = 1, Admins = 2, Events = 20 },
        });
        var linked = await hub.LinkOrganizationAsync();
        await hub.ConnectedAsync(linked.Id);
        (await CountAsync(hub, "resource_version")).ShouldBeGreaterThan(12);
        var cursor = await CountAsync(hub, "change");
        await hub.Admin.DeleteAsync($"/v1/organizations/{linked.Id}");
        (await hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{linked.DirectoryId}/users")).Code.ShouldBe("not_found");
        (await hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/organizations/{linked.Id}/runs")).Code.ShouldBe("not_found");
        (await hub.Admin.GetAsync<Page<Contracts.Directory>>("/v1/directories")).Items.ShouldBeEmpty();
        foreach (var table in (string[])["resource_version", "resource_email", "edge", "person", "event", "run", "run_log", "directory_count", "credential", "organization"])
            await JumpgateHost.WaitForAsync(() => CountAsync(hub, table), count => count == 0);
        (await CountAsync(hub, "change")).ShouldBe(cursor + 1);
        (await hub.Admin.GetAsync<Page<Change>>("/v1/changes?after=0&limit=1000")).Items.Count.ShouldBe((int)cursor + 1);
    }

    private static async Task<long> CountAsync(JumpgateHost hub, string table)
    {
        var tenant = (await hub.Services.GetRequiredService<TenantCatalog>().FindAsync("default", default))!.Tenant;
        await using var read = await hub.Services.GetRequiredService<Store>().ReadAsync(tenant);
        return await read.Sql.ScalarAsync<long>($"select count(*) from {table} where tenant = @tenant");
    }
}
