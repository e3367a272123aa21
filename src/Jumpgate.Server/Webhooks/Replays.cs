using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks;

/// <summary>Sends events again, or passes over them. A replay runs in a lane of its own, beside the live ones; the ids are those of the first time.</summary>
internal sealed class Replays(WriteQueue queue, WebhookWake wake)
{
    private const int MostReplays = 20;

    public async Task<(WebhookReplayed? Replayed, ProblemResult? Refused)> ReplayAsync(Caller by, WebhookRow row, WebhookReplay wanted, CancellationToken ct)
    {
        var faults = new FieldFaults();
        if (wanted.Seq is null == wanted.From is null) faults.Add("from", "required", "Name one event by seq, or a range by from and to.", "Send {\"seq\": 4711}, or {\"from\": 4711, \"to\": 4800}.");
        if (wanted.Seq is not null && wanted.To is not null) faults.Add("to", "not_wanted", "to belongs to a range.", "Send from with it, or leave it out.");
        if (wanted.From is { } begin && wanted.To is { } end && begin > end) faults.Add("to", "out_of_range", "to lies before from.");
        if (faults.ToResult() is { } refused) return (null, refused);
        var answer = await queue.WriteAsync(row.Tenant, WritePriority.Interactive, scope => BeginAsync(scope, by, row, wanted), ct);
        wake.Changed(row.Tenant, row.Shard);
        return answer;
    }

    /// <summary>False: nothing waits at this event.</summary>
    public async Task<bool> SkipAsync(Caller by, WebhookRow row, long seq, CancellationToken ct)
    {
        var skipped = await queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
        {
            var lanes = await Lanes.ResumeAsync(scope, row.Key, seq, skip: true);
            if (!await DeliveryLog.DecideAsync(scope, row.Key, seq, skip: true, now: false) && lanes == 0) return false;
            scope.Audit(row.Tenant, by.Who, "webhook.skip", row.Id.ToString(), $"sequence {seq}");
            return true;
        }, ct);
        if (skipped) wake.Changed(row.Tenant, row.Shard);
        return skipped;
    }

    private static async ValueTask<(WebhookReplayed?, ProblemResult?)> BeginAsync(WriteScope scope, Caller by, WebhookRow row, WebhookReplay wanted)
    {
        var (newest, kept) = (await scope.Sql.QueryAsync(
            "select coalesce((select max(seq) from change where tenant = @tenant), 0), history_from from tenant where tenant = @tenant", found => (found.GetInt64(0), found.GetInt64(1))))[0];
        var from = wanted.Seq ?? wanted.From!.Value;
        var to = Math.Min(wanted.Seq ?? wanted.To ?? newest, newest);
        if (from < 1 || from > newest) return (null, HttpProblems.ParameterInvalid.Because($"The newest sequence is {newest}; nothing has happened at {from}.", wanted.Seq is null ? "from" : "seq"));
        if (from < kept) return (null, ReadProblems.HistoryPruned.Because($"History is kept from sequence {kept} on."));
        var directory = 0;
        if (wanted.Directory is { } id)
        {
            if (await scope.Sql.ScalarAsync<int?>("select directory from directory where tenant = @tenant and id = @id", default, ("id", id)) is not { } key)
                return (null, HttpProblems.NotFound.Because("No directory has this id."));
            directory = key;
        }

        if (wanted.Seq is { } seq)
        {
            if ((await EventReads.RowsAsync(scope.Sql, [seq], default)).Count == 0)
                return (null, HttpProblems.NotFound.Because($"The change {seq} is no event."));
            // What holds up its lane goes on in it; the ones behind it still come after it.
            var lanes = await Lanes.ResumeAsync(scope, row.Key, seq, skip: false);
            var waits = await DeliveryLog.DecideAsync(scope, row.Key, seq, skip: false, now: lanes == 0 && !row.Ordered);
            if (lanes > 0 || (waits && !row.Ordered))
            {
                scope.Audit(row.Tenant, by.Who, "webhook.replay", row.Id.ToString(), $"sequence {seq}");
                return (new WebhookReplayed(seq, seq, null), null);
            }
        }

        if (await scope.Sql.ScalarAsync<long>(
            "select count(*) from lane where tenant = @tenant and webhook = @webhook and replay > 0", default, ("webhook", row.Key)) >= MostReplays)
            return (null, HttpProblems.Conflict.Because($"{MostReplays} replays of this webhook have not ended yet.", fix: "Wait until one has ended, or skip the event that holds it up."));
        var lane = await Lanes.ReplayAsync(scope, row.Key, directory, from - 1, to);
        scope.Audit(row.Tenant, by.Who, "webhook.replay", row.Id.ToString(), $"sequences {from} to {to}");
        return (new WebhookReplayed(from, to, lane.Replay), null);
    }
}
