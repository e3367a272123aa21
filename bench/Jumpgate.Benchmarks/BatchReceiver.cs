using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Benchmarks;

/// <summary>A local receiver of batches of NDJSON that keeps their lines.</summary>
internal sealed class BatchReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> lines = new();

    private BatchReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/events";

    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>Whether it answers 503.</summary>
    public bool Refuses { get; set; }

    public static async Task<BatchReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Ports.Free()}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var receiver = new BatchReceiver(builder.Build());
        receiver.app.Run(async context =>
        {
            using var text = new StreamReader(context.Request.Body);
            var batch = await text.ReadToEndAsync();
            context.Response.StatusCode = receiver.Refuses ? 503 : 204;
            if (receiver.Refuses) return;
            foreach (var line in batch.Split('\n', StringSplitOptions.RemoveEmptyEntries)) receiver.lines.Enqueue(line);
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
