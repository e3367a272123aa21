using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Jumpgate.JumpCloud.Tests;

/// <summary>What was sent, kept after the message is gone.</summary>
internal sealed record Sent(HttpMethod Method, Uri Address, HttpRequestHeaders Headers, string? ContentType, string Body)
{
    public string Line => $"{Method} {Address.PathAndQuery}";

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

/// <summary>Answers in memory by a function, and remembers what was sent.</summary>
internal sealed class ScriptedHandler(Func<Sent, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Sent> _sent = [];

    public ScriptedHandler(Func<Sent, HttpResponseMessage> answer)
        : this((sent, _) => Task.FromResult(answer(sent)))
    {
    }

    public IReadOnlyList<Sent> Sent => [.. _sent];

    public IReadOnlyList<Sent> Calls => [.. _sent.Where(sent => !IsToken(sent))];

    public IReadOnlyList<Sent> TokenRequests => [.. _sent.Where(IsToken)];

    public static bool IsToken(Sent sent) => sent.Address.AbsolutePath.EndsWith("/oauth2/token", StringComparison.Ordinal);

    public static HttpResponseMessage Json(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public static HttpResponseMessage Token(string value, int life = 3600) =>
        Json($$"""{"access_token":"{{value}}","token_type":"bearer","scope":"api","expires_in":{{life}}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = new HttpRequestMessage().Headers;
        foreach (var header in request.Headers) headers.TryAddWithoutValidation(header.Key, header.Value);
        var sent = new Sent(request.Method, request.RequestUri!, headers, request.Content?.Headers.ContentType?.ToString(), body);
        _sent.Enqueue(sent);
        return await answer(sent, cancellationToken);
    }
}
