using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy;

public sealed class AuditTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task Acts_are_kept_with_who_and_what_newest_first_and_in_their_tenant()
    {
        var tenant = await Hub.TenantAsync();
        var other = await Hub.TenantAsync();
        var admin = await Hub.ApiAsync(ProductRoles.SuperAdministrator, tenant);
        var linked = await admin.PostAsync<Organization>("/v1/organizations", Hub.LinkBody(tenant: tenant));
        await admin.PatchAsync<Organization>($"/v1/organizations/{linked.Id}", new { name = "Renamed" });
        await admin.DeleteAsync($"/v1/organizations/{linked.Id}");
        var acts = (await admin.GetAsync<Page<AuditEntry>>("/v1/audit")).Items;
        acts.Select(entry => entry.Act).ShouldBe(["organization.unlink", "organization.update", "organization.link", "api_key.create", "tenant.create"]);
        acts[0].ShouldSatisfyAllConditions(
            entry => entry.Who.ShouldBe($"key:test {ProductRoles.SuperAdministrator}"),
            entry => entry.What.ShouldBe(linked.Id.ToString()),
            entry => entry.Tenant.ShouldBe(tenant));
        var second = await admin.GetAsync<Page<AuditEntry>>("/v1/audit?limit=2");
        (await admin.GetAsync<Page<AuditEntry>>($"/v1/audit?limit=2&cursor={second.Next}")).Items.Select(entry => entry.Act).ShouldBe(["organization.link", "api_key.create"]);
        var stranger = await Hub.ApiAsync(ProductRoles.SuperAdministrator, other);
        (await stranger.GetAsync<Page<AuditEntry>>("/v1/audit")).Items.ShouldAllBe(entry => entry.Tenant == other);
        (await (await Hub.ApiAsync(ProductRoles.ConnectorAdministrator, tenant)).RefusedAsync(HttpMethod.Get, "/v1/audit")).Code.ShouldBe("role_insufficient");
    }
}
