using System.Net;
using System.Text;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy.Handover;

public sealed class SetupVisitTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private const string Own = "directories/{directory:guid}";

    private static readonly string[] Directory =
    [
        "GET /", "GET /users", "GET /users/{resource}", "GET /users/{resource}/history", "GET /groups", "GET /groups/{resource}", "GET /groups/{resource}/history", "GET /edges",
        "GET /requests", "GET /requests/{request:guid}", "GET /tokens", "POST /tokens", "DELETE /tokens/{token:guid}",
    ];

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_visitor_checks_links_and_sees_one_organization_and_links_no_second()
    {
        var tenant = await Hub.TenantAsync();
        var made = await MakeAsync(tenant);
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
        (await visitor.GetAsync<List<Region>>("regions")).ShouldContain(region => region.Name == "emulator");
        (await visitor.PostAsync<PasteCheck>("paste-check", new { text = " x", field = "clientId" })).Issues.ShouldNotBeEmpty();
        (await visitor.RefusedAsync(HttpMethod.Get, "organization")).Code.ShouldBe("not_found");
        var wrong = Hub.LinkBody(tenant: tenant);
        wrong["clientSecret"] = "not-the-secret-of-this-account";
        (await visitor.RefusedAsync(HttpMethod.Post, "organizations", wrong)).Code.ShouldBe("invalid_credentials");

        var linked = await visitor.PostAsync<Organization>("organizations", Hub.LinkBody(tenant: tenant));
        (await visitor.GetAsync<Organization>("organization")).Id.ShouldBe(linked.Id);
        (await Hub.OrganizationAsync(linked.Id)).Tenant.ShouldBe(tenant);
        (await visitor.RefusedAsync(HttpMethod.Post, "organizations", Hub.LinkBody(tenant: tenant))).Code.ShouldBe("setup_link_used");
        (await Hub.Admin.GetAsync<Page<PortalSession>>($"/v1/portal-sessions?tenant={tenant}")).Items.Single().Organization.ShouldBe(linked.Id);

        using var later = await SetupVisitor.OpenAsync(Hub, made);
        later.Opened.GetProperty("linked").GetBoolean().ShouldBeTrue();
        (await later.GetAsync<Organization>("organization")).Id.ShouldBe(linked.Id);
        (await Hub.Admin.DeleteAsync($"/v1/organizations/{linked.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await later.RefusedAsync(HttpMethod.Get, "organization")).Detail!.ShouldContain("unlinked");
    }

    [Fact]
    public async Task A_visitor_reaches_no_other_route_of_the_server()
    {
        var tenant = await Hub.TenantAsync();
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant);
        using var visitor = await SetupVisitor.OpenAsync(Hub, await MakeAsync(tenant));
        var walked = 0;
        foreach (var route in RouteWalk.Of(Hub).Where(route => route.IsApi))
        {
            using var request = new HttpRequestMessage(route.Method, route.Fill(name => name == "kind" ? "users" : linked.Id.ToString()));
            if (route.Method != HttpMethod.Get) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var response = await visitor.Client.SendAsync(request);
            (await response.ProblemAsync()).Code.ShouldBe("api_key_missing", route.ToString());
            walked++;
        }

        walked.ShouldBeGreaterThan(30);
        (await visitor.Client.GetStringAsync("/portal/session")).ShouldContain("\"signedIn\":false");
        (await visitor.RefusedAsync(HttpMethod.Get, $"organizations/{linked.Id}")).Code.ShouldBe("route_unknown");
    }

    [Fact]
    public async Task Exactly_these_routes_are_a_visitors()
    {
        var routes = RouteWalk.Of(Hub).Where(route => route.Pattern.StartsWith("/portal/sessions/", StringComparison.Ordinal)).ToList();
        routes.Select(route => $"{route.Method} {route.Pattern["/portal/sessions/{session:guid}/".Length..]}").ShouldBe(
            [
                "GET organization", "GET regions", "POST organizations", "POST organizations/discover", "POST paste-check", "POST directories", .. Directory.Select(route => $"{route.Split(' ')[0]} {Own}{route.Split(' ')[1]}"),
            ],
            ignoreOrder: true);
        using var visitor = await SetupVisitor.OpenAsync(Hub, await MakeAsync("default"));
        var other = await MakeAsync(await Hub.TenantAsync());
        foreach (var route in routes)
        {
            var path = route.Fill(_ => other.Id.ToString());
            (await visitor.Client.RefusedAsync(route.Method, path, new { })).Code.ShouldBe("setup_visit_ended", $"{route} of another link");
            // Nor does another credential count here: the routes answer for the link alone.
            (await Hub.Admin.RefusedAsync(route.Method, path, new { })).Code.ShouldBe("setup_visit_ended", $"{route} by an API key");
        }
    }

    [Fact]
    public async Task A_visitor_links_into_no_other_tenant()
    {
        var other = await Hub.TenantAsync();
        using var visitor = await SetupVisitor.OpenAsync(Hub, await MakeAsync(await Hub.TenantAsync()));
        (await visitor.RefusedAsync(HttpMethod.Post, "organizations", Hub.LinkBody(tenant: other))).Code.ShouldBe("tenant_not_found");
        (await visitor.RefusedAsync(HttpMethod.Get, $"regions?tenant={other}")).Code.ShouldBe("tenant_not_found");
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={other}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_cookie_is_for_this_link_alone_and_acts_only_with_its_token()
    {
        var made = await MakeAsync("default");
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
        foreach (var part in (string[])["httponly", "samesite=strict", $"path=/portal/sessions/{made.Id}"]) visitor.Cookie.ShouldContain(part);
        visitor.Client.DefaultRequestHeaders.Remove("X-CSRF-Token");
        (await visitor.RefusedAsync(HttpMethod.Post, "paste-check", new { text = "x" })).Code.ShouldBe("csrf_token_invalid");
        visitor.Client.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        (await visitor.RefusedAsync(HttpMethod.Post, "paste-check", new { text = "x" })).Code.ShouldBe("origin_refused");
    }

    [Fact]
    public async Task Only_the_origin_a_link_names_may_frame_its_page()
    {
        var framed = await Hub.Admin.PostAsync<PortalSession>(
            "/v1/portal-sessions", new { tenant = "default", purpose = "link", embed = "https://app.example.com" });
        using (var page = await Hub.Anonymous.GetAsync($"/setup/{SetupVisitor.TokenOf(framed)}"))
        {
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors https://app.example.com");
            page.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        }

        using var visitor = await SetupVisitor.OpenAsync(Hub, framed);
        foreach (var part in (string[])["httponly", "samesite=none", "secure", "Partitioned"]) visitor.Cookie.ShouldContain(part);
        foreach (var other in (string[])[$"/setup/{SetupVisitor.TokenOf(await MakeAsync("default"))}", "/setup/none", "/"])
        {
            using var page = await Hub.Anonymous.GetAsync(other);
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'", Case.Sensitive, other);
            page.Headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        }
    }

    private Task<PortalSession> MakeAsync(string tenant) => Hub.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant, purpose = "link" });
}
