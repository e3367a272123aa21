using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Organizations;

public sealed class MultiTenantPortalTests(MultiTenantPortalTests.Provider shared) : IClassFixture<MultiTenantPortalTests.Provider>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_credential_of_several_organizations_lists_them()
    {
        var body = new { region = "emulator", method = LinkMethods.ServiceAccount, clientId = Hub.Emulator.ClientId, clientSecret = Hub.Emulator.ClientSecret };
        var found = await Hub.Admin.PostAsync<DiscoveredOrganizations>("/v1/organizations/discover", body);
        found.Items.Select(organization => organization.Id).ShouldBe(Hub.Emulator.OrganizationIds, ignoreOrder: true);
        found.Items.ShouldAllBe(organization => organization.Name != null);
    }

    [Fact]
    public async Task T5_Without_an_organization_id_the_choice_is_shown()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody());
        (problem.Code, problem.Field).ShouldBe(("organization_required", "organizationId"));
        var listed = problem.Upstream!.Value.GetProperty("organizations").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);
        listed.ShouldBe(Hub.Emulator.OrganizationIds, ignoreOrder: true);
    }

    [Fact]
    public async Task S1_18_The_organization_id_goes_with_every_call_that_takes_it_and_two_links_do_not_mix()
    {
        var tenant = await Hub.TenantAsync();
        foreach (var id in Hub.Emulator.OrganizationIds.Take(2))
        {
            shared.Calls.Clear();
            var linked = await Hub.Admin.PostAsync<Organization>("/v1/organizations", Hub.LinkBody(tenant: tenant, organizationId: id.ToUpperInvariant()));
            linked.RemoteOrganization.Id.ShouldBe(id);
            linked.RemoteOrganization.Name.ShouldNotBeNull();
            var calls = shared.Calls.All.Where(call => call.Address.AbsolutePath is not "/oauth2/token" and not "/api/organizations").ToList();
            calls.ShouldNotBeEmpty();
            calls.Select(call => call.Header("x-org-id")).Distinct().ShouldBe([id]);
        }

        var links = (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items;
        links.Select(link => link.DirectoryId).Distinct().Count().ShouldBe(2);
        links.Select(link => link.RemoteOrganization.Name).Distinct().Count().ShouldBe(2);
    }

    public sealed class Provider : EmulatedHost
    {
        protected override EmulatorOptions World => base.World with { Organizations = 3 };
    }
}
