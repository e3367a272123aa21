using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>What the clients that others wrote have in common: plain HTTP, their own headers, pages by skip.</summary>
internal static class ClientEmulator
{
    public static Task<EmulatorClient> StartAsync(int organizations = 1) =>
        EmulatorClient.StartAsync(new() { Users = 130, Admins = 12, Groups = 15, Devices = 20, Applications = 12, Events = 300, Organizations = organizations });

    /// <summary>Reads pages until one is empty, as clients do that trust no total.</summary>
    public static async Task<List<JsonObject>> UntilEmptyAsync(this EmulatorClient emulator, string path, int limit, Action<HttpRequestMessage>? edit = null)
    {
        List<JsonObject> all = [];
        while (true)
        {
            using var answer = await emulator.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}&skip={all.Count}", edit);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode}");
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            var page = body as JsonArray ?? body["results"]!.AsArray();
            if (page.Count == 0)
                return all;
            all.AddRange(page.Select(item => item!.AsObject()));
        }
    }

    public static async Task<(int Status, HttpResponseHeaders Headers, JsonNode? Body)> CallAsync(
        this EmulatorClient emulator, HttpMethod method, string path, string? json = null, Action<HttpRequestMessage>? edit = null)
    {
        using var answer = await emulator.SendAsync(method, path, json is null ? null : JsonNode.Parse(json), edit);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, answer.Headers, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public static string Text(this JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, name) => at?[name])?.ToString() ?? throw new KeyNotFoundException(path);
}
