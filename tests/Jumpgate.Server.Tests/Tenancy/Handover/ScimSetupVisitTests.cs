using System.Net;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Tenancy.Handover;

/// <summary>Setting a pushed directory up by a link.</summary>
public sealed class ScimSetupVisitTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_visitor_makes_one_directory_and_sees_what_arrives_in_it()
    {
        var tenant = await Hub.TenantAsync();
        var made = await MakeAsync(tenant);
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
        visitor.Opened.GetProperty("purpose").GetString().ShouldBe("scim");
        visitor.Opened.GetProperty("linked").GetBoolean().ShouldBeFalse();
        var directory = await visitor.PostAsync<DirectoryCreated>("directories", new { name = "Acme", source = "scim", provider = "jumpcloud" });
        (await visitor.RefusedAsync(HttpMethod.Post, "directories", new { source = "scim" })).Code.ShouldBe("setup_link_used");
        (await Hub.Admin.GetAsync<Page<PortalSession>>($"/v1/portal-sessions?tenant={tenant}")).Items.Single().Directory.ShouldBe(directory.Id);

        var pushed = new PushedClient(directory, Hub.Client(directory.BearerToken));
        var user = await pushed.UserAsync("vera@example.com");
        await pushed.GroupAsync("Sales", user);
        (await visitor.GetAsync<Contracts.Directory>(Own(directory))).Counts["user"].ShouldBe(1);
        (await visitor.GetAsync<Page<Resource>>($"{Own(directory)}/users")).Items.ShouldHaveSingleItem().Id.ToString().ShouldBe(user);
        (await visitor.GetAsync<Page<Resource>>($"{Own(directory)}/groups")).Items.ShouldHaveSingleItem().Name.ShouldBe("Sales");
        (await visitor.GetAsync<Page<Edge>>($"{Own(directory)}/edges")).Items.ShouldHaveSingleItem().From.Id.ToString().ShouldBe(user);
        (await visitor.GetAsync<Page<Change>>($"{Own(directory)}/users/{user}/history")).Items.ShouldNotBeEmpty();

        var second = await visitor.PostAsync<ScimToken>($"{Own(directory)}/tokens", new { name = "second" });
        (await visitor.GetAsync<Page<ScimToken>>($"{Own(directory)}/tokens")).Items.Count.ShouldBe(2);
        (await visitor.Client.DeleteAsync(visitor.Path($"{Own(directory)}/tokens/{directory.TokenId}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await pushed.GetAsync("/Users")).Status.ShouldBe(401);
        (await new PushedClient(directory, Hub.Client(second.BearerToken!)).GetAsync("/Users")).Status.ShouldBe(200);

        using var later = await SetupVisitor.OpenAsync(Hub, made);
        later.Opened.GetProperty("directory").GetGuid().ShouldBe(directory.Id);
    }

    [Fact]
    public async Task A_link_that_names_a_directory_shows_that_one_and_makes_none()
    {
        var tenant = await Hub.TenantAsync();
        var named = await PushedClient.StartAsync(Hub, tenant: tenant);
        var other = await PushedClient.StartAsync(Hub, tenant: tenant);
        using var visitor = await SetupVisitor.OpenAsync(Hub, await MakeAsync(tenant, named.Directory.Id));
        visitor.Opened.GetProperty("directory").GetGuid().ShouldBe(named.Directory.Id);
        (await visitor.GetAsync<Contracts.Directory>(Own(named.Directory))).Name.ShouldBe(named.Directory.Name);
        (await visitor.RefusedAsync(HttpMethod.Post, "directories", new { source = "scim" })).Code.ShouldBe("setup_link_used");
        foreach (var route in (string[])["", "/users", "/groups", "/edges", "/tokens"])
            (await visitor.RefusedAsync(HttpMethod.Get, Own(other.Directory) + route)).Code.ShouldBe("not_found", route);
        (await visitor.RefusedAsync(HttpMethod.Delete, $"{Own(other.Directory)}/tokens/{other.Directory.TokenId}")).Code.ShouldBe("not_found");
        (await other.GetAsync("/Users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Links_of_one_purpose_reach_no_route_of_the_other()
    {
        var tenant = await Hub.TenantAsync();
        var directory = await PushedClient.StartAsync(Hub, tenant: tenant);
        using var scim = await SetupVisitor.OpenAsync(Hub, await MakeAsync(tenant, directory.Directory.Id));
        foreach (var route in (string[])["regions", "organization"]) (await scim.RefusedAsync(HttpMethod.Get, route)).Code.ShouldBe("route_unknown");
        foreach (var route in (string[])["organizations", "organizations/discover", "paste-check"])
            (await scim.RefusedAsync(HttpMethod.Post, route, Hub.LinkBody(tenant: tenant))).Code.ShouldBe("route_unknown", route);
        using var link = await SetupVisitor.OpenAsync(Hub, await Hub.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant, purpose = "link" }));
        (await link.RefusedAsync(HttpMethod.Post, "directories", new { source = "scim" })).Code.ShouldBe("route_unknown");
        (await link.RefusedAsync(HttpMethod.Get, $"{Own(directory.Directory)}/users")).Code.ShouldBe("route_unknown");
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visitor_sets_nothing_that_is_its_owners_and_learns_nothing_of_other_directories()
    {
        var tenant = await Hub.TenantAsync();
        using var visitor = await SetupVisitor.OpenAsync(Hub, await MakeAsync(tenant));
        var directory = await visitor.PostAsync<DirectoryCreated>("directories", new { source = "scim", settings = new { requestsPerSecond = 7 } });
        (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{directory.Id}")).Scim!.Settings.RequestsPerSecond.ShouldNotBe(7);
        (await visitor.GetAsync<Contracts.Directory>(Own(directory))).Scim!.Settings.ShouldBe(new ScimSettings());

        // The same human in another directory of the tenant.
        var other = await PushedClient.StartAsync(Hub, tenant: tenant);
        const string Mail = "\"emails\":[{\"value\":\"vera@example.com\",\"primary\":true}]";
        await other.UserAsync("vera-elsewhere", Mail);
        var user = await new PushedClient(directory, Hub.Client(directory.BearerToken)).UserAsync("vera", Mail);
        foreach (var route in (string[])[$"users/{user}?expand=person", $"users/{user}", "users?expand=person"])
            (await visitor.GetAsync<JsonElement>($"{Own(directory)}/{route}")).GetRawText().ShouldNotContain(other.Directory.Id.ToString(), Case.Insensitive, route);
        (await visitor.RefusedAsync(HttpMethod.Get, $"{Own(directory)}/users?raw=true")).Code.ShouldBe("role_insufficient");
    }

    [Theory]
    [InlineData("""{"purpose":"mail"}""", "unknown_purpose")]
    [InlineData("""{"purpose":"scim","directory":"01a20463-1d6e-7d74-83cd-000000000000"}""", "directory_unknown")]
    [InlineData("""{"purpose":"link","directory":"01a20463-1d6e-7d74-83cd-000000000000"}""", "purpose_without_directory")]
    public async Task What_a_link_cannot_be_for_is_refused(string body, string code)
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(body)!;
        fields["tenant"] = await Hub.TenantAsync();
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/portal-sessions", fields)).Errors!.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    private static string Own(DirectoryCreated directory) => $"directories/{directory.Id}";

    private Task<PortalSession> MakeAsync(string tenant, Guid? directory = null) =>
        Hub.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant, purpose = "scim", directory });
}
