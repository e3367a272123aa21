using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Jumpgate.JumpCloud;

namespace Jumpgate.Server.Tests;

/// <summary>Stands between server and JumpCloud and keeps what was sent: host, path, headers, the token request's body.</summary>
public sealed class RecordedCalls() : DelegatingHandler(JumpCloudClient.CreateHandler())
{
    private readonly ConcurrentQueue<RecordedCall> _calls = new();

    public IReadOnlyList<RecordedCall> All => [.. _calls];

    public void Clear() => _calls.Clear();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null || request.RequestUri!.AbsolutePath != "/oauth2/token" ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new RecordedCall(request.Method, request.RequestUri!, request.Headers, body);
        _calls.Enqueue(call);
        var response = await base.SendAsync(request, cancellationToken);
        call.Status = (int)response.StatusCode;
        return response;
    }
}

public sealed record RecordedCall(HttpMethod Method, Uri Address, HttpRequestHeaders Headers, string? Body)
{
    public int Status { get; set; }

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
