using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Organizations;

public sealed class LinkingTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task S0_1_A_service_account_signs_in_by_client_credentials_and_calls_carry_its_token()
    {
        shared.Calls.Clear();
        await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
        var token = shared.Calls.All.First(call => call.Address.AbsolutePath == "/oauth2/token");
        token.Body.ShouldBe("scope=api&grant_type=client_credentials");
        token.Header("Authorization").ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Hub.Emulator.ClientId}:{Hub.Emulator.ClientSecret}")));
        var calls = shared.Calls.All.Where(call => call.Address.AbsolutePath.StartsWith("/api", StringComparison.Ordinal)).ToList();
        calls.ShouldNotBeEmpty();
        calls.ShouldAllBe(call => call.Header("Authorization")!.StartsWith("Bearer ") && call.Header("x-api-key") == null);
    }

    [Fact]
    public async Task S2_21_An_API_key_goes_out_as_x_api_key()
    {
        shared.Calls.Clear();
        await Hub.LinkOrganizationAsync(LinkMethods.ApiKey, await Hub.TenantAsync());
        shared.Calls.All.ShouldNotBeEmpty();
        shared.Calls.All.ShouldAllBe(call => call.Header("x-api-key") == Hub.Emulator.ApiKey && call.Header("Authorization") == null);
    }

    [Fact]
    public async Task The_first_sync_is_due_on_this_node_before_the_link_is_answered()
    {
        var due = new ConcurrentBag<int>();
        var signal = Hub.Services.GetRequiredService<SyncSignal>();
        signal.SyncDue += due.Add;
        try
        {
            var linked = await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
            due.ShouldContain(linked.Id.GetHashCode() & (LinkedOrganization.Shards - 1));
        }
        finally
        {
            signal.SyncDue -= due.Add;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public Task S0_15_The_client_id_is_required_at_its_field(string? value) => IsRequiredAsync("clientId", value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public Task S0_16_The_client_secret_is_required_at_its_field(string? value) => IsRequiredAsync("clientSecret", value);

    [Fact]
    public async Task S0_17_A_double_click_links_once_and_names_the_link()
    {
        var tenant = await Hub.TenantAsync();
        var clicks = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Hub.Admin.PostAsJsonAsync("/v1/organizations", Hub.LinkBody(tenant: tenant))));
        clicks.Select(click => click.StatusCode).OrderBy(status => status).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        var second = await clicks.Single(click => click.StatusCode == HttpStatusCode.Conflict).ProblemAsync();
        second.Code.ShouldBe("already_linked");
        clicks[0].Headers.Location.ShouldBe(clicks[1].Headers.Location);
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task S0_18_A_wrong_pair_stores_nothing_and_a_right_one_is_stored()
    {
        var tenant = await Hub.TenantAsync();
        await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced("clientSecret", "not-the-secret-0123456789", tenant));
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.ShouldBeEmpty();
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant);
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.ShouldHaveSingleItem().Id.ShouldBe(linked.Id);
    }

    [Theory]
    [InlineData("clientId", "nobody")]
    [InlineData("clientSecret", "not-the-secret-0123456789")]
    public async Task S0_21_An_incorrect_id_or_secret_comes_with_all_three_pieces_of_advice(string field, string value)
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced(field, value));
        foreach (var advice in (string[])[problem.Fix!, problem.Errors!.Single(error => error.Field == "credentials").Fix!])
        {
            advice.ShouldContain("copied correctly");
            advice.ShouldContain("without extra spaces or characters");
            advice.ShouldContain("still active");
        }
    }

    [Theory]
    [InlineData(LinkMethods.ServiceAccount, "clientSecret", "not-the-secret-0123456789")]
    [InlineData(LinkMethods.ApiKey, "apiKey", "jca_0000000000000000000000000000000000000000")]
    public async Task T1_Wrong_credentials_have_their_code_and_whole_sentences_and_save_nothing(string method, string field, string value)
    {
        var tenant = await Hub.TenantAsync();
        var body = Hub.LinkBody(method, tenant);
        body[field] = value;

        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", body);

        (problem.Code, problem.Status).ShouldBe(("invalid_credentials", 422));
        problem.Detail!.ShouldNotContain("..");
        problem.Detail!.ShouldEndWith(".");
        problem.Detail!.ShouldNotContain(value);
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task S3_13_A_refused_API_key_comes_with_where_API_access_is_enabled()
    {
        var body = Hub.LinkBody(LinkMethods.ApiKey, await Hub.TenantAsync());
        body["apiKey"] = "jca_0000000000000000000000000000000000000000";
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", body)).Fix!.ShouldContain("Enable API access is ticked for its administrator, under Edit Administrator");
    }

    [Fact]
    public async Task S2_22_The_key_is_checked_before_it_is_stored()
    {
        var tenant = await Hub.TenantAsync();
        shared.Calls.Clear();
        var linked = await Hub.LinkOrganizationAsync(LinkMethods.ApiKey, tenant);
        shared.Calls.All.ShouldContain(call => call.Address.AbsolutePath == "/api/organizations" && call.Status == 200);
        linked.LastGoodCallAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task S0_29_The_organization_behind_the_credentials_is_named_after_linking()
    {
        var linked = await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
        linked.RemoteOrganization.Id.ShouldBe(Hub.Emulator.OrganizationId);
        linked.RemoteOrganization.Name.ShouldNotBeNullOrEmpty();
        linked.Name.ShouldBe(linked.RemoteOrganization.Name);
    }

    [Fact]
    public async Task S1_3_Linking_needs_no_browser()
    {
        using var answer = await Hub.Admin.PostAsJsonAsync("/v1/organizations", Hub.LinkBody(tenant: await Hub.TenantAsync()));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var linked = (await answer.Content.ReadFromJsonAsync<Organization>())!;
        linked.Status.ShouldBeOneOf(OrganizationStatus.Syncing, OrganizationStatus.Connected);
        linked.DirectoryId.ShouldNotBe(Guid.Empty);
        answer.Headers.Location!.ToString().ShouldBe($"/v1/organizations/{linked.Id}");
    }

    [Fact]
    public async Task S1_15_All_calls_of_a_link_go_to_its_regions_host_and_to_no_other()
    {
        shared.Calls.Clear();
        await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
        shared.Calls.All.Select(call => call.Address.GetLeftPart(UriPartial.Authority)).Distinct().ShouldBe([Hub.Emulator.Url]);
        shared.Calls.All.ShouldContain(call => call.Address.AbsolutePath.StartsWith("/insights/directory/v1"));
    }

    [Fact]
    public async Task S1_16_The_organization_id_is_optional()
    {
        foreach (var left in (string?[])[null, "", Hub.Emulator.OrganizationId])
        {
            var body = Hub.LinkBody(tenant: await Hub.TenantAsync());
            body["organizationId"] = left;
            (await Hub.Admin.PostAsync<Organization>("/v1/organizations", body)).RemoteOrganization.Id.ShouldBe(Hub.Emulator.OrganizationId);
        }
    }

    [Fact]
    public async Task S1_17_Without_an_organization_id_no_header_is_sent()
    {
        shared.Calls.Clear();
        await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
        shared.Calls.All.ShouldNotBeEmpty();
        shared.Calls.All.ShouldAllBe(call => call.Header("x-org-id") == null);
    }

    [Theory]
    [InlineData("5a1234567890abcdef12345")]
    [InlineData("5a1234567890abcdef1234567")]
    [InlineData("5g1234567890abcdef123456")]
    [InlineData(" 5a1234567890abcdef123456")]
    public async Task S1_20_Organization_id_of_another_form_is_refused(string id)
    {
        shared.Calls.Clear();
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody(organizationId: id));
        (problem.Code, problem.Field).ShouldBe(("organization_id_malformed", "organizationId"));
        problem.Detail!.ShouldContain("5a1234567890abcdef123456");
        shared.Calls.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task T5_An_organization_id_that_is_not_there_is_told_apart()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody(organizationId: "5a1234567890abcdef123456"));
        (problem.Code, problem.Field).ShouldBe(("organization_not_found", "organizationId"));
    }

    [Fact]
    public async Task T4_A_refused_credential_names_the_region_chosen_and_both_consoles()
    {
        var body = Hub.LinkBody();
        body["clientSecret"] = "right-but-of-another-region";
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", body);
        problem.Detail!.ShouldContain("You chose emulator");
        problem.Detail!.ShouldContain("US Region is console.jumpcloud.com");
        problem.Detail!.ShouldContain("EU Region is console.eu.jumpcloud.com");
        problem.Errors!.ShouldContain(error => error.Field == "region" && error.Code == "wrong_region_suspected");
    }

    [Fact]
    public async Task S0_22_Stray_characters_are_named_with_their_position()
    {
        foreach (var (stray, name) in new[] { ("\u200B", "U+200B"), (" ", "space"), ("\n", "line break") })
        {
            var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced("clientSecret", Hub.Emulator.ClientSecret + stray));
            problem.Field.ShouldBe("clientSecret");
            problem.Detail!.ShouldContain($"position {Hub.Emulator.ClientSecret.Length + 1}");
            problem.Detail!.ShouldContain(name, Case.Insensitive);
        }
    }

    [Fact]
    public async Task T9_A_value_pasted_wrongly_is_not_accepted_silently()
    {
        shared.Calls.Clear();
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced("clientSecret", Hub.Emulator.ClientSecret + "\u200B\n"));
        problem.Code.ShouldBe("paste_suspicious");
        foreach (var advice in (string[])["create the value again", "plain text editor", "enter it anew"]) problem.Fix!.ShouldContain(advice);
        JsonSerializer.Serialize(problem).ShouldNotContain(Hub.Emulator.ClientSecret);
        shared.Calls.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task S1_13_US_EU_and_the_operators_own_regions_are_offered()
    {
        var regions = await Hub.Admin.GetAsync<List<Region>>("/v1/regions");
        regions.Select(region => region.Name).ShouldBe(["us", "eu", "in", "emulator"]);
        regions.Single(region => region.Name == "us").ShouldBe(new Region("us", "US Region", "https://console.jumpcloud.com/", "https://api.jumpcloud.com/insights/directory/v1"));
        regions.Single(region => region.Name == "eu").ShouldBe(new Region("eu", "EU Region", "https://console.eu.jumpcloud.com/", "https://api.eu.jumpcloud.com/insights/directory/v1"));
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced("region", "mars"))).Code.ShouldBe("region_unknown");
    }

    [Fact]
    public async Task S1_14_The_consoles_address_stands_for_its_region()
    {
        var tenant = await Hub.TenantAsync();
        var body = Hub.LinkBody(tenant: tenant);
        body["region"] = Hub.Emulator.Url + "/#/users";
        (await Hub.Admin.PostAsync<Organization>("/v1/organizations", body)).Region.ShouldBe("emulator");
        foreach (var (pasted, region) in new[] { ("https://console.jumpcloud.com/#/home", "us"), ("console.eu.jumpcloud.com", "eu"), ("https://console.in.jumpcloud.com/", "in") })
            (await Hub.Admin.PostAsync<PasteCheck>("/v1/paste-check", new { text = pasted })).Region.ShouldBe(region);
    }

    [Fact]
    public async Task S3_6_S3_22_F8_The_API_Base_URL_stands_for_its_region_and_calls_go_there_to_Directory_Insights_v1()
    {
        shared.Calls.Clear();
        var body = Hub.LinkBody(LinkMethods.ApiKey, await Hub.TenantAsync());
        body["region"] = Hub.Emulator.Url.TrimEnd('/') + "/insights/directory/v1";
        (await Hub.Admin.PostAsync<Organization>("/v1/organizations", body)).Region.ShouldBe("emulator");
        shared.Calls.All.Select(call => call.Address.GetLeftPart(UriPartial.Authority)).Distinct().ShouldBe([Hub.Emulator.Url]);
        shared.Calls.All.ShouldContain(call => call.Address.AbsolutePath.StartsWith("/insights/directory/v1/"));
    }

    [Theory]
    [InlineData("https://api.example.com/insights/directory/v1", "No region of this server has the address 'https://api.example.com/insights/directory/v1'.")]
    [InlineData("api.mars.jumpcloud.com", "No region of this server has the address 'api.mars.jumpcloud.com'.")]
    [InlineData("mars", "There is no region 'mars'.")]
    public async Task S3_22_F8_An_address_outside_the_regions_is_refused_and_names_the_operators_option(string region, string detail)
    {
        shared.Calls.Clear();
        var refused = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced("region", region));
        var fault = refused.Errors!.ShouldHaveSingleItem();
        (refused.Status, fault.Code, fault.Field, fault.Detail).ShouldBe((422, "region_unknown", "region", detail));
        foreach (var words in (string[])["Choose one of us, eu, in, emulator,", "the operator", "--region NAME=ORIGIN"]) fault.Fix!.ShouldContain(words);
        shared.Calls.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LinkMethods.ApiKey)]
    [InlineData(LinkMethods.ServiceAccount)]
    public async Task S3_23_F8_An_API_key_goes_out_as_x_api_key_and_a_service_account_token_as_bearer(string method)
    {
        shared.Calls.Clear();
        await Hub.LinkOrganizationAsync(method, await Hub.TenantAsync());
        var asked = shared.Calls.All.Where(call => call.Address.AbsolutePath.StartsWith("/insights/directory/v1/", StringComparison.Ordinal)).ToList();
        asked.ShouldNotBeEmpty();
        if (method == LinkMethods.ApiKey) asked.ShouldAllBe(call => call.Header("x-api-key") == Hub.Emulator.ApiKey && call.Header("Authorization") == null);
        else asked.ShouldAllBe(call => call.Header("Authorization")!.StartsWith("Bearer ") && call.Header("x-api-key") == null);
    }

    [Fact]
    public async Task S2_10_Only_connector_and_super_administrators_link()
    {
        foreach (var role in new[] { ProductRoles.ReadOnly, ProductRoles.ApplicationAdministrator })
            (await (await Hub.ApiAsync(role)).RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody())).Code.ShouldBe("role_insufficient");
        var tenant = await Hub.TenantAsync();
        var connector = await Hub.ApiAsync(ProductRoles.ConnectorAdministrator, tenant);
        (await connector.PostAsync<Organization>("/v1/organizations", Hub.LinkBody(tenant: tenant))).Tenant.ShouldBe(tenant);
    }

    [Fact]
    public async Task An_unlinked_organization_is_gone_and_can_be_linked_again()
    {
        var tenant = await Hub.TenantAsync();
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant);
        (await Hub.Admin.DeleteAsync($"/v1/organizations/{linked.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/organizations/{linked.Id}")).Code.ShouldBe("not_found");
        (await Hub.LinkOrganizationAsync(tenant: tenant)).Id.ShouldNotBe(linked.Id);
    }

    private async Task IsRequiredAsync(string field, string? value)
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Replaced(field, value));
        problem.Field.ShouldBe(field);
        problem.Errors!.Single().Code.ShouldBe("required");
    }

    private Dictionary<string, object?> Replaced(string member, object? value, string? tenant = null)
    {
        var body = Hub.LinkBody(tenant: tenant);
        body[member] = value;
        return body;
    }
}
