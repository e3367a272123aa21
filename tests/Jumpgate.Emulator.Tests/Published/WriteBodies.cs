using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Bodies and paths for writes whose schema alone does not say what makes sense.</summary>
internal sealed class WriteBodies(EmulatorClient emulator)
{
    private int _made;

    /// <summary>A path of its own for writes that need an object in a certain state; null for all others.</summary>
    public async Task<string?> PathAsync(Operation operation) => operation.Path switch
    {
        "/api/systemusers/{id}/state/activate" => $"/api/systemusers/{await UserAsync("STAGED")}/state/activate",
        "/api/systemusers/{systemuser_id}/sshkeys/{id}" => await SshKeyAsync(),
        "/api/users/resettotp/{id}" => $"/api/users/resettotp/{emulator.Emulator.World.AdminId(0)}",
        "/api/systems/{system_id}/command/builtin/erase" or "/api/systems/{system_id}/command/builtin/lock" or "/api/systems/{system_id}/command/builtin/restart"
            or "/api/systems/{system_id}/command/builtin/shutdown" => operation.Path.Replace("{system_id}", await AgentDeviceAsync(), StringComparison.Ordinal),
        "/api/v2/systemgroups/{group_id}/members" => $"/api/v2/systemgroups/{await MakeAsync("/api/v2/systemgroups", Named(), "id")}/members",
        "/api/v2/bulk/userstates/{id}" => $"/api/v2/bulk/userstates/{await ScheduledAsync()}",
        _ => null,
    };

    public async Task<JsonNode?> BodyAsync(Operation operation, string path)
    {
        var parts = path.Split('/');
        return (operation.Method, operation.Path) switch
        {
            ("POST", var p) when p.EndsWith("/associations", StringComparison.Ordinal) => await AssociationAsync(parts[3]),
            ("POST", var p) when p.EndsWith("/members", StringComparison.Ordinal) => await MemberAsync(parts[3]),
            ("POST", var p) when p.EndsWith("/lock", StringComparison.Ordinal) || p.EndsWith("/erase", StringComparison.Ordinal) => new JsonObject { ["pin"] = "123456" },
            ("POST", "/api/runCommand") => new JsonObject { ["_id"] = await FirstAsync("/api/commands", "_id"), ["systemIds"] = new JsonArray(emulator.Emulator.World.DeviceId(0)) },
            ("POST" or "PUT", "/api/commands" or "/api/commands/{id}") => new JsonObject
            {
                ["name"] = $"Command {++_made}",
                ["command"] = "uptime",
                ["commandType"] = "linux",
                ["user"] = emulator.Emulator.World.UserId(0),
            },
            ("POST", "/api/v2/policies") => new JsonObject { ["name"] = $"Policy {++_made}", ["template"] = new JsonObject { ["id"] = await FirstAsync("/api/v2/policytemplates", "id") } },
            ("POST", "/api/v2/activedirectories") => new JsonObject { ["domain"] = $"DC=ad{++_made};DC=example;DC=com" },
            ("POST", "/api/v2/gsuites/{gsuite_id}/translationrules") => new JsonObject { ["builtIn"] = "user_status", ["direction"] = "export" },
            ("POST", "/api/v2/office365s/{office365_id}/translationrules") => new JsonObject { ["builtIn"] = "user_city", ["direction"] = "export" },
            ("POST", "/api/v2/softwareapps") => new JsonObject { ["displayName"] = $"Package {++_made}", ["settings"] = new JsonArray() },
            ("POST", "/api/v2/bulk/users") => new JsonArray(NewUser(null)),
            ("PATCH", "/api/v2/bulk/users") => new JsonArray(new JsonObject { ["id"] = emulator.Emulator.World.UserId(1), ["department"] = "Moved" }),
            ("POST", "/api/v2/bulk/userstates") => States(),
            ("POST", "/api/v2/bulk/user/expires") => new JsonArray(emulator.Emulator.World.UserId(1)),
            ("POST", "/api/systemusers") => NewUser(null),
            ("POST", var p) when p.EndsWith("/organizationlinks", StringComparison.Ordinal) => new JsonObject { ["organization"] = emulator.Emulator.OrganizationId },
            ("POST", "/api/systemusers/{id}/sshkeys") => Key(),
            ("POST", var p) when p.EndsWith("/administrators", StringComparison.Ordinal) => new JsonObject { ["email"] = $"partner{++_made}@example.com", ["roleName"] = "Administrator" },
            ("PUT", "/api/v2/usergroups/{id}" or "/api/v2/systemgroups/{id}" or "/api/v2/policygroups/{id}") => new JsonObject { ["name"] = $"Renamed {++_made}" },
            _ => SampleBody.Of(operation),
        };
    }

    /// <summary>A new end for an edge, so that it cannot be there already.</summary>
    private async Task<JsonObject> AssociationAsync(string from) => from switch
    {
        "users" or "usergroups" => Edge("application", await MakeAsync("/api/applications", new() { ["name"] = "bookmark", ["ssoUrl"] = "https://x.example", ["config"] = new JsonObject() }, "_id")),
        "commands" or "policies" or "policygroups" or "softwareapps" => Edge("system_group", await MakeAsync("/api/v2/systemgroups", Named(), "id")),
        _ => Edge("user", await UserAsync(null)),
    };

    private async Task<JsonObject> MemberAsync(string groups)
    {
        if (groups == "usergroups")
            return Edge("user", await UserAsync(null));
        if (groups == "policygroups")
            return Edge("policy", await FirstAsync("/api/v2/policies", "id"));
        return Edge("system", emulator.Emulator.World.DeviceId(0));
    }

    /// <summary>The agent's commands are for Linux and Windows; Apple's devices take theirs from MDM.</summary>
    private async Task<string> AgentDeviceAsync() =>
        (await emulator.AllAsync("/api/systems")).First(system => system["osFamily"]!.ToString() != "darwin")["id"]!.ToString();

    private async Task<string> SshKeyAsync()
    {
        var user = await UserAsync(null);
        return $"/api/systemusers/{user}/sshkeys/{await MakeAsync($"/api/systemusers/{user}/sshkeys", Key(), "_id")}";
    }

    private async Task<string> ScheduledAsync()
    {
        var made = await emulator.WriteAsync(HttpMethod.Post, "/api/v2/bulk/userstates", States(), 201);
        return made![0]!["scheduledJobId"]!.ToString();
    }

    private JsonObject States() => new()
    {
        ["user_ids"] = new JsonArray(emulator.Emulator.World.UserId(2)),
        ["state"] = "SUSPENDED",
        ["start_date"] = emulator.Emulator.Clock.GetUtcNow().AddDays(2).ToString("O"),
    };

    private Task<string> UserAsync(string? state) => MakeAsync("/api/systemusers", NewUser(state), "_id");

    private JsonObject NewUser(string? state)
    {
        var user = new JsonObject { ["username"] = $"walker{++_made}", ["email"] = $"walker{_made}@example.com" };
        if (state is not null)
            user["state"] = state;
        return user;
    }

    private JsonObject Named() => new() { ["name"] = $"Made {++_made}" };

    private JsonObject Key() => new() { ["name"] = $"key {++_made}", ["public_key"] = $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{_made:00000000} walker" };

    private static JsonObject Edge(string type, string id) => new() { ["op"] = "add", ["type"] = type, ["id"] = id };

    private async Task<string> FirstAsync(string list, string id)
    {
        var body = await emulator.ReadAsync(list + "?limit=1");
        return (body as JsonArray ?? body["results"]!.AsArray())[0]![id]!.ToString();
    }

    private async Task<string> MakeAsync(string path, JsonObject body, string id)
    {
        using var answer = await emulator.SendAsync(HttpMethod.Post, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)![id]!.ToString();
    }
}
