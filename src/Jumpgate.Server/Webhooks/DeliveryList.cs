using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks;

/// <summary>The delivery log as it is shown: what was tried, and in between what still waits in its lane.</summary>
internal sealed class DeliveryList(Store store, EventReads events, TimeProvider time)
{
    public static readonly string[] States = ["Success", "Queued", "Failed", "Retrying"];

    private const int Chunk = 500;

    public static WebhookAttempt Show(Attempt attempt) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(attempt.At), attempt.Status, attempt.Milliseconds, attempt.Error);

    /// <summary>A page, and the sequence before which the next one begins.</summary>
    public async Task<(IReadOnlyList<WebhookDelivery> Items, long? Next)> ReadAsync(WebhookRow row, PageRequest page, string? state, CancellationToken ct)
    {
        await using var read = await store.SnapshotAsync(row.Tenant, ct);
        var sql = read.Sql;
        var before = page.After is null ? long.MaxValue : page.AfterNumber;
        DeliveryState[] states = state switch
        {
            "Success" => [DeliveryState.Success, DeliveryState.Acknowledged],
            "Failed" => [DeliveryState.Failed, DeliveryState.Skipped],
            "Retrying" => [DeliveryState.Retrying],
            _ => [],
        };
        var tried = state == "Queued" ? [] : await DeliveryLog.BeforeAsync(sql, row.Key, before, states, page.Limit + 1, ct);
        var queued = state is null or "Queued" ? await QueuedAsync(sql, row, before, page.Limit + 1, ct) : [];
        var tenant = await events.TenantAsync(sql, ct);
        var ids = await DirectoryIdsAsync(sql, ct);
        var waits = await sql.QueryAsync(
            "select event, next_at from lane where tenant = @tenant and webhook = @webhook and event is not null and next_at is not null",
            lane => (lane.GetInt64(0), lane.GetInt64(1)), ct, ("webhook", row.Key));
        var nextAt = waits.GroupBy(wait => wait.Item1).ToDictionary(group => group.Key, group => group.Min(wait => wait.Item2));
        List<WebhookDelivery> all =
        [
            .. tried.Select(one => new WebhookDelivery(
                one.Seq, EventRow.IdOf(tenant, one.Seq), one.Type, Id(one.Directory), Word(one.State), one.State == DeliveryState.Skipped,
                one.State == DeliveryState.Retrying ? At(one.NextAt ?? (nextAt.TryGetValue(one.Seq, out var at) ? at : null)) : null, [.. one.Attempts.Select(Show)])),
            .. queued.Select(one => new WebhookDelivery(one.Seq, EventRow.IdOf(tenant, one.Seq), one.Type!, Id(one.Directory), "Queued", false, null, [])),
        ];
        all.Sort((one, other) => other.Seq.CompareTo(one.Seq));
        return ([.. all.Take(page.Limit)], all.Count > page.Limit ? all[page.Limit - 1].Seq : null);

        Guid? Id(int directory) => ids.TryGetValue(directory, out var id) ? id : null;
    }

    /// <summary>Where it stands in each directory.</summary>
    public async Task<(IReadOnlyList<WebhookLane> Lanes, string? Next)> LanesAsync(WebhookRow row, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(row.Tenant, ct);
        var ids = await DirectoryIdsAsync(read.Sql, ct);
        var after = page.After?.Split('.') is [var d, var r] && int.TryParse(d, out var directory) && long.TryParse(r, out var replay) ? (directory, replay) : (-1, -1L);
        var lanes = await read.Sql.QueryAsync(
            $"""
            select {Lane.Columns} from lane l where l.tenant = @tenant and l.webhook = @webhook and (l.directory > @directory or (l.directory = @directory and l.replay > @replay))
            order by l.directory, l.replay limit @limit
            """,
            Lane.Read, ct, ("webhook", row.Key), ("directory", after.Item1), ("replay", after.Item2), ("limit", (long)page.Limit + 1));
        var last = lanes.Count > page.Limit ? lanes[page.Limit - 1].Key : default;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return ([.. lanes.Take(page.Limit).Select(lane => new WebhookLane(
            ids.TryGetValue(lane.Key.Directory, out var id) ? id : null, lane.Cursor, lane.Head,
            lane.Paused ? "paused" : lane.Held ? "quiet" : lane.Event is not null ? "retrying" : lane.NextAt is not null ? "sending" : "idle", lane.Tries,
            lane.NextAt > now ? At(lane.NextAt) : null, lane.Event, lane.Key.Replay > 0 ? lane.Key.Replay : null))],
            lanes.Count > page.Limit ? PageRequest.Cursor($"{last.Directory}.{last.Replay}") : null);
    }

    /// <summary>Events behind the cursors of the lanes that were not tried yet, the newest first.</summary>
    private static async Task<List<EventRow>> QueuedAsync(TenantSql sql, WebhookRow row, long before, int count, CancellationToken ct)
    {
        List<EventRow> found = [];
        while (true)
        {
            var rows = await sql.QueryAsync(
                $"""
                select {EventRow.Columns} from change c left join cause u on u.tenant = @tenant and u.cause = c.cause
                where c.tenant = @tenant and c.seq < @before and c.seq > (select coalesce(min(l.cursor), @before) from lane l where l.tenant = @tenant and l.webhook = @webhook and l.cursor < l.head)
                  and exists (select 1 from lane l where l.tenant = @tenant and l.webhook = @webhook and l.cursor < c.seq and l.head >= c.seq
                    and (l.directory = coalesce(c.directory, 0) or (l.directory = 0 and l.replay > 0)))
                  and not exists (select 1 from delivery d where d.tenant = @tenant and d.webhook = @webhook and d.seq = c.seq)
                order by c.seq desc limit @limit
                """,
                EventRow.Read, ct, ("before", before), ("webhook", row.Key), ("limit", (long)Chunk));
            found.AddRange(rows.Where(one => one.Type is { } type && EventTypes.Wanted(row.Events, type)).Take(count - found.Count));
            if (rows.Count < Chunk || found.Count >= count) return found;
            before = rows[^1].Seq;
        }
    }

    private static async Task<Dictionary<int, Guid>> DirectoryIdsAsync(TenantSql sql, CancellationToken ct) =>
        (await sql.QueryAsync("select directory, id from directory where tenant = @tenant", row => (row.GetInt32(0), row.GetGuid(1)), ct)).ToDictionary(one => one.Item1, one => one.Item2);

    private static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Success or DeliveryState.Acknowledged => States[0],
        DeliveryState.Retrying => States[3],
        _ => States[2],
    };

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
