using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.EventLog;

/// <summary>Reads the slices of an organization that are due, some side by side, page by page; each page moves its slice's cursor in the transaction that stores it.</summary>
internal sealed class SliceShard(
    Store store, WriteQueue queue, Epoch epochs, JumpCloudClients clients, UpstreamClocks clocks, EventSignal signal, EventMetrics metrics, TimeProvider time,
    IOptions<EventLogOptions> options, ILogger<SliceShard> logger)
{
    /// <summary>Not the live tail's: the two go on beside each other.</summary>
    private const string EpochKind = "event slices";

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    public async Task<List<(TenantId Tenant, OrganizationKey Organization)>> DueAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await EventSlice.DueAsync(read.Sql, shard, Now, cancellation);
    }

    public async Task RunAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        var epoch = await epochs.TakeAsync(tenant, organization, EpochKind, cancellation);
        var client = await clients.ForAsync(tenant, organization, cancellation);
        while (true)
        {
            List<EventSlice> next;
            await using (var read = await store.ReadAsync(tenant, cancellation)) next = await EventSlice.NextAsync(read.Sql, organization, Now, options.Value.SlicesAbreast, cancellation);
            if (next.Count == 0) break;
            await Parallel.ForEachAsync(
                next, new ParallelOptions { MaxDegreeOfParallelism = options.Value.SlicesAbreast, CancellationToken = cancellation },
                async (slice, token) => await OneAsync(slice, client, epoch, token));
        }

        await using var after = await store.ReadAsync(tenant, cancellation);
        metrics.GapsOpen(tenant, organization, (int)(await EventGap.CountAsync(after.Sql, organization, cancellation)).GetValueOrDefault(GapStates.Open));
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task OneAsync(EventSlice slice, JumpCloudClient client, long epoch, CancellationToken cancellation)
    {
        var run = new SliceRun(store, slice, client, clocks.Of(slice.Tenant, slice.Organization), signal, metrics, time, options.Value, logger, WriteAsync);
        try
        {
            await run.RunAsync(cancellation);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StaleEpochException or StoreUnavailableException))
        {
            // Whatever it was is this slice's fault alone: the others run on, and it has its next turn.
            FetchLog.SliceFailed(logger, slice.Tenant.Value, slice.Organization.Value, slice.Work, error.Message);
            await WriteAsync(async scope =>
            {
                if (await slice.AgainAsync(scope.Sql) is not { } now) return;
                // A page token that is no longer known: from the slice's beginning.
                if (error is JumpCloudException { Kind: JumpCloudErrorKind.BadRequest })
                {
                    now = now with { SearchAfter = null, Counted = null, Seen = now.Work == SliceWork.Check ? now.Seen : 0 };
                    await now.SaveAsync(scope);
                }

                var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(now.Tries, 10)));
                await (now with { Tries = now.Tries + 1 }).DeferAsync(scope, wait);
            });
        }

        Task WriteAsync(Func<WriteScope, ValueTask> work) => queue.WriteAsync(slice.Tenant, WritePriority.Bulk, async scope =>
        {
            await epochs.CheckAsync(scope, slice.Tenant, slice.Organization, EpochKind, epoch);
            await work(scope);
        }, cancellation);
    }
}
