using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Records what an endpoint has taken: deliveries and cursor in one transaction, at most a moment behind the answers.</summary>
internal sealed class LaneJournal(WriteQueue queue, TimeProvider time, WebhookRow webhook, LaneKey key, long from) : IAsyncDisposable
{
    private const int Most = 100;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly List<DeliveryRow> taken = [];
    private long cursor = from;
    private long saved = from;
    private long since = time.GetTimestamp();
    private Task<bool> writing = Task.FromResult(true);

    public static DeliveryRow Row(EventRecord record, DeliveryState state, int tries, long? nextAt, Attempt attempt) =>
        new(record.Row.Seq, record.Row.Directory, record.Row.Type!, state, tries, nextAt, [attempt]);

    /// <summary>An event was taken. False: the lane is another's.</summary>
    public async ValueTask<bool> TakenAsync(EventRecord record, int tries, Attempt attempt)
    {
        taken.Add(Row(record, DeliveryState.Success, tries, null, attempt));
        cursor = record.Row.Seq;
        if (taken.Count < Most && time.GetElapsedTime(since) < Moment) return true;
        // While an earlier group is being committed this one grows.
        if (!writing.IsCompleted && taken.Count < Most) return true;
        if (!await writing) return false;
        Begin(new LaneEnd(cursor), null);
        return true;
    }

    /// <summary>The end of the stretch. False: the lane is another's.</summary>
    public async Task<bool> EndAsync(LaneEnd end, DeliveryRow? last)
    {
        if (!await writing) return false;
        Begin(end, last);
        return await writing;
    }

    /// <summary>What was taken is recorded, whatever ended the run.</summary>
    public async ValueTask DisposeAsync()
    {
        await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (taken.Count == 0 || !writing.IsCompletedSuccessfully || !await writing) return;
        Begin(new LaneEnd(cursor), null);
        await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Begin(LaneEnd end, DeliveryRow? last)
    {
        List<DeliveryRow> rows = last is null ? [.. taken] : [.. taken, last];
        var begun = saved;
        (saved, since) = (end.Cursor, time.GetTimestamp());
        taken.Clear();
        writing = queue.WriteAsync(webhook.Tenant, WritePriority.Interactive, async scope =>
        {
            if (!await Lanes.MoveAsync(scope, key, begun, end)) return false;
            await DeliveryLog.WriteAsync(scope, webhook.Key, rows);
            if (key.Replay > 0) await Lanes.EndReplayAsync(scope, key);
            return true;
        });
    }
}
