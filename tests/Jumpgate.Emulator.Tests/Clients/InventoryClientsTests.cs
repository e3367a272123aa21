using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>Clients that take inventory: JupiterOne/graph-jumpcloud and turbot/steampipe-plugin-jumpcloud.</summary>
public sealed class InventoryClientsTests
{
    /// <summary>Without an organization id the header is there all the same, with nothing in it.</summary>
    private static void EmptyOrganization(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("x-org-id", "");

    [Fact]
    public async Task A_jupiterone_integration_sends_an_empty_organization_header_everywhere()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var organization = (await emulator.CallAsync(HttpMethod.Get, "/api/organizations", edit: EmptyOrganization)).Body!["results"]![0];
        organization.Text("id").ShouldBe(emulator.Emulator.OrganizationId);

        (await emulator.UntilEmptyAsync("/api/systemusers", 100, EmptyOrganization)).Count.ShouldBe(130);
        (await emulator.UntilEmptyAsync("/api/v2/usergroups", 100, EmptyOrganization)).ShouldNotBeEmpty();
        foreach (var application in await emulator.UntilEmptyAsync("/api/applications", 100, EmptyOrganization))
        {
            foreach (var kind in new[] { "users", "usergroups" })
            {
                foreach (var end in await emulator.UntilEmptyAsync($"/api/v2/applications/{application.Text("id")}/{kind}", 100, EmptyOrganization))
                {
                    end.Text("type").ShouldBe(kind == "users" ? "user" : "user_group");
                    end["paths"]!.AsArray().ShouldNotBeEmpty();
                    end.ContainsKey("compiledAttributes").ShouldBeTrue();
                }
            }
        }
    }

    [Fact]
    public async Task A_jupiterone_integration_takes_404_for_an_empty_list_where_it_misses_the_version()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        (await emulator.CallAsync(HttpMethod.Get, "/api/applemdms", edit: EmptyOrganization)).Status.ShouldBe(404);
        (await emulator.CallAsync(HttpMethod.Get, "/api/systeminsights/apps?limit=100&skip=0", edit: EmptyOrganization)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_steampipe_plugin_names_the_organization_except_to_the_organization_routes()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        void Organization(HttpRequestMessage request) => request.Headers.Add("x-org-id", emulator.Emulator.OrganizationId);

        foreach (var path in new[] { "/api/systemusers", "/api/systems", "/api/applications", "/api/radiusservers", "/api/v2/usergroups" })
            (await emulator.CallAsync(HttpMethod.Get, path + "?limit=10", edit: Organization)).Status.ShouldBe(200, path);

        var refused = await emulator.CallAsync(HttpMethod.Get, "/api/organizations", edit: Organization);
        refused.Status.ShouldBe(403);
        refused.Body.Text("message").ShouldBe("Forbidden: organization selection not allowed via header");
        refused.Body.Text("error").ShouldBe(refused.Body.Text("message"));

        var id = (await emulator.CallAsync(HttpMethod.Get, "/api/organizations")).Body!["results"]![0].Text("id");
        var settings = (await emulator.CallAsync(HttpMethod.Get, $"/api/organizations/{id}")).Body!["settings"];
        settings.Text("name").ShouldNotBeEmpty();
        settings!["passwordPolicy"]!["minLength"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_steampipe_plugin_reads_system_insights_of_each_device_until_a_page_is_empty()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        foreach (var device in await emulator.UntilEmptyAsync("/api/systems", 100))
        {
            foreach (var table in new[] { "apps", "programs", "linux_packages" })
                (await emulator.UntilEmptyAsync($"/api/v2/systeminsights/{table}?filter=system_id:eq:{device.Text("_id")}", 10)).Count.ShouldBeLessThan(1000);
        }
    }

    [Fact]
    public async Task A_trailing_slash_changes_nothing()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        (await emulator.CallAsync(HttpMethod.Get, "/api/organizations/")).Body!["totalCount"]!.GetValue<int>().ShouldBe(1);
        (await emulator.CallAsync(HttpMethod.Get, "/api/v2/systeminsights/apps/")).Body.ShouldBeOfType<JsonArray>();
    }
}
