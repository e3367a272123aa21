using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Cli.Commands.Scim;

/// <param name="Status">What was answered; null: nothing was.</param>
/// <param name="Detail">Why it failed.</param>
internal sealed record ScimTrialStep(string Name, bool Ok, int? Status, string? Detail);

/// <summary>A short life of a user and a group at an endpoint, as a SCIM client leads it.</summary>
internal sealed class ScimTrial : IDisposable
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:", Patch = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<ScimTrialStep> steps = [];
    private readonly string baseUrl;

    public ScimTrial(string baseUrl, string token)
    {
        this.baseUrl = baseUrl;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/scim+json");
        http.DefaultRequestHeaders.UserAgent.ParseAdd("jumpgate-scim-test/1.0");
    }

    public static string Json(IEnumerable<ScimTrialStep> steps) => new JsonObject
    {
        ["ok"] = steps.All(step => step.Ok),
        ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)new JsonObject { ["name"] = step.Name, ["ok"] = step.Ok, ["status"] = step.Status, ["detail"] = step.Detail })]),
    }.ToJsonString();

    public async Task<IReadOnlyList<ScimTrialStep>> RunAsync(CancellationToken cancel)
    {
        var name = $"jumpgate-test-{Guid.NewGuid():N}";
        if (await StepAsync("discovery", HttpMethod.Get, "/ServiceProviderConfig", null, [200], body => body["patch"]?["supported"] is null ? "patch is missing" : null, cancel) is null) return steps;
        string? user = null, group = null;
        try
        {
            user = Id(await StepAsync("create user", HttpMethod.Post, "/Users", $$"""{"schemas":["{{Core}}User"],"userName":"{{name}}@example.invalid","active":true}""", [201], HasId, cancel));
            if (user is null) return steps;
            await StepAsync("find user", HttpMethod.Get, $"/Users?filter={Uri.EscapeDataString($"userName eq \"{name}@example.invalid\"")}", null, [200], One(user), cancel);
            await StepAsync("deactivate user", HttpMethod.Patch, $"/Users/{user}", Operation("""{"op":"replace","path":"active","value":false}"""), [200, 204], null, cancel);
            await StepAsync("read user", HttpMethod.Get, $"/Users/{user}", null, [200], body => (bool?)body["active"] == false ? null : "active is not false", cancel);
            group = Id(await StepAsync("create group", HttpMethod.Post, "/Groups", $$"""{"schemas":["{{Core}}Group"],"displayName":"{{name}}"}""", [201], HasId, cancel));
            if (group is null) return steps;
            await StepAsync("add member", HttpMethod.Patch, $"/Groups/{group}", Operation($$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}"""), [200, 204], null, cancel);
            await StepAsync("read members", HttpMethod.Get, $"/Groups/{group}", null, [200], body => Members(body).SequenceEqual([user]) ? null : "the member is missing", cancel);
            await StepAsync("remove member", HttpMethod.Patch, $"/Groups/{group}", Operation($$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}"""), [200, 204], null, cancel);
        }
        finally
        {
            // Also after a fault or Ctrl+C: what was made goes.
            if (group is not null) await StepAsync("delete group", HttpMethod.Delete, $"/Groups/{group}", null, [204], null, CancellationToken.None);
            if (user is not null) await StepAsync("delete user", HttpMethod.Delete, $"/Users/{user}", null, [204], null, CancellationToken.None);
        }

        await StepAsync("user is gone", HttpMethod.Get, $"/Users/{user}", null, [404], null, cancel);
        return steps;
    }

    public void Dispose() => http.Dispose();

    private static string Operation(string operation) => $$"""{"schemas":["{{Patch}}"],"Operations":[{{operation}}]}""";

    private static string? Id(JsonObject? body) => (string?)body?["id"];

    private static string? HasId(JsonObject body) => Id(body) is { Length: > 0 } ? null : "the answer has no id";

    private static Func<JsonObject, string?> One(string id) => body =>
        body["Resources"] is JsonArray { Count: 1 } found && (string?)found[0]!["id"] == id ? null : "it was not found by its user name";

    private static IEnumerable<string?> Members(JsonObject body) => (body["members"] as JsonArray)?.Select(member => (string?)member?["value"]) ?? [];

    /// <returns>The body, empty where there is none; null: the step failed.</returns>
    private async Task<JsonObject?> StepAsync(string name, HttpMethod method, string path, string? body, int[] wanted, Func<JsonObject, string?>? check, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, baseUrl + path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        }

        int? status = null;
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            status = (int)answer.StatusCode;
            var text = await answer.Content.ReadAsStringAsync(cancel);
            var read = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
            var fault = !wanted.Contains(status.Value) ? (string?)read["detail"] ?? $"expected {string.Join(" or ", wanted)}" : check?.Invoke(read);
            steps.Add(new ScimTrialStep(name, fault is null, status, fault));
            return fault is null ? read : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            steps.Add(new ScimTrialStep(name, false, status, fault is JsonException ? "the answer is no JSON" : fault.Message));
            return null;
        }
    }
}
