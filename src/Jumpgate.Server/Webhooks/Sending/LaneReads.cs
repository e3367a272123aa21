using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Webhooks.Events;
using Jumpgate.Server.Webhooks.Sets;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Reads what comes next in a lane: the events its endpoint chose, none of a first load that is not over, and none of test objects where they are not told of.</summary>
internal sealed class LaneReads(EventReads events, TestObjects tests, ILogger<LaneReads> log)
{
    private const int Batch = 200;

    public async Task<Stretch> NextAsync(TenantSql sql, WebhookRow row, Lane lane, CancellationToken cancellation)
    {
        var (key, from) = (lane.Key, lane.Cursor);
        var kept = await sql.ScalarAsync<long>("select history_from from tenant where tenant = @tenant", cancellation);
        if (lane.Cursor < kept - 1)
        {
            WebhookLog.Pruned(log, key.Tenant.Value, row.Id, kept - 1);
            lane = lane with { Cursor = Math.Min(kept - 1, lane.Head) };
        }

        var (rows, readTo) = await EventReads.RowsAsync(sql, lane.Cursor, lane.Head, key is { Directory: 0, Replay: > 0 } ? null : key.Directory, Batch, cancellation);
        var quiet = false;
        foreach (var directory in rows.Where(one => one is { IsOfContent: true, Directory: > 0 }).Select(one => one.Directory).Distinct().ToList())
        {
            var (loading, ready) = await FirstLoads.StateAsync(sql, directory, cancellation);
            if (loading && rows.FindIndex(one => one.IsOfContent && one.Directory == directory) is >= 0 and var first)
            {
                quiet = true;
                readTo = rows[first].Seq - 1;
                rows.RemoveRange(first, rows.Count - first);
                continue;
            }

            var passing = await EventReads.PassingAsync(sql, [.. rows.Where(one => one.Directory == directory)], ready, cancellation);
            rows.RemoveAll(one => passing.Contains(one.Seq));
        }

        var waits = await tests.TakeOutAsync(sql, rows, cancellation);
        if (waits is var (upTo, _)) (readTo, quiet) = (upTo, false);
        rows.RemoveAll(one => !EventTypes.Wanted(row.Events, one.Type!) || (row.IsToken && !ScimEvents.Knows(one)));
        return new Stretch(lane, from, await events.CompleteAsync(sql, rows, cancellation), readTo, quiet, waits?.Until);
    }
}

/// <summary>A lane's next events.</summary>
/// <param name="From">The lane's cursor as it is stored.</param>
/// <param name="ReadTo">Up to here the log was read for them.</param>
/// <param name="Quiet">It ends where the first load of its directory begins.</param>
/// <param name="Until">It ends before what may be a test object, until then (Unix milliseconds).</param>
internal sealed record Stretch(Lane Lane, long From, IReadOnlyList<EventRecord> Events, long ReadTo, bool Quiet, long? Until)
{
    /// <summary>Whether what is behind it waits.</summary>
    public bool Waits => Quiet || Until is not null;

    /// <summary>Where the lane stands when all of it is done.</summary>
    public LaneEnd End => new(ReadTo, RetryAt: Until, Held: Quiet);
}
