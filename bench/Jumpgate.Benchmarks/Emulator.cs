using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>The emulator as a process.</summary>
internal sealed class Emulator : IDisposable
{
    private readonly HttpClient http;

    private Emulator(Child child, JsonNode ready)
    {
        Child = child;
        Url = ready["url"]!.GetValue<string>().TrimEnd('/');
        (ApiKey, ClientId, ClientSecret) = (ready["apiKey"]!.GetValue<string>(), ready["clientId"]!.GetValue<string>(), ready["clientSecret"]!.GetValue<string>());
        http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(Url), Timeout = Timeout.InfiniteTimeSpan };
    }

    public Child Child { get; }

    /// <summary>Asks the emulator itself; calls of JumpCloud's interfaces need <see cref="ApiKey"/>.</summary>
    public HttpClient Http => http;

    public string Url { get; }

    public string ApiKey { get; }

    public string ClientId { get; }

    public string ClientSecret { get; }

    public static async Task<Emulator> StartAsync(string world)
    {
        var child = Child.Start("jumpgate-emulator", ["--urls", $"http://127.0.0.1:{Ports.Free()}", "--seed", "7", .. world.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return new Emulator(child, JsonNode.Parse(await child.ReadyLineAsync())!);
    }

    public async Task<JsonNode> WorldAsync() => (await http.GetFromJsonAsync<JsonNode>("/emulator/world"))!;

    /// <summary>Requests to the console API, Insights and the token endpoint so far.</summary>
    public async Task<long> RequestsAsync() => (await http.GetFromJsonAsync<JsonNode>("/emulator/stats"))!["requests"]!.GetValue<long>();

    public async Task PostAsync(string path, JsonNode body) => (await http.PostAsJsonAsync(path, body)).EnsureSuccessStatusCode();

    /// <summary>Acts as JumpCloud's SCIM client and tells how it went.</summary>
    public async Task<JsonNode> ScimAsync(JsonObject order)
    {
        using var answer = await http.PostAsJsonAsync("/emulator/scim", order);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A write through the console API, as an administrator would make it.</summary>
    public async Task<JsonNode?> ConsoleAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "x-api-key", ApiKey } }, Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    public void Dispose()
    {
        http.Dispose();
        Child.Dispose();
    }
}
