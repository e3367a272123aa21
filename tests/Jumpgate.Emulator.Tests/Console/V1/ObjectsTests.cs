using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V1;

/// <summary>Administrators, applications, devices, commands, organizations: what is written is read back.</summary>
public sealed class ObjectsTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 60, Admins = 8, Groups = 6, Devices = 20, Applications = 4 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task An_administrator_is_made_with_a_role_changes_it_and_goes()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/users", new { email = "desk@example.com", firstname = "Desk", roleName = "help desk" }, 200))!;
        ((string)made["roleName"]!).ShouldBe("Help Desk");
        ((string)made["role"]!).ShouldBe(_client.Emulator.World.RoleId("Help Desk"));
        var changed = (await _client.WriteAsync(HttpMethod.Put, $"/api/users/{made["id"]}", new { roleName = "Read Only" }, 200))!;
        changed["roleNames"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe("Read Only");
        await _client.WriteAsync(HttpMethod.Put, $"/api/users/{made["id"]}", new { roleName = "Emperor" }, 400);
        await _client.WriteAsync(HttpMethod.Post, "/api/users", new { email = "desk@example.com" }, 400);
        await _client.WriteAsync(HttpMethod.Post, $"/api/users/resettotp/{made["id"]}", null, 412);
        await _client.WriteAsync(HttpMethod.Delete, $"/api/users/{made["id"]}", null, 200);
        await _client.ReadAsync($"/api/users/{made["id"]}", 404);
    }

    [Fact]
    public async Task Four_of_five_administrators_are_users_too_and_the_user_shows_it()
    {
        var admins = await _client.AllAsync("/api/users");
        var users = await _client.AllAsync("/api/systemusers");
        var joined = admins.Join(users, a => (string)a["email"]!, u => (string)u["email"]!, (a, u) => (Admin: a, User: u)).ToList();
        joined.Count.ShouldBe(7);
        joined.ShouldAllBe(p => (string)p.User["admin"]!["id"]! == (string)p.Admin["id"]! && (string)p.User["admin"]!["roleName"]! == (string)p.Admin["roleName"]!);
    }

    [Fact]
    public async Task Get_self_names_the_caller_and_the_provider()
    {
        var self = await _client.ReadAsync("/api/users/getSelf");
        ((string)self["id"]!).ShouldBe(_client.Emulator.World.AdminId(0));
        self["provider"].ShouldBeNull();
    }

    [Fact]
    public async Task An_application_is_made_relabelled_and_deleted_with_its_bindings()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/applications", new { name = "saml2", displayLabel = "Hub", config = new { } }, 200))!;
        var user = _client.Emulator.World.UserId(0);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/users/{user}/associations", new { op = "add", type = "application", id = (string)made["id"]! }, 204);
        ((string)(await _client.WriteAsync(HttpMethod.Put, $"/api/applications/{made["id"]}", new { displayLabel = "Hub 2" }, 200))!["displayLabel"]!).ShouldBe("Hub 2");
        await _client.WriteAsync(HttpMethod.Delete, $"/api/applications/{made["id"]}", null, 200);
        (await _client.ReadAsync($"/api/v2/users/{user}/associations?targets=application&limit=100")).AsArray().ShouldNotContain(a => (string)a!["to"]!["id"]! == (string)made["id"]!);
    }

    [Fact]
    public async Task Builtin_commands_are_queued_for_linux_and_windows_and_refused_for_macs()
    {
        var devices = await _client.AllAsync("/api/systems");
        var mac = devices.First(d => (string)d["osFamily"]! == "darwin");
        var other = devices.First(d => (string)d["osFamily"]! != "darwin");
        await _client.WriteAsync(HttpMethod.Post, $"/api/systems/{other["id"]}/command/builtin/lock", new { }, 201);
        await _client.WriteAsync(HttpMethod.Post, $"/api/systems/{mac["id"]}/command/builtin/lock", new { }, 400);
    }

    [Fact]
    public async Task A_device_takes_its_few_writable_fields()
    {
        var id = _client.Emulator.World.DeviceId(3);
        var changed = (await _client.WriteAsync(HttpMethod.Put, $"/api/systems/{id}", new { displayName = "LOBBY", hostname = "ignored" }, 200))!;
        ((string)changed["displayName"]!).ShouldBe("LOBBY");
        ((string)changed["hostname"]!).ShouldNotBe("ignored");
        await _client.WriteAsync(HttpMethod.Delete, $"/api/systems/{id}", null, 200);
        ((int)(await _client.ReadAsync("/api/systems?limit=1"))["totalCount"]!).ShouldBe(19);
    }

    [Fact]
    public async Task A_command_runs_and_its_result_is_cut_in_the_list()
    {
        (await _client.WriteAsync(HttpMethod.Post, "/api/runCommand", new { }, 400))!["message"]!.ToString().ShouldBe("command id is required");
        var command = (await _client.WriteAsync(HttpMethod.Post, "/api/commands", new { name = "Collect a very long inventory of everything", command = "df", commandType = "linux", user = "000000000000000000000000" }, 200))!;
        var run = (await _client.WriteAsync(HttpMethod.Post, "/api/runCommand", new { _id = (string)command["_id"]!, systemIds = new[] { _client.Emulator.World.DeviceId(0) } }, 200))!;
        run["queueIds"]!.AsArray().Count.ShouldBe(1);
        var listed = (await _client.ReadAsync("/api/commandresults"))["results"]![0]!;
        ((string)listed["response"]!["data"]!["output"]!).Length.ShouldBe(40);
        var whole = await _client.ReadAsync($"/api/commandresults/{listed["_id"]}");
        ((string)whole["response"]!["data"]!["output"]!).Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Organization_settings_decide_the_state_of_new_users()
    {
        var id = _client.Emulator.OrganizationId;
        var settings = (JsonObject)(await _client.ReadAsync($"/api/organizations/{id}"))["settings"]!.DeepClone();
        settings["newSystemUserStateDefaults"]!["manualEntry"] = "STAGED";
        await _client.WriteAsync(HttpMethod.Put, $"/api/organizations/{id}", new JsonObject { ["settings"] = settings }, 200);
        ((string)(await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = "s", email = "s@example.com" }, 200))!["state"]!).ShouldBe("STAGED");
    }

    [Fact]
    public async Task A_command_for_mac_or_linux_needs_the_account_it_runs_as()
    {
        await _client.WriteAsync(HttpMethod.Post, "/api/commands", new { name = "List", command = "ls", commandType = "mac" }, 400);
        await _client.WriteAsync(HttpMethod.Post, "/api/commands", new { name = "List", command = "dir", commandType = "windows", shell = "cmd" }, 200);
    }
}
