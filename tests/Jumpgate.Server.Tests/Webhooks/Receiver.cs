using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>An application that receives webhooks: keeps what came, answers as told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> all = new();

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/hooks";

    /// <summary>Everything that came, in the order of arrival.</summary>
    public IReadOnlyList<Received> All => [.. all];

    /// <summary>What was answered with success.</summary>
    public IReadOnlyList<Received> Taken => [.. all.Where(one => one.Status is >= 200 and < 300)];

    /// <summary>Answers a request: the status, after whatever it does to the response.</summary>
    public Func<Received, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what was taken satisfies.</summary>
    public async Task<IReadOnlyList<Received>> UntilAsync(Func<IReadOnlyList<Received>, bool> satisfies, TimeSpan? patience = null)
    {
        try
        {
            return await JumpgateHost.WaitForAsync(() => Task.FromResult(Taken), satisfies, patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain; {All.Count} came:\n{string.Join('\n', All.TakeLast(20).Select(one => $"{one.Status} {one.Seq} {one.Type}"))}");
        }
    }

    public Task<IReadOnlyList<Received>> UntilAsync(string type, TimeSpan? patience = null) => UntilAsync(taken => taken.Any(one => one.Type == type), patience);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var received = new Received(
            context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        received.Status = await Answer(received, context);
        if (!context.Response.HasStarted) context.Response.StatusCode = received.Status;
        all.Enqueue(received);
    }
}

public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public int Status { get; set; }

    public string Id => Headers["webhook-id"];

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? Type => Headers.ContainsKey("webhook-id") ? (string?)Json["type"] : null;

    public long Seq => Headers.ContainsKey("webhook-id") ? (long?)Json["seq"] ?? 0 : 0;

    public JsonObject Data => Json["data"]!.AsObject();

    /// <summary>How many of the signatures are by this secret, worked out here and not by the server's own code.</summary>
    public int SignedBy(string secret)
    {
        var signed = Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.").Concat(Body).ToArray();
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        return Headers["webhook-signature"].Split(' ').Count(signature => signature == expected);
    }
}
