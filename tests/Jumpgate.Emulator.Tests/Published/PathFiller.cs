using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Fills the parameters of published paths with ids of objects that exist: from the list the parameter stands behind,
/// or of an object made for it.</summary>
internal sealed class PathFiller(EmulatorClient emulator, string? provider = null)
{
    private static readonly string[] Ids = ["id", "_id", "objectId"];

    /// <summary>For things that can be neither listed nor made, such as an integration's errors.</summary>
    private const string AnyId = "665f0c1e8a1b2c0001d3e4f5";

    private readonly Dictionary<string, string?> _known = [];

    /// <summary>The path with real ids, or null where the world holds no such object.</summary>
    public async Task<string?> FillAsync(string template)
    {
        var path = "";
        foreach (var segment in template.Split('/')[1..])
        {
            var next = segment.StartsWith('{') ? await IdAsync(path, segment.Trim('{', '}')) : segment;
            if (next is null)
                return null;
            path += "/" + next;
        }
        return path;
    }

    public void Forget() => _known.Clear();

    private async Task<string?> IdAsync(string collection, string parameter)
    {
        if (!_known.TryGetValue($"{collection}/{parameter}", out var id))
            _known[$"{collection}/{parameter}"] = id = await FindAsync(collection, parameter);
        return id;
    }

    private async Task<string?> FindAsync(string collection, string parameter)
    {
        switch (parameter)
        {
            case "provider_id":
                return provider;
            case "report_type":
                return "os-version";
            case "triggername":
                await emulator.SendAsync(HttpMethod.Post, "/api/commands", new JsonObject { ["name"] = "Nightly", ["command"] = "uptime", ["user"] = "000000000000000000000000", ["trigger"] = "nightly" });
                return "nightly";
            case "job_id" when collection == "/api/v2/bulk/users":
                using (var job = await emulator.SendAsync(HttpMethod.Post, collection, new JsonArray(new JsonObject { ["username"] = "bulk.user", ["email"] = "bulk.user@example.com" })))
                    return JsonNode.Parse(await job.Content.ReadAsStringAsync())!["jobId"]!.ToString();
            case "id" when collection == "/api/commandresults":
                await emulator.SendAsync(HttpMethod.Post, "/api/runCommand", new JsonObject { ["_id"] = await IdAsync("/api/commands", "id"), ["systemIds"] = new JsonArray(emulator.Emulator.World.DeviceId(0)) });
                return await FirstAsync(collection);
            case "custom_email_type":
                await emulator.SendAsync(HttpMethod.Post, "/api/v2/customemails", new JsonObject { ["type"] = "lockout_notice_user", ["subject"] = "Locked" });
                return "lockout_notice_user";
        }
        var list = collection switch
        {
            "/api/v2/users" => "/api/systemusers",
            "/api/v2/systems" or "/api/v2/systeminsights" => "/api/systems",
            "/api/v2/applications" => "/api/applications",
            "/api/v2/commands" or "/api/files/command" => "/api/commands",
            "/api/v2/radiusservers" => "/api/radiusservers",
            "/api/v2/administrators" => "/api/users",
            "/api/users/reactivate" or "/api/users/resettotp" => "/api/users",
            "/api/v2/organizations" => "/api/organizations",
            _ => collection,
        };
        if (collection is "/api/v2/gsuites" or "/api/v2/office365s")
            return await DirectoryAsync(collection == "/api/v2/gsuites" ? "g_suite" : "office_365");
        if (await FirstAsync(list) is { } first)
            return first;
        if (Specifications.Published.Find("POST", list) is not [var create, ..])
            return Specifications.Published.Find("GET", list).Count == 0 && list == collection ? AnyId : null;
        using var made = await emulator.SendAsync(HttpMethod.Post, list, SampleBody.Of(create) ?? new JsonObject());
        var text = await made.Content.ReadAsStringAsync();
        return made.IsSuccessStatusCode && text.StartsWith('{') ? IdOf(JsonNode.Parse(text)) ?? await FirstAsync(list) : null;
    }

    private async Task<string?> FirstAsync(string list)
    {
        using var answer = await emulator.GetAsync(list + "?limit=1");
        if (!answer.IsSuccessStatusCode)
            return null;
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        var items = body as JsonArray ?? (body as JsonObject)?.Select(field => field.Value).OfType<JsonArray>().FirstOrDefault();
        return items is { Count: > 0 } ? IdOf(items[0]) : null;
    }

    private async Task<string?> DirectoryAsync(string type)
        => IdOf(((JsonArray)await emulator.ReadAsync("/api/v2/directories")).FirstOrDefault(directory => (string?)directory?["type"] == type));

    private static string? IdOf(JsonNode? item) =>
        item is JsonObject known ? Ids.Select(name => known[name] as JsonValue).FirstOrDefault(value => value is not null)?.ToString() : null;
}
