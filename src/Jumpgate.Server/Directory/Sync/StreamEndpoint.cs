using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>
/// Live updates of a tenant as server-sent events: <c>organization</c> (something about it is new: read it), <c>run</c>, <c>progress</c>,
/// <c>change</c>. A change's event id is its sequence, so a client that comes back with Last-Event-ID misses none; after many at once,
/// <c>changes</c> names the span, to be read from /v1/changes.
/// </summary>
internal static class StreamEndpoint
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void MapStream(this RouteGroupBuilder v1) =>
        v1.MapGet("/stream", Stream).Needs(Rights.Read).WithName("stream").WithSummary("Live updates of a tenant (server-sent events)");

    private static async Task<IResult> Stream(
        HttpContext context, TenantChoice choice, Store store, ChangeSignal changes, SyncProgressBoard board, TimeProvider time,
        IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var tenant = await choice.RequireAsync(null, cancellation);
        long? after = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : null;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(FollowAsync(tenant, after, store, changes, board, time, stop.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        TenantId tenant, long? lastEvent, Store store, ChangeSignal signal, SyncProgressBoard board, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = new StreamFeed(tenant, store, board);
        await feed.BeginAsync(lastEvent, cancellation);
        yield return new SseItem<string>("""{"live":true}""", "hello");
        var quiet = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            var sent = false;
            foreach (var item in await feed.NextAsync(cancellation))
            {
                sent = true;
                yield return item;
            }

            if (sent)
            {
                quiet = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(quiet) > Beat)
            {
                quiet = time.GetTimestamp();
                yield return new SseItem<string>("{}", "beat");
            }

            try
            {
                await signal.WaitAsync(tenant, Look, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }
}
