using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Pusher;

/// <summary>An organization with nobody but the people a test hires, and the service provider it pushes to.</summary>
internal sealed class PushedOrganization : IAsyncDisposable
{
    private PushedOrganization(EmulatorClient console, FakeScimServer target) => (Console, Target) = (console, target);

    public EmulatorClient Console { get; }

    public FakeScimServer Target { get; }

    public static async Task<PushedOrganization> StartAsync(EmulatorOptions? options = null)
        => new(
            await EmulatorClient.StartAsync(options ?? new() { Users = 0, Admins = 1, Groups = 0, Devices = 0, Applications = 0 }),
            await FakeScimServer.StartAsync());

    /// <summary>An order to the target; quick retries unless the test says otherwise.</summary>
    public async Task<JsonObject> DoAsync(string verb, object? settings = null, int status = 200)
    {
        var order = new JsonObject { ["do"] = verb, ["baseUrl"] = Target.Url, ["token"] = FakeScimServer.Token, ["retryDelay"] = "1ms" };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(settings)?.AsObject() ?? [])
            order[name] = value?.DeepClone();
        return (JsonObject)(await Console.WriteAsync(HttpMethod.Post, "/emulator/scim", order, status))!;
    }

    public async Task<string> HireAsync(string username, object? more = null)
    {
        var user = new JsonObject
        {
            ["username"] = username,
            ["email"] = $"{username}@example.com",
            ["firstname"] = username.ToUpperInvariant()[..1] + username[1..],
            ["lastname"] = "Ruiz",
            ["displayname"] = $"{username} Ruiz",
            ["employeeIdentifier"] = $"E-{username}",
            ["state"] = "ACTIVATED",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)?.AsObject() ?? [])
            user[name] = value?.DeepClone();
        return (string)(await Console.WriteAsync(HttpMethod.Post, "/api/systemusers", user, 200))!["id"]!;
    }

    public Task ChangeAsync(string user, object fields) => Console.WriteAsync(HttpMethod.Put, $"/api/systemusers/{user}", fields, 200);

    public Task DismissAsync(string user) => Console.WriteAsync(HttpMethod.Delete, $"/api/systemusers/{user}", null, 200);

    public async Task<string> GroupAsync(string name, params string[] members)
    {
        var id = (string)(await Console.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name }, 201))!["id"]!;
        foreach (var member in members)
            await JoinAsync(id, member);
        return id;
    }

    public Task JoinAsync(string group, string member, string type = "user")
        => Console.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "add", type, id = member }, 204);

    public Task LeaveAsync(string group, string member)
        => Console.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "remove", type = "user", id = member }, 204);

    public Task RenameAsync(string group, string name) => Console.WriteAsync(HttpMethod.Put, $"/api/v2/usergroups/{group}", new { name }, 200);

    public Task DissolveAsync(string group) => Console.WriteAsync(HttpMethod.Delete, $"/api/v2/usergroups/{group}", null, 204);

    /// <summary>Requests that write, of a run.</summary>
    public async Task<IReadOnlyList<Received>> WritesAsync(string verb, object? settings = null)
    {
        Target.Clear();
        var answer = await DoAsync(verb, settings);
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        return [.. Target.Requests.Where(r => r.Method != "GET")];
    }

    public async Task<List<JsonNode>> EventsAsync(params string[] types)
    {
        using var answer = await Console.SendAsync(HttpMethod.Post, "/insights/directory/v1/events", new { service = new[] { "directory" }, start_time = "2020-01-01T00:00:00Z", limit = 1000 });
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(e => e!).Where(e => types.Contains((string?)e["event_type"]))];
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Target.DisposeAsync();
    }
}
