using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Benchmarks;

/// <summary>A local receiver of webhooks: remembers what came, in the order it came, and answers 204.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Id, long Seq, string Directory)> arrivals = new();
    private int count;

    private HookReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/hooks";

    public int Count => Volatile.Read(ref count);

    /// <summary>Whether each body is read for its sequence and directory; otherwise arrivals are only counted.</summary>
    public bool Remembers { get; init; }

    public IReadOnlyList<(string Id, long Seq, string Directory)> Arrivals => [.. arrivals];

    public static async Task<HookReceiver> StartAsync(bool remembers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Ports.Free()}");
        var receiver = new HookReceiver(builder.Build()) { Remembers = remembers };
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async Task UntilAsync(int arrived, TimeSpan limit)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); Count < arrived; await Task.Delay(1))
            if (clock.Elapsed > limit) throw new TimeoutException($"{Count} of {arrived} events came within {limit}.");
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (Remembers)
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            var root = json.RootElement;
            arrivals.Enqueue((context.Request.Headers["webhook-id"].ToString(), root.GetProperty("seq").GetInt64(), root.GetProperty("directory").GetProperty("id").GetString()!));
        }

        context.Response.StatusCode = 204;
        Interlocked.Increment(ref count);
    }
}
