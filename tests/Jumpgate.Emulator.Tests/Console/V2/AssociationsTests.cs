namespace Jumpgate.Emulator.Tests.Console.V2;

public sealed class AssociationsTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 80, Groups = 30, Devices = 24, Applications = 6 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task Direct_bindings_are_seen_from_both_sides()
    {
        var application = _client.Emulator.World.ApplicationId(2);
        foreach (var (target, path) in new[] { ("user", "users"), ("user_group", "usergroups") })
        {
            var bound = await _client.AllAsync($"/api/v2/applications/{application}/associations?targets={target}");
            bound.Count.ShouldBe(target == "user" ? 5 : 3);
            foreach (var edge in bound)
            {
                (await _client.AllAsync($"/api/v2/{path}/{edge["to"]!["id"]}/associations?targets=application"))
                    .ShouldContain(e => (string)e["to"]!["id"]! == application);
            }
        }
    }

    [Fact]
    public async Task Who_reaches_an_application_is_told_with_every_route()
    {
        var application = _client.Emulator.World.ApplicationId(1);
        var groups = (await _client.AllAsync($"/api/v2/applications/{application}/associations?targets=user_group")).Select(e => (string)e["to"]!["id"]!).ToList();
        var direct = (await _client.AllAsync($"/api/v2/applications/{application}/associations?targets=user")).Select(e => (string)e["to"]!["id"]!).ToHashSet();
        var expected = new HashSet<string>(direct);
        foreach (var group in groups)
        {
            foreach (var member in await _client.AllAsync($"/api/v2/usergroups/{group}/membership"))
                expected.Add((string)member["id"]!);
        }

        var reached = await _client.AllAsync($"/api/v2/applications/{application}/users");
        reached.Select(u => (string)u["id"]!).ShouldBe(expected, ignoreOrder: true);
        foreach (var user in reached)
        {
            var paths = user["paths"]!.AsArray();
            paths.ShouldAllBe(path => (string)path!.AsArray().Last()!["to"]!["id"]! == (string)user["id"]!);
            paths.Any(path => path!.AsArray().Count == 1).ShouldBe(direct.Contains((string)user["id"]!));
            var apps = (await _client.AllAsync($"/api/v2/users/{user["id"]}/applications")).First(a => (string)a["id"]! == application);
            apps["paths"]!.AsArray().Count.ShouldBe(paths.Count);
        }
    }

    [Fact]
    public async Task A_binding_is_added_once_carries_attributes_and_is_removed_once()
    {
        var (user, device) = (_client.Emulator.World.UserId(1), (await UnboundDeviceAsync(_client.Emulator.World.UserId(1)))!);
        var path = $"/api/v2/users/{user}/associations";
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "system", id = device, attributes = new { sudo = new { enabled = true, withoutPassword = false } } }, 204);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "system", id = device }, 409);
        var seen = (await _client.AllAsync($"/api/v2/systems/{device}/associations?targets=user")).First(e => (string)e["to"]!["id"]! == user);
        ((bool)seen["attributes"]!["sudo"]!["enabled"]!).ShouldBeTrue();
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "update", type = "system", id = device, attributes = new { sudo = new { enabled = false, withoutPassword = false } } }, 204);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/systems/{device}/associations", new { op = "remove", type = "user", id = user }, 204);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "remove", type = "system", id = device }, 404);
    }

    [Fact]
    public async Task Targets_are_required_and_must_fit()
    {
        var user = _client.Emulator.World.UserId(0);
        await _client.ReadAsync($"/api/v2/users/{user}/associations", 400);
        await _client.ReadAsync($"/api/v2/users/{user}/associations?targets=user_group", 400);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/users/{user}/associations", new { op = "add", type = "spaceship", id = user }, 400);
        await _client.ReadAsync("/api/v2/users/5a1234567890abcdef123456/associations?targets=application", 404);
    }

    [Fact]
    public async Task A_group_grants_what_it_is_bound_to_until_it_is_unbound()
    {
        var group = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = "Grant" }, 201))!["id"]!.ToString();
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/applications", new { name = "saml2", displayLabel = "New" }, 200))!["id"]!.ToString();
        var user = _client.Emulator.World.UserId(9);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "add", type = "user", id = user }, 204);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/associations", new { op = "add", type = "application", id = made }, 204);
        (await _client.AllAsync($"/api/v2/users/{user}/applications")).ShouldContain(a => (string)a["id"]! == made);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/applications/{made}/associations", new { op = "remove", type = "user_group", id = group }, 204);
        (await _client.AllAsync($"/api/v2/users/{user}/applications")).ShouldNotContain(a => (string)a["id"]! == made);
    }

    [Fact]
    public async Task An_association_change_is_told_as_live_tenants_tell_it()
    {
        var (user, application) = (_client.Emulator.World.UserId(2), _client.Emulator.World.ApplicationId(0));
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/users/{user}/associations", new { op = "add", type = "application", id = application }, 204);
        var events = await _client.WriteAsync(HttpMethod.Post, "/insights/directory/v1/events", new { service = new[] { "directory" }, start_time = "2020-01-01T00:00:00Z" }, 200);
        var told = events!.AsArray().Single(e => (string)e!["event_type"]! == "association_change")!;
        ((string)told["association"]!["connection"]!["from"]!["object_id"]!).ShouldBe(user);
        ((string)told["association"]!["connection"]!["to"]!["object_id"]!).ShouldBe(application);
        ((string)told["auth_method"]!).ShouldBe("api key");
        ((string)told["initiated_by"]!["type"]!).ShouldBe("admin");
    }

    private async Task<string?> UnboundDeviceAsync(string user)
    {
        var own = (await _client.AllAsync($"/api/v2/users/{user}/associations?targets=system")).Select(e => (string)e["to"]!["id"]!).ToHashSet();
        return (await _client.AllAsync("/api/systems")).Select(d => (string)d["id"]!).First(id => !own.Contains(id));
    }
}
