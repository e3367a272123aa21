using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>
/// Sends what is due in one lane, in the order of the log, one event after the other's answer. The cursor is committed behind the answers, in
/// groups while the next event is on its way: after a crash some of them go again, with the same id.
/// </summary>
internal sealed class LaneRun(Store store, WriteQueue queue, WebhookSender sender, WebhookTargets targets, LooseRun loose, LaneReads reads, TimeProvider time)
{
    public async Task RunAsync(WebhookRow row, LaneKey key, CancellationToken cancellation)
    {
        while (await targets.OpenAsync(row.Tenant, row.Id, cancellation) is { } target)
        {
            var stretch = await ReadAsync(target.Row, key, cancellation);
            if (stretch is null || !await (target.Row.Ordered ? SendAsync(target, stretch, cancellation) : loose.SendAsync(target, stretch, cancellation))) return;
        }
    }

    /// <summary>The next events of a lane; null: nothing is due.</summary>
    private async Task<Stretch?> ReadAsync(WebhookRow row, LaneKey key, CancellationToken cancellation)
    {
        await using var read = await store.SnapshotAsync(key.Tenant, cancellation);
        if (await Lanes.FindAsync(read.Sql, key, cancellation) is not { } lane || lane.NextAt is not { } due || due > time.GetUtcNow().ToUnixTimeMilliseconds()) return null;
        return await reads.NextAsync(read.Sql, row, lane, cancellation);
    }

    /// <summary>Sends a stretch; false: the lane waits now, or is another's.</summary>
    private async Task<bool> SendAsync(WebhookTarget target, Stretch stretch, CancellationToken cancellation)
    {
        await using var journal = new LaneJournal(queue, time, target.Row, stretch.Lane.Key, stretch.From);
        foreach (var record in stretch.Events)
        {
            var outcome = await sender.SendAsync(target, record, cancellation);
            if (outcome is null) continue;
            var tries = (stretch.Lane.Event == record.Row.Seq ? stretch.Lane.Tries : 0) + 1;
            if (outcome.Taken)
            {
                if (!await journal.TakenAsync(record, tries, outcome.Attempt)) return false;
                continue;
            }

            if (outcome.Gone) await targets.GoneAsync(target.Row, cancellation);
            var wait = outcome.Gone ? TimeSpan.Zero : RetryPlan.After(tries, outcome.RetryAfter);
            return await journal.EndAsync(
                new LaneEnd(record.Row.Seq - 1, record.Row.Seq, outcome.Gone ? 0 : tries, wait is { } after ? time.GetUtcNow().Add(after).ToUnixTimeMilliseconds() : null),
                LaneJournal.Row(record, wait is null ? DeliveryState.Failed : DeliveryState.Retrying, tries, null, outcome.Attempt)) && false;
        }

        return await journal.EndAsync(stretch.End, null) && !stretch.Waits;
    }
}
