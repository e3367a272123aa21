using System.Collections.Concurrent;
using System.Globalization;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sinks;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Sending;

/// <summary>The sinks of one shard: those with something to do run side by side, within this node's limit; none waits for another.</summary>
internal sealed class SinkShard(
    Store store, SinkRun run, SinkLedger ledger, SinkWake wake, SinkMetrics metrics, TimeProvider time, IOptions<EventsOptions> options, ILogger<SinkShard> log) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim limit = new(options.Value.Abreast, options.Value.Abreast);
    private readonly ConcurrentDictionary<SinkKey, Task> running = new();

    public void Dispose() => limit.Dispose();

    public async Task RunAsync(int shard, CancellationToken cancellation)
    {
        List<Task> mine = [];
        try
        {
            while (true)
            {
                var woken = wake.Begin(shard);
                foreach (var row in await DueAsync(shard, cancellation)) Start(row, mine, cancellation);
                mine.RemoveAll(task => task.IsCompleted);
                if (mine.Count == 0) return;
                await Task.WhenAny([woken, Task.Delay(Look, time, cancellation), .. mine]);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            wake.End(shard);
            await Task.WhenAll(mine);
        }
    }

    /// <summary>Shards with a sink that has something to do; also tells the wake where sinks are, and the metrics how far they are behind.</summary>
    public async Task<IReadOnlyList<int>> LookAsync(CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        wake.Know(await read.Sql.QueryAsync(
            "select distinct s.tenant, f.organization, s.shard from sink s join feed f on f.tenant = s.tenant and f.feed = s.feed where (@tenant = 0 or s.tenant = @tenant) and not s.paused",
            row => (new TenantId(row.GetInt32(0)), new OrganizationKey(row.GetInt32(1)), row.GetInt16(2)), cancellation));
        metrics.Behind(await read.Sql.QueryAsync(
            """
            select s.kind, sum(case when c.position > s.position then c.position - s.position else 0 end) from sink s join feed f on f.tenant = s.tenant and f.feed = s.feed
            left join event_cursor c on c.tenant = s.tenant and c.organization = f.organization where (@tenant = 0 or s.tenant = @tenant) group by s.kind
            """,
            row => (row.GetString(0), Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)), cancellation));
        return await SinkRow.DueShardsAsync(read.Sql, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
    }

    private async Task<List<SinkRow>> DueAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await SinkRow.DueAsync(read.Sql, shard, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
    }

    private void Start(SinkRow row, List<Task> mine, CancellationToken cancellation)
    {
        if (running.ContainsKey(row.Key)) return;
        mine.Add(running[row.Key] = Task.Run(() => OneAsync(row, cancellation), CancellationToken.None));
    }

    private async Task OneAsync(SinkRow row, CancellationToken cancellation)
    {
        try
        {
            await limit.WaitAsync(cancellation);
            try
            {
                await run.RunAsync(row.Key, cancellation);
            }
            finally
            {
                limit.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not committed is delivered later.
        }
        catch (StaleEpochException)
        {
            // Another run has begun, or the sink is gone.
        }
        catch (SinkUnavailableException fault)
        {
            EventsLog.Unavailable(log, row.Tenant.Value, row.Id, fault.Code, fault.Message);
            await FailedAsync(row, fault);
        }
        catch (StoreUnavailableException error)
        {
            EventsLog.Interrupted(log, row.Tenant.Value, row.Id, error);
            await Task.Delay(Rest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception error)
        {
            // A receiver's library may throw anything: it is this sink's fault, shown there, and stops no other sink.
            EventsLog.Interrupted(log, row.Tenant.Value, row.Id, error);
            await FailedAsync(row, new SinkUnavailableException("interrupted", error.Message, error));
        }
        finally
        {
            running.TryRemove(row.Key, out _);
        }
    }

    private async Task FailedAsync(SinkRow row, SinkUnavailableException fault)
    {
        metrics.Failed(row.Kind, fault.Code);
        try
        {
            await ledger.FailedAsync(row, fault);
        }
        catch (StoreUnavailableException error)
        {
            EventsLog.Interrupted(log, row.Tenant.Value, row.Id, error);
        }
    }
}
