using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>
/// The endpoints of one shard: shares out what is new in the log to their lanes, and runs the lanes that are due side by side, within this
/// node's limit. When nothing is left it stays a moment, so that the next change finds it awake.
/// </summary>
internal sealed class WebhookShard(
    Store store, WriteQueue queue, LaneRun lanes, LooseRun loose, WebhookWake wake, TimeProvider time, IOptions<WebhookOptions> options, ILogger<WebhookShard> log) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim limit = new(options.Value.Abreast, options.Value.Abreast);
    private readonly Underway<LaneKey> underway = new();

    public void Dispose() => limit.Dispose();

    public async Task RunAsync(int shard, CancellationToken cancellation)
    {
        List<Task> mine = [];
        var idle = time.GetTimestamp();
        try
        {
            while (true)
            {
                var woken = wake.Begin(shard);
                foreach (var row in await BehindAsync(shard, cancellation)) await ShareOutAsync(row, cancellation);
                foreach (var (row, key) in await DueAsync(shard, cancellation)) Start(row, key, mine, cancellation);
                mine.RemoveAll(task => task.IsCompleted);
                if (mine.Count > 0) idle = time.GetTimestamp();
                else if (time.GetElapsedTime(idle) >= Stay) return;
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

    /// <summary>Shards with an endpoint behind the log, or a lane or delivery that is due.</summary>
    public static async Task<List<int>> DueShardsAsync(TenantSql sql, long now, CancellationToken cancellation) => await sql.QueryAsync(
        """
        select w.shard from webhook w join tenant t on t.tenant = w.tenant where (@tenant = 0 or w.tenant = @tenant) and w.enabled and t.sequence > w.position
        union
        select w.shard from lane l join webhook w on w.tenant = l.tenant and w.webhook = l.webhook where l.next_at <= @now and w.enabled and w.delivery = 'push'
        union
        select w.shard from delivery d join webhook w on w.tenant = d.tenant and w.webhook = d.webhook where d.next_at <= @now and w.enabled and w.delivery = 'push'
        """,
        row => (int)row.GetInt16(0), cancellation, ("now", now));

    private async Task<List<WebhookRow>> BehindAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await read.Sql.QueryAsync(
            $"""
            select {WebhookRow.Columns} from webhook w join tenant t on t.tenant = w.tenant
            where (@tenant = 0 or w.tenant = @tenant) and w.shard = @shard and w.enabled and t.sequence > w.position
            """,
            WebhookRow.Read, cancellation, ("shard", (short)shard));
    }

    private async Task ShareOutAsync(WebhookRow row, CancellationToken cancellation)
    {
        while (await queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
            await Lanes.ShareOutAsync(scope, row.Key, await row.DirectoryKeysAsync(scope.Sql)), cancellation))
        {
        }
    }

    /// <summary>Lanes that are due, and for endpoints without order their deliveries that are (as lane -1).</summary>
    private async Task<List<(WebhookRow Row, LaneKey Key)>> DueAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await read.Sql.QueryAsync(
            $"""
            select {WebhookRow.Columns}, l.directory, l.replay from webhook w join lane l on l.tenant = w.tenant and l.webhook = w.webhook
            where (@tenant = 0 or w.tenant = @tenant) and w.shard = @shard and w.enabled and w.delivery = 'push' and l.next_at <= @now
            union all
            select {WebhookRow.Columns}, -1, 0 from webhook w
            where (@tenant = 0 or w.tenant = @tenant) and w.shard = @shard and w.enabled and w.delivery = 'push'
              and exists (select 1 from delivery d where d.tenant = w.tenant and d.webhook = w.webhook and d.next_at <= @now)
            """,
            row =>
            {
                var webhook = WebhookRow.Read(row);
                return (webhook, new LaneKey(webhook.Tenant, webhook.Key, row.GetInt32(22), row.GetInt64(23)));
            },
            cancellation, ("shard", (short)shard), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    private void Start(WebhookRow row, LaneKey key, List<Task> mine, CancellationToken cancellation)
    {
        if (underway.Start(key, () => OneAsync(row, key, cancellation)) is { } started) mine.Add(started);
    }

    private async Task OneAsync(WebhookRow row, LaneKey key, CancellationToken cancellation)
    {
        try
        {
            await limit.WaitAsync(cancellation);
            try
            {
                await (key.Directory < 0 ? loose.AgainAsync(row, cancellation) : lanes.RunAsync(row, key, cancellation));
            }
            finally
            {
                limit.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was answered is recorded, the rest is sent later.
        }
        catch (Exception error)
        {
            // What nobody foresaw has no type: one lane must not stop the others. Its cursor stays.
            WebhookLog.LaneFailed(log, row.Tenant.Value, row.Id, error);
            await Task.Delay(Rest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
