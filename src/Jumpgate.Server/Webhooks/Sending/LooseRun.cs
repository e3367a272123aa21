using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Webhooks.Events;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Sends to an endpoint that takes events in any order: several at a time, and what is not taken waits by itself while the others go on.</summary>
internal sealed class LooseRun(Store store, WriteQueue queue, WebhookSender sender, WebhookTargets targets, EventReads events, TimeProvider time, IOptions<WebhookOptions> options)
{
    private const int Batch = 200;

    /// <summary>A stretch of a lane; false: the lane waits now, or is another's.</summary>
    public async Task<bool> SendAsync(WebhookTarget target, Stretch stretch, CancellationToken cancellation)
    {
        var (rows, gone) = await AllAsync(target, stretch.Events.Select(record => (record, 0)), cancellation);
        // All were answered: what was not taken has its own next attempt.
        var moved = await queue.WriteAsync(target.Row.Tenant, WritePriority.Interactive, async scope =>
        {
            if (!await Lanes.MoveAsync(scope, stretch.Lane.Key, stretch.From, stretch.End)) return false;
            await DeliveryLog.WriteAsync(scope, target.Row.Key, rows);
            if (stretch.Lane.Key.Replay > 0) await Lanes.EndReplayAsync(scope, stretch.Lane.Key);
            return true;
        }, CancellationToken.None);
        if (gone) await targets.GoneAsync(target.Row, cancellation);
        return moved && !stretch.Waits && !gone;
    }

    /// <summary>The deliveries of an endpoint whose next attempt is due.</summary>
    public async Task AgainAsync(WebhookRow row, CancellationToken cancellation)
    {
        while (await targets.OpenAsync(row.Tenant, row.Id, cancellation) is { } target)
        {
            List<DeliveryRow> due;
            List<EventRecord> records;
            await using (var read = await store.SnapshotAsync(row.Tenant, cancellation))
            {
                due = await DeliveryLog.DueAsync(read.Sql, row.Key, time.GetUtcNow().ToUnixTimeMilliseconds(), Batch, cancellation);
                records = await events.CompleteAsync(read.Sql, await EventReads.RowsAsync(read.Sql, [.. due.Select(one => one.Seq)], cancellation), cancellation);
            }

            if (due.Count == 0) return;
            var tries = due.ToDictionary(one => one.Seq, one => one.Tries);
            var (rows, gone) = await AllAsync(target, records.Select(record => (record, tries[record.Row.Seq])), cancellation);
            var found = records.Select(record => record.Row.Seq).ToHashSet();
            rows.AddRange(due.Where(one => !found.Contains(one.Seq)).Select(one => one with
            {
                State = DeliveryState.Failed,
                NextAt = null,
                Attempts = [new Attempt(time.GetUtcNow().ToUnixTimeMilliseconds(), null, 0, "The history of this event is no longer kept.")],
            }));
            await queue.WriteAsync(row.Tenant, WritePriority.Interactive, scope => DeliveryLog.WriteAsync(scope, row.Key, rows), CancellationToken.None);
            if (gone) await targets.GoneAsync(target.Row, cancellation);
        }
    }

    private async Task<(List<DeliveryRow> Rows, bool Gone)> AllAsync(WebhookTarget target, IEnumerable<(EventRecord Record, int Tries)> all, CancellationToken cancellation)
    {
        ConcurrentQueue<DeliveryRow> rows = new();
        var gone = false;
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = options.Value.AbreastPerEndpoint, CancellationToken = cancellation },
            async (one, stop) =>
            {
                var (record, before) = one;
                if (Volatile.Read(ref gone) || await sender.SendAsync(target, record, stop) is not { } outcome)
                {
                    if (Volatile.Read(ref gone)) rows.Enqueue(LaneJournal.Row(record, DeliveryState.Retrying, before, Now(), new Attempt(Now(), null, 0, "Not sent: the receiver answered 410 to another event.")));
                    return;
                }

                if (outcome.Gone) Volatile.Write(ref gone, true);
                var wait = outcome.Taken ? null : outcome.Gone ? TimeSpan.Zero : RetryPlan.After(before + 1, outcome.RetryAfter);
                rows.Enqueue(LaneJournal.Row(
                    record, outcome.Taken ? DeliveryState.Success : wait is null ? DeliveryState.Failed : DeliveryState.Retrying, before + 1,
                    wait is { } after ? Now() + (long)after.TotalMilliseconds : null, outcome.Attempt));
            });
        return ([.. rows], gone);

        long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
