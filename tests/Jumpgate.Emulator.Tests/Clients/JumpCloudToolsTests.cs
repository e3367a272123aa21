using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>JumpCloud's own tools: the command line (TheJumpCloud/jc-cli) and the PowerShell module (TheJumpCloud/support).</summary>
public sealed class JumpCloudToolsTests
{
    private const string Insights = "/insights/directory/v1";

    [Fact]
    public async Task The_command_line_filters_events_by_field_operator_and_value()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        const string query = """{"service":["all"],"start_time":"2020-01-01T00:00:00Z","limit":100,"skip":0,"sort":"-timestamp","search_term":{"and":[{"field":"event_type","operator":"eq","value":"sso_auth"}]}}""";
        var (_, headers, body) = await emulator.CallAsync(HttpMethod.Post, Insights + "/events", query);
        body!.AsArray().ShouldNotBeEmpty();
        body.AsArray().ShouldAllBe(e => e.Text("event_type") == "sso_auth");
        headers.GetValues("X-Sort").Single().ShouldBe("ASC");

        var count = await emulator.CallAsync(HttpMethod.Post, Insights + "/events/count", query);
        count.Body!["count"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(body.AsArray().Count);
    }

    [Fact]
    public async Task The_command_line_finds_distinct_values_under_the_fields_name()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var (_, _, body) = await emulator.CallAsync(
            HttpMethod.Post, Insights + "/events/distinct", """{"service":["all"],"start_time":"2020-01-01T00:00:00Z","field":"event_type"}""");
        body!["event_type"]!.AsArray().ShouldAllBe(bucket => bucket!["doc_count"]!.GetValue<int>() > 0 && bucket["key"]!.ToString().Length > 0);
    }

    [Fact]
    public async Task The_command_line_pages_version_two_until_a_page_is_short()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        using var answer = await emulator.GetAsync("/api/v2/usergroups?limit=100&sort=name&filter=name%3Aeq%3AAll+Users");
        answer.Headers.Contains("Link").ShouldBeFalse();
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Single().Text("name").ShouldBe("All Users");
    }

    [Theory]
    [InlineData("/api/v2/roles", "results")]
    [InlineData("/api/v2/service-accounts", "results")]
    [InlineData("/api/v2/alerts", "alerts")]
    [InlineData("/api/v2/approvalflows", "results")]
    [InlineData("/api/v2/accessrequests", "results")]
    [InlineData("/api/v2/assets/devices", "results")]
    [InlineData("/api/v2/saas-management/applications", "results")]
    [InlineData("/api/v2/saved-views", "results")]
    public async Task The_command_line_finds_the_list_in_newer_families_under_a_key(string path, string key)
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var (status, _, body) = await emulator.CallAsync(HttpMethod.Get, path + "?limit=100");
        status.ShouldBe(200);
        body![key].ShouldBeOfType<JsonArray>();
        body["totalCount"]!.GetValue<int>().ShouldBe(body[key]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/api/v2/iplists", """{"name":"Office","ips":["203.0.113.0/24"]}""")]
    [InlineData("/api/v2/saved-views", """{"name":"Mine"}""")]
    [InlineData("/api/v2/assets/locations", """{"name":"Denver"}""")]
    [InlineData("/api/v2/duo/accounts", """{"name":"Duo"}""")]
    public async Task The_command_line_creates_reads_lists_and_deletes_the_smaller_things(string path, string body)
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var (status, _, made) = await emulator.CallAsync(HttpMethod.Post, path, body);
        status.ShouldBe(201);
        var id = made.Text("id");
        (await emulator.CallAsync(HttpMethod.Get, $"{path}/{id}")).Body.Text("name").ShouldBe(made.Text("name"));
        (await emulator.UntilEmptyAsync(path, 100)).ShouldContain(item => item.Text("id") == id);
        (await emulator.CallAsync(HttpMethod.Delete, $"{path}/{id}")).Status.ShouldBeOneOf(200, 204);
        (await emulator.CallAsync(HttpMethod.Get, $"{path}/{id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_powershell_module_connects()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        (await emulator.CallAsync(HttpMethod.Get, "/api/settings")).Status.ShouldBe(200);
        var organization = (await emulator.CallAsync(HttpMethod.Get, "/api/organizations?sort=settings.name&limit=100&skip=0")).Body!["results"]![0];
        organization.Text("id").ShouldBe(emulator.Emulator.OrganizationId);
        (await emulator.CallAsync(HttpMethod.Get, $"/api/organizations/{organization.Text("id")}")).Body.Text("_id").ShouldBe(organization.Text("id"));
    }

    [Fact]
    public async Task The_powershell_module_asks_who_it_is_before_it_names_an_organization()
    {
        await using var emulator = await ClientEmulator.StartAsync(organizations: 2);
        var self = await emulator.CallAsync(HttpMethod.Get, "/api/users/getSelf?fields=provider");
        self.Status.ShouldBe(200);
        self.Body.Text("provider").ShouldBe(emulator.Emulator.ProviderId);
        var organizations = (await emulator.CallAsync(HttpMethod.Get, $"/api/v2/providers/{self.Body.Text("provider")}/organizations?limit=100")).Body!["results"]!.AsArray();
        organizations.Select(o => o.Text("id")).ShouldBe(emulator.Emulator.OrganizationIds, ignoreOrder: true);
    }

    [Fact]
    public async Task The_powershell_module_searches_people_by_pattern()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var someone = emulator.Emulator.World.User(emulator.Emulator.World.UserId(5)).Text("username");
        var (status, _, found) = await emulator.CallAsync(HttpMethod.Post, "/api/search/systemusers",
            $$$"""{"filter":{"and":[{"username":{"$regex":"(?i)(^{{{someone.ToUpperInvariant()}}}$)"}}]},"limit":1000,"skip":0}""");
        status.ShouldBe(200);
        found!["results"]!.AsArray().Single().Text("username").ShouldBe(someone);
        found["totalCount"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task The_powershell_module_changes_a_person_and_every_saved_address_gets_a_new_id()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var before = (await emulator.UntilEmptyAsync("/api/systemusers", 100)).First(user => user["addresses"]!.AsArray().Count > 0);
        var (status, _, after) = await emulator.CallAsync(HttpMethod.Put, $"/api/systemusers/{before.Text("id")}", """{"department":"Moved"}""");
        status.ShouldBe(200);
        after.Text("department").ShouldBe("Moved");
        var (was, now) = (before["addresses"]![0]!, after!["addresses"]![0]!);
        now.Text("streetAddress").ShouldBe(was.Text("streetAddress"));
        now.Text("id").ShouldNotBe(was.Text("id"));
        now.Text("_id").ShouldBe(now.Text("id"));
    }
}
