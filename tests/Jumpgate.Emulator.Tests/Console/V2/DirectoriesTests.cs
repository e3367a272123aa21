using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2;

/// <summary>Google Workspace, Microsoft 365, Active Directory and LDAP beside the people they are for.</summary>
public sealed class DirectoriesTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 120, Groups = 30, Devices = 10 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_company_has_one_directory_of_each_kind_and_each_is_read_by_its_id()
    {
        var all = (await _client.ReadAsync("/api/v2/directories?sort=name")).AsArray();
        all.Select(d => (string)d!["type"]!).Order().ShouldBe(["active_directory", "g_suite", "ldap_server", "office_365"]);
        all.Select(d => (string)d!["name"]!).ShouldBe(all.Select(d => (string)d!["name"]!).Order(StringComparer.OrdinalIgnoreCase));
        ((string)(await _client.ReadAsync($"/api/v2/gsuites/{await IdAsync("g_suite")}"))["name"]!).ShouldBe("Google Workspace");
        ((string)(await _client.ReadAsync($"/api/v2/office365s/{await IdAsync("office_365")}"))["name"]!).ShouldBe("Microsoft 365");
        ((string)(await _client.ReadAsync($"/api/v2/activedirectories/{await IdAsync("active_directory")}"))["domain"]!).ShouldBe("DC=corp;DC=example;DC=com");
        foreach (var (path, type) in ((string, string)[])[("gsuites", "g_suite"), ("office365s", "office_365"), ("activedirectories", "active_directory")])
            (await _client.ReadAsync($"/api/v2/{path}")).AsArray().ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe(await IdAsync(type));
        await _client.ReadAsync("/api/v2/gsuites/665f0c1e8a1b2c0001d3e4f5", 404);
        await _client.ReadAsync("/api/v2/office365s/665f0c1e8a1b2c0001d3e4f5/users", 404);
    }

    [Fact]
    public async Task A_directory_reaches_people_through_the_groups_bound_to_it_and_is_reached_back()
    {
        var google = await IdAsync("g_suite");
        var everyone = (string)(await _client.AllAsync("/api/v2/usergroups"))[0]["id"]!;
        (await _client.ReadAsync($"/api/v2/gsuites/{google}/associations?targets=user_group")).AsArray().ShouldHaveSingleItem()!["to"]!["id"]!.ToString().ShouldBe(everyone);
        (await _client.AllAsync($"/api/v2/gsuites/{google}/users")).Count.ShouldBe(120);
        var user = _client.Emulator.World.UserId(40);
        (await _client.ReadAsync($"/api/v2/users/{user}/directories?limit=100")).AsArray().Select(d => (string)d!["id"]!).ShouldContain(google);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/gsuites/{google}/associations", new { op = "remove", type = "user_group", id = everyone }, 204);
        (await _client.AllAsync($"/api/v2/gsuites/{google}/users")).ShouldBeEmpty();
        (await _client.ReadAsync($"/api/v2/usergroups/{everyone}/associations?targets=g_suite")).AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gsuites", "g_suite", "remove_access", "gsuite_directory_update")]
    [InlineData("office365s", "office_365", "suspend", "o365_directory_update")]
    [InlineData("ldapservers", "ldap_server", "remove", "ldapserver_update")]
    public async Task Changing_a_directory_is_checked_kept_and_told(string path, string type, string action, string @event)
    {
        var id = await IdAsync(type);
        await _client.WriteAsync(HttpMethod.Patch, $"/api/v2/{path}/{id}", new { userPasswordExpirationAction = "explode" }, 400);
        await _client.WriteAsync(HttpMethod.Patch, $"/api/v2/{path}/{id}", new { userPasswordExpirationAction = action }, 200);
        ((string)(await _client.ReadAsync($"/api/v2/{path}/{id}"))["userPasswordExpirationAction"]!).ShouldBe(action);
        var told = (await EventsAsync()).ShouldHaveSingleItem()!;
        ((string)told["event_type"]!).ShouldBe(@event);
        ((string)told["resource"]!["id"]!).ShouldBe(id);
        ((string)told["changes"]![0]!["to"]!).ShouldBe(action);
    }

    [Fact]
    public async Task Translation_rules_are_made_once_listed_and_dropped()
    {
        var rules = $"/api/v2/gsuites/{await IdAsync("g_suite")}/translationrules";
        var before = (await _client.ReadAsync(rules)).AsArray().Count;
        var made = (await _client.WriteAsync(HttpMethod.Post, rules, new { builtIn = "user_status" }, 201))!;
        ((string)made["direction"]!).ShouldBe("export");
        await _client.WriteAsync(HttpMethod.Post, rules, new { builtIn = "user_status" }, 409);
        await _client.WriteAsync(HttpMethod.Post, rules, new { builtIn = "user_shoe_size" }, 400);
        (await _client.ReadAsync(rules)).AsArray().Count.ShouldBe(before + 1);
        ((string)(await _client.ReadAsync($"{rules}/{made["id"]}"))["builtIn"]!).ShouldBe("user_status");
        await _client.WriteAsync(HttpMethod.Delete, $"{rules}/{made["id"]}", null, 204);
        await _client.ReadAsync($"{rules}/{made["id"]}", 404);
    }

    [Theory]
    [InlineData("gsuites", "g_suite", "import/users", "maxResults", "pageToken", "nextPageToken", "primaryEmail")]
    [InlineData("office365s", "office_365", "import/users", "top", "skipToken", "skipToken", "userPrincipalName")]
    public async Task People_to_import_are_paged_by_token_and_hold_some_that_JumpCloud_does_not(
        string path, string type, string route, string limit, string token, string next, string email)
    {
        var id = await IdAsync(type);
        HashSet<string> seen = [];
        for (var after = ""; ;)
        {
            var page = await _client.ReadAsync($"/api/v2/{path}/{id}/{route}?{limit}=50{(after.Length > 0 ? $"&{token}={after}" : "")}");
            foreach (var user in page["users"]!.AsArray())
                seen.Add((string)user![email]!).ShouldBeTrue();
            after = (string?)page[next] ?? "";
            if (after.Length == 0)
                break;
        }

        seen.Count.ShouldBe(125);
        await _client.ReadAsync($"/api/v2/{path}/{id}/{route}?{token}=nonsense", 400);
    }

    [Fact]
    public async Task An_active_directory_is_joined_once_and_left()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/activedirectories", new { domain = "DC=lab;DC=example;DC=com" }, 201))!;
        await _client.WriteAsync(HttpMethod.Post, "/api/v2/activedirectories", new { domain = "dc=lab;dc=example;dc=com" }, 409);
        ((string)(await _client.WriteAsync(HttpMethod.Put, $"/api/v2/activedirectories/{made["id"]}", new { useCase = "TWOWAYSYNC" }, 200))!["useCase"]!).ShouldBe("TWOWAYSYNC");
        await _client.WriteAsync(HttpMethod.Delete, $"/api/v2/activedirectories/{made["id"]}", null, 200);
        await _client.ReadAsync($"/api/v2/activedirectories/{made["id"]}", 404);
        (await EventsAsync()).Select(e => (string)e!["event_type"]!).ShouldBe(["activedirectory_create", "activedirectory_delete"]);
    }

    private async Task<string> IdAsync(string type)
        => (string)(await _client.ReadAsync("/api/v2/directories")).AsArray().Single(d => (string)d!["type"]! == type)!["id"]!;

    private async Task<JsonArray> EventsAsync()
        => (await _client.WriteAsync(HttpMethod.Post, "/insights/directory/v1/events", new { service = new[] { "all" }, start_time = "2020-01-01T00:00:00Z" }, 200))!.AsArray();
}
