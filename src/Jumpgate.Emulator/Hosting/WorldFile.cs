using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Hosting;

/// <summary>
/// A world as a file: sizes under the names of the command line in camel case (<c>{"seed":7,"users":20,…}</c>), and under <c>objects</c> calls of the
/// console API that are made before the emulator is ready (<c>[{"method":"POST","path":"/api/systemusers","body":{…}}]</c>).
/// </summary>
internal static class WorldFile
{
    public static EmulatorOptions Options(EmulatorOptions options, string path)
    {
        if (JsonNode.Parse(File.ReadAllText(path)) is not JsonObject file)
            throw new FormatException("a world is a JSON object");
        return options with
        {
            WorldFile = path,
            Seed = (int?)file["seed"] ?? options.Seed,
            Users = (int?)file["users"] ?? options.Users,
            Admins = (int?)file["admins"] ?? options.Admins,
            Groups = (int?)file["groups"] ?? options.Groups,
            Memberships = (int?)file["memberships"] ?? options.Memberships,
            DeviceGroups = (int?)file["deviceGroups"] ?? options.DeviceGroups,
            Devices = (int?)file["devices"] ?? options.Devices,
            Applications = (int?)file["applications"] ?? options.Applications,
            Roles = (int?)file["roles"] ?? options.Roles,
            Events = (int?)file["events"] ?? options.Events,
            Organizations = (int?)file["organizations"] ?? options.Organizations,
            GroupSizes = Enum.TryParse<GroupSizes>((string?)file["groupSizes"], true, out var sizes) ? sizes : options.GroupSizes,
        };
    }

    /// <summary>Makes the file's calls against the running emulator, in order; the first that fails ends it.</summary>
    public static async Task PlayAsync(string path, string url, string apiKey, CancellationToken cancellation)
    {
        if (JsonNode.Parse(await File.ReadAllTextAsync(path, cancellation))?["objects"] is not JsonArray calls)
            return;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Add("x-api-key", apiKey);
        foreach (var call in calls)
        {
            using var request = new HttpRequestMessage(new HttpMethod((string?)call?["method"] ?? "POST"), (string?)call?["path"]);
            if (call?["organization"] is { } organization)
                request.Headers.Add("x-org-id", (string?)organization);
            if (call?["body"] is { } body)
                request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new JsonException($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}");
        }
    }
}
