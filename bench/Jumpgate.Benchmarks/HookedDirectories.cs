using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Pushed directories of a server, and the webhooks that tell of them.</summary>
internal sealed class HookedDirectories(Hub hub)
{
    private readonly List<(string Path, string Token)> directories = [];

    public int Count => directories.Count;

    public async Task AddAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var made = await PostAsync("/v1/directories", new JsonObject { ["tenant"] = "default", ["source"] = "scim", ["provider"] = "custom" });
            directories.Add((new Uri(made["endpointUrl"]!.GetValue<string>()).AbsolutePath, made["bearerToken"]!.GetValue<string>()));
        }
    }

    public Task<JsonNode> HookAsync(string url, long? after, bool ordered, params string[] events) => PostAsync("/v1/webhooks", new JsonObject
    {
        ["tenant"] = "default",
        ["url"] = url,
        ["after"] = after,
        ["ordered"] = ordered,
        ["events"] = events.Length == 0 ? null : new JsonArray([.. events.Select(one => (JsonNode)one)]),
    });

    /// <summary>Makes a user; false where the server did not answer well.</summary>
    public async Task<bool> UserAsync(int directory, string name, CancellationToken cancellation = default)
    {
        var (path, token) = directories[directory];
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "/Users")
        {
            Content = new StringContent(
                $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{name}}","name":{"givenName":"{{name}}","familyName":"Example"},"emails":[{"value":"{{name}}@example.com","primary":true}],"active":true}""",
                Encoding.UTF8, "application/scim+json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await hub.Http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict;
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        var answer = await hub.Http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }
}
