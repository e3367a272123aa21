using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events;

/// <summary>
/// Events as they come in, as server-sent events: <c>event</c> with the event, its id the position in the log, so that a client that comes back with
/// Last-Event-ID misses none. <c>beat</c> where nothing comes.
/// </summary>
internal sealed class EventTail(EventFetch log, EventSignal signal, TimeProvider time)
{
    /// <summary>What other nodes store is found by looking.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private const int AtOnce = 500;

    /// <param name="after">The position to begin behind; null: behind the newest.</param>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(TenantId tenant, EventQuestion wanted, long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var woken = new SemaphoreSlim(0);
        void Wake(TenantId of, OrganizationKey organization)
        {
            if (of == tenant && organization == wanted.Organization && woken.CurrentCount == 0) woken.Release();
        }

        signal.Stored += Wake;
        try
        {
            var position = after ?? (await log.CursorAsync(tenant, wanted.Organization, cancellation))?.Position ?? 0;
            yield return new SseItem<string>(string.Create(CultureInfo.InvariantCulture, $$"""{"position":{{position}}}"""), "hello");
            var quiet = time.GetTimestamp();
            while (!cancellation.IsCancellationRequested)
            {
                var stretch = await log.ReadAsync(tenant, wanted.Organization, position, long.MaxValue, long.MinValue, AtOnce, cancellation);
                foreach (var item in stretch)
                {
                    position = item.Position;
                    if (!wanted.IsMet(item)) continue;
                    quiet = time.GetTimestamp();
                    yield return new SseItem<string>(JsonSerializer.Serialize(EventSearch.Shown(item), ContractsJson.Default.FeedEvent), "event")
                    {
                        EventId = item.Position.ToString(CultureInfo.InvariantCulture),
                    };
                }

                if (stretch.Count == AtOnce) continue;
                if (time.GetElapsedTime(quiet) > Beat)
                {
                    quiet = time.GetTimestamp();
                    yield return new SseItem<string>("{}", "beat");
                }

                await Task.WhenAny(woken.WaitAsync(Look, cancellation));
            }
        }
        finally
        {
            signal.Stored -= Wake;
        }
    }
}
