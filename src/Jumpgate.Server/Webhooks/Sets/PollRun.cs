using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Webhooks.Events;
using Jumpgate.Server.Webhooks.Sending;

namespace Jumpgate.Server.Webhooks.Sets;

/// <summary>
/// Hands out security event tokens to a receiver that fetches them (RFC 8936). A token comes again at every poll until the receiver has
/// acknowledged it or said what is wrong with it; lanes move behind what was answered for.
/// </summary>
internal sealed class PollRun(Store store, WriteQueue queue, EventReads events, LaneReads reads, SigningKeys keys, ChangeSignal signal, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<SetPollAnswer> PollAsync(WebhookRow row, SetPoll body, CancellationToken cancellation)
    {
        await AnswerForAsync(row, body, cancellation);
        var most = Math.Min(body.MaxEvents ?? SetPoll.Most, SetPoll.Most);
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await CollectAsync(row, most, cancellation);
            var left = Longest - time.GetElapsedTime(started);
            if (answer.Sets.Count > 0 || most == 0 || body.ReturnImmediately == true || left <= TimeSpan.Zero) return answer;
            await signal.WaitAsync(row.Tenant, left < LookAgain ? left : LookAgain, time, cancellation);
        }
    }

    /// <summary>Notes what the receiver took, and what it could not use.</summary>
    private async Task AnswerForAsync(WebhookRow row, SetPoll body, CancellationToken cancellation)
    {
        Dictionary<long, string?> answered = [];
        Guid tenant;
        await using (var read = await store.ReadAsync(row.Tenant, cancellation)) tenant = await events.TenantAsync(read.Sql, cancellation);
        foreach (var id in body.Ack ?? []) if (EventRow.SeqOf(tenant, id) is { } seq) answered[seq] = null;
        foreach (var (id, error) in body.SetErrs ?? new Dictionary<string, SetError>())
            if (EventRow.SeqOf(tenant, id) is { } seq) answered[seq] = $"{error?.Err}: {error?.Description}";
        if (answered.Count == 0) return;
        await queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
        {
            var done = await DeliveryLog.WithStateAsync(scope.Sql, row.Key, answered.Keys, DeliveryState.Acknowledged, DeliveryState.Failed, default);
            var known = await EventReads.RowsAsync(scope.Sql, [.. answered.Keys.Where(seq => seq <= row.Position && !done.Contains(seq))], default);
            await DeliveryLog.WriteAsync(scope, row.Key, known.ConvertAll(one => new DeliveryRow(
                one.Seq, one.Directory, one.Type!, answered[one.Seq] is null ? DeliveryState.Acknowledged : DeliveryState.Failed, 1, null,
                [new Attempt(scope.Now, null, 0, answered[one.Seq])])));
        }, cancellation);
    }

    private async Task<SetPollAnswer> CollectAsync(WebhookRow row, int most, CancellationToken cancellation)
    {
        while (row.Enabled && await queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
            await Lanes.ShareOutAsync(scope, row.Key, await row.DirectoryKeysAsync(scope.Sql)), cancellation))
        {
        }

        var signer = await keys.SignerAsync(row.Tenant, cancellation);
        List<Lane> lanes;
        await using (var read = await store.ReadAsync(row.Tenant, cancellation)) lanes = await Lanes.OpenAsync(read.Sql, row.Key, cancellation);
        Dictionary<string, string> sets = [];
        var more = false;
        foreach (var lane in lanes)
        {
            var waiting = await WaitingAsync(row, lane, cancellation);
            foreach (var record in waiting.Take(most - sets.Count)) sets[record.Id] = Encoding.ASCII.GetString(signer.Write(record, row)!);
            more |= sets.Count == most && waiting.Any(record => !sets.ContainsKey(record.Id));
        }

        return new SetPollAnswer(sets, more);
    }

    /// <summary>What of a lane was not answered for; the lane moves up to the first of it.</summary>
    private async Task<List<EventRecord>> WaitingAsync(WebhookRow row, Lane lane, CancellationToken cancellation)
    {
        while (true)
        {
            Stretch stretch;
            HashSet<long> done;
            await using (var read = await store.SnapshotAsync(row.Tenant, cancellation))
            {
                stretch = await reads.NextAsync(read.Sql, row, lane, cancellation);
                done = await DeliveryLog.WithStateAsync(
                    read.Sql, row.Key, [.. stretch.Events.Select(record => record.Row.Seq)], DeliveryState.Acknowledged, DeliveryState.Failed, cancellation);
            }

            var waiting = stretch.Events.Where(record => !done.Contains(record.Row.Seq)).ToList();
            var cursor = waiting.Count > 0 ? waiting[0].Row.Seq - 1 : stretch.ReadTo;
            if (cursor > stretch.From && !await queue.WriteAsync(row.Tenant, WritePriority.Interactive, scope =>
                Lanes.MoveAsync(scope, lane.Key, stretch.From, new LaneEnd(cursor)), cancellation)) return waiting;
            if (waiting.Count > 0 || stretch.Waits || cursor >= lane.Head) return waiting;
            lane = lane with { Cursor = cursor };
        }
    }
}
