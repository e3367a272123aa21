using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests;

/// <summary>Plain HTTP against an emulator of this process.</summary>
public sealed class EmulatorClient : IAsyncDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    private EmulatorClient(RunningEmulator emulator)
    {
        Emulator = emulator;
        _http = new HttpClient(_handler) { BaseAddress = new Uri(emulator.Url) };
    }

    public RunningEmulator Emulator { get; }

    public HttpClient Http => _http;

    public static async Task<EmulatorClient> StartAsync(EmulatorOptions? options = null, TimeProvider? time = null)
        => new(await RunningEmulator.StartAsync(options, time));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? edit = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-api-key", key ?? Emulator.ApiKey);
        if (body is not null)
            request.Content = body is JsonNode node ? new StringContent(node.ToJsonString(), System.Text.Encoding.UTF8, "application/json") : JsonContent.Create(body);
        edit?.Invoke(request);
        return await _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? edit = null) => SendAsync(HttpMethod.Get, path, null, edit);

    public async Task<JsonNode> ReadAsync(string path, int status = 200)
    {
        using var answer = await GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(status, path);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonNode?> WriteAsync(HttpMethod method, string path, object? body, int status)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, $"{method} {path}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    public async Task<List<JsonNode>> AllAsync(string path, string? envelope = "results")
    {
        List<JsonNode> all = [];
        while (true)
        {
            var page = await ReadAsync($"{path}{(path.Contains('?') ? '&' : '?')}limit=100&skip={all.Count}");
            var items = page is JsonArray bare ? bare : (JsonArray)page[envelope!]!;
            all.AddRange(items.Select(i => i!));
            if (items.Count < 100)
                return all;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _handler.Dispose();
        await Emulator.DisposeAsync();
    }
}
