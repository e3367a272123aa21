using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V1;

public sealed class SystemUsersTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 60, Groups = 26, Devices = 12, Applications = 4 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_created_user_is_listed_found_and_told_of()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = "new.hire", email = "new.hire@example.com", department = "Sales" }, 200))!;
        ((string)made["state"]!).ShouldBe("ACTIVATED");
        ((bool)made["activated"]!).ShouldBeFalse();
        var list = await _client.ReadAsync("/api/systemusers?limit=1&skip=60");
        ((int)list["totalCount"]!).ShouldBe(61);
        ((string)list["results"]![0]!["id"]!).ShouldBe((string)made["id"]!);
        (await EventsAsync("user_create")).ShouldHaveSingleItem()["resource"]!["username"]!.ToString().ShouldBe("new.hire");
    }

    [Fact]
    public async Task Names_are_taken_once()
    {
        var first = (await _client.ReadAsync("/api/systemusers?limit=1"))["results"]![0]!;
        var problem = await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = (string)first["username"]!, email = "another@example.com" }, 400);
        ((string)problem!["status"]!).ShouldBe("INVALID_ARGUMENT");
        await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = "another", email = ((string)first["email"]!).ToUpperInvariant() }, 400);
        await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = "only.a.name" }, 400);
        await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{first["id"]}", new { username = "renamed.one" }, 200);
        await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = (string)first["username"]!, email = "third@example.com" }, 200);
    }

    [Fact]
    public async Task State_and_suspended_mirror_each_other_and_may_not_contradict()
    {
        var path = $"/api/systemusers/{_client.Emulator.World.UserId(1)}";
        ((string)(await _client.WriteAsync(HttpMethod.Put, path, new { suspended = true }, 200))!["state"]!).ShouldBe("SUSPENDED");
        ((bool)(await _client.WriteAsync(HttpMethod.Put, path, new { state = "ACTIVATED" }, 200))!["suspended"]!).ShouldBeFalse();
        var problem = await _client.WriteAsync(HttpMethod.Put, path, new { state = "ACTIVATED", suspended = true }, 400);
        ((string)problem!["message"]!).ShouldBe("Cannot save conflicting state and suspended fields. (state=ACTIVATED suspended=true)");
        await _client.WriteAsync(HttpMethod.Put, path, new { state = "STAGED" }, 400);
        var update = (await EventsAsync("user_update"))[0];
        update["changes"]!.AsArray().Select(c => (string)c!["field"]!).ShouldBe(["state", "suspended"]);
        (await EventsAsync("user_suspended")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_partial_update_leaves_the_rest_and_renews_element_ids()
    {
        var id = _client.Emulator.World.UserId(6);
        var before = await _client.ReadAsync($"/api/systemusers/{id}");
        var after = (await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{id}", new { jobTitle = "Fire Warden" }, 200))!;
        ((string)after["jobTitle"]!).ShouldBe("Fire Warden");
        ((string)after["email"]!).ShouldBe((string)before["email"]!);
        ((string)after["addresses"]![0]!["locality"]!).ShouldBe((string)before["addresses"]![0]!["locality"]!);
        ((string)after["addresses"]![0]!["id"]!).ShouldNotBe((string)before["addresses"]![0]!["id"]!);
        var replaced = (await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{id}", new { attributes = new[] { new { name = "badge", value = "42" } } }, 200))!;
        replaced["attributes"]!.AsArray().ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("badge");
    }

    [Fact]
    public async Task A_password_must_meet_the_policy_and_activates()
    {
        var id = _client.Emulator.World.UserId(2);
        var plain = await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{id}", new { password = "Abcdefg123" }, 400);
        plain!.AsObject().ContainsKey("details").ShouldBeFalse();
        var detailed = await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{id}?fullValidationDetails=password", new { password = "Abcdefg123" }, 400);
        ((string)detailed!["details"]![0]!["fieldViolationsList"]![0]!["description"]!).ShouldBe("specialCharacter");
        var saved = await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{id}", new { password = "Abcdefg123!" }, 200);
        ((bool)saved!["activated"]!).ShouldBeTrue();
        saved.AsObject().ContainsKey("password").ShouldBeFalse();
    }

    [Fact]
    public async Task Deleting_a_manager_can_hand_the_reports_on_and_takes_memberships_along()
    {
        var (manager, heir) = (_client.Emulator.World.UserId(1), _client.Emulator.World.UserId(0));
        var reports = (await _client.AllAsync($"/api/systemusers?filter=manager:$eq:{manager}")).Count;
        reports.ShouldBeGreaterThan(0);
        var groups = (await _client.ReadAsync($"/api/v2/users/{manager}/memberof?limit=100")).AsArray().Select(g => (string)g!["id"]!).ToList();
        groups.ShouldNotBeEmpty();
        var deleted = await _client.WriteAsync(HttpMethod.Delete, $"/api/systemusers/{manager}?cascade_manager={heir}", null, 200);
        ((string)deleted!["id"]!).ShouldBe(manager);
        await _client.ReadAsync($"/api/systemusers/{manager}", 404);
        (await _client.AllAsync($"/api/systemusers?filter=manager:$eq:{manager}")).ShouldBeEmpty();
        foreach (var group in groups)
            (await _client.AllAsync($"/api/v2/usergroups/{group}/members")).ShouldNotContain(m => (string)m["to"]!["id"]! == manager);
        (await EventsAsync("user_delete")).Count.ShouldBe(1);
        (await _client.ReadAsync("/api/systemusers?limit=1"))["totalCount"]!.GetValue<int>().ShouldBe(59);
    }

    [Fact]
    public async Task A_staged_user_is_activated_once()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = "later", email = "later@example.com", state = "STAGED" }, 200))!;
        (await _client.WriteAsync(HttpMethod.Post, $"/api/systemusers/{made["id"]}/state/activate", new { email = false }, 200))!.AsObject().ShouldBeEmpty();
        ((string)(await _client.ReadAsync($"/api/systemusers/{made["id"]}"))["state"]!).ShouldBe("ACTIVATED");
        await _client.WriteAsync(HttpMethod.Post, $"/api/systemusers/{made["id"]}/state/activate", new { }, 400);
    }

    [Fact]
    public async Task Lock_unlock_expire_and_reset_change_what_they_name()
    {
        var path = $"/api/systemusers/{_client.Emulator.World.UserId(3)}";
        await _client.WriteAsync(HttpMethod.Put, path, new { account_locked = true }, 200);
        (await _client.ReadAsync(path))["account_locked_date"].ShouldNotBeNull();
        await _client.WriteAsync(HttpMethod.Post, path + "/unlock", null, 200);
        ((bool)(await _client.ReadAsync(path))["account_locked"]!).ShouldBeFalse();
        await _client.WriteAsync(HttpMethod.Post, path + "/expire", null, 200);
        ((bool)(await _client.ReadAsync(path))["password_expired"]!).ShouldBeTrue();
        await _client.WriteAsync(HttpMethod.Post, path + "/resetmfa", new { exclusion = true, exclusionDays = 3 }, 200);
        var user = await _client.ReadAsync(path);
        ((bool)user["mfa"]!["exclusion"]!).ShouldBeTrue();
        ((bool)user["totp_enabled"]!).ShouldBeFalse();
        await _client.ReadAsync(path + "/totpinfo", 404);
    }

    [Fact]
    public async Task Ssh_keys_come_and_go()
    {
        var path = $"/api/systemusers/{_client.Emulator.World.UserId(4)}/sshkeys";
        var key = await _client.WriteAsync(HttpMethod.Post, path, new { name = "laptop", public_key = "ssh-ed25519 AAAA" }, 200);
        (await _client.ReadAsync(path)).AsArray().ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("laptop");
        await _client.WriteAsync(HttpMethod.Delete, $"{path}/{key!["_id"]}", null, 200);
        (await _client.ReadAsync(path)).AsArray().ShouldBeEmpty();
    }

    private async Task<List<JsonNode>> EventsAsync(string type)
    {
        var events = await _client.WriteAsync(HttpMethod.Post, "/insights/directory/v1/events",
            new { service = new[] { "all" }, start_time = "2020-01-01T00:00:00Z", search_term = new { and = new[] { new { event_type = type } } } }, 200);
        return [.. events!.AsArray().Select(e => e!)];
    }

    [Theory]
    [InlineData("0", 400)]
    [InlineData("\"3\"", 400)]
    [InlineData("3", 200)]
    public async Task An_exclusion_from_mfa_lasts_at_least_a_day(string days, int status)
        => await _client.WriteAsync(HttpMethod.Post, $"/api/systemusers/{_client.Emulator.World.UserId(9)}/resetmfa", JsonNode.Parse($$"""{"exclusion":true,"exclusionDays":{{days}}}"""), status);
}
