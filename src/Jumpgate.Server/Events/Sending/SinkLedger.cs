using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Commits how far a sink is, under the epoch of the run: a run that was overtaken moves nothing.</summary>
internal sealed class SinkLedger(WriteQueue queue, Epoch epochs)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    public Task<long> BeginAsync(SinkRow row, CancellationToken ct) => epochs.TakeAsync(row.Tenant, row.Organization, row.EpochKind, ct);

    /// <summary>A batch begins that the receiver knows by where it ends.</summary>
    public Task PlanAsync(SinkRow row, long epoch, long upTo) => WriteAsync(row, epoch, async scope => await scope.Sql.ExecuteAsync(
        "update sink set planned_to = @upto where tenant = @tenant and sink = @sink", default, ("upto", upTo), ("sink", row.Key.Value)));

    /// <summary>There is something to deliver, and it waits for more until a time.</summary>
    public Task RestAsync(SinkRow row, long epoch, long until) => WriteAsync(row, epoch, async scope => await scope.Sql.ExecuteAsync(
        "update sink set reason = null, detail = null, tries = 0, next_at = @until where tenant = @tenant and sink = @sink", default, ("until", until), ("sink", row.Key.Value)));

    /// <param name="outcome">What became of a batch; null: none was delivered.</param>
    /// <exception cref="StaleEpochException">A newer run has begun, or the sink is gone.</exception>
    public Task CommitAsync(SinkRow row, long epoch, SinkProgress progress, BatchOutcome? outcome) => WriteAsync(row, epoch, async scope =>
    {
        await scope.Sql.ExecuteAsync(
            $"""
            update sink set position = @position, progress = @progress, wake_at = @wake, planned_to = @planned, reason = null, detail = null, tries = 0, next_at = null
              {(outcome?.Delivered > 0 ? ", delivered_at = @now" : "")} where tenant = @tenant and sink = @sink
            """,
            default,
            [
                ("position", progress.Position), ("progress", progress.State), ("wake", progress.WakeAt), ("planned", progress.PlannedTo), ("sink", row.Key.Value),
                .. outcome?.Delivered > 0 ? [("now", (object?)scope.Now)] : Array.Empty<(string, object?)>(),
            ]);
        if (outcome is null) return;
        await CountAsync(scope, row, outcome);
        await BuryAsync(scope, row, progress, outcome.Dead);
    });

    /// <summary>A replay that was asked for begins: back to its start, and not past what the sink has so far.</summary>
    public Task BeginReplayAsync(SinkRow row, long epoch) => WriteAsync(row, epoch, async scope => await scope.Sql.ExecuteAsync(
        """
        update sink set replay_to = position, position = replay_from - 1, replay_from = null, replays = replays + 1
        where tenant = @tenant and sink = @sink and replay_from is not null
        """,
        default, ("sink", row.Key.Value)));

    public Task EndReplayAsync(SinkRow row, long epoch) => WriteAsync(row, epoch, async scope => await scope.Sql.ExecuteAsync(
        "update sink set replay_to = null where tenant = @tenant and sink = @sink", default, ("sink", row.Key.Value)));

    /// <summary>
    /// The attempt failed; the next one is due after 1 s, then twice as long, up to a minute, and not before the receiver asks for it, within an hour. Where the receiver
    /// wants nothing any more the sink is paused.
    /// </summary>
    public Task FailedAsync(SinkRow row, SinkUnavailableException fault) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        var wait = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(row.Tries, 10)));
        if (fault.RetryAfter is { } asked) wait = Math.Max(wait, Math.Min(asked.TotalSeconds, LongestAsked.TotalSeconds));
        await scope.Sql.ExecuteAsync(
            $"update sink set reason = @reason, detail = @detail, tries = @tries, next_at = @next{(fault.Ends ? ", paused = @yes" : "")} where tenant = @tenant and sink = @sink", default,
            [
                ("reason", fault.Code), ("detail", fault.Message), ("tries", row.Tries + 1), ("next", scope.Now + (long)(wait * 1000)), ("sink", row.Key.Value),
                .. fault.Ends ? [("yes", (object?)true)] : Array.Empty<(string, object?)>(),
            ]);
        if (fault.Ends) scope.Audit(row.Tenant, "system", "sink.pause", row.Id.ToString(), $"{row.Name}: {fault.Message}");
    });

    private static async ValueTask CountAsync(WriteScope scope, SinkRow row, BatchOutcome outcome)
    {
        var all = outcome.Tallies.ToList();
        await scope.Sql.ForEachAsync(
            """
            insert into sink_count (tenant, sink, type, delivered, base, dead) select @tenant, @sink, x.type, x.delivered, x.base, x.dead from {rows} x where true
            on conflict (tenant, sink, type) do update set
              delivered = sink_count.delivered + excluded.delivered, base = sink_count.base + excluded.base, dead = sink_count.dead + excluded.dead
            """,
            new SqlRows().Add("type", all.ConvertAll(one => (string?)one.Key)).Add("delivered", all.ConvertAll(one => one.Value.Delivered))
                .Add("base", all.ConvertAll(one => one.Value.Base)).Add("dead", all.ConvertAll(one => one.Value.Dead)),
            default, ("sink", row.Key.Value));
        if (outcome.Sample.Sampled == 0) return;
        await scope.Sql.ExecuteAsync(
            """
            update sink set sampled = sampled + @sampled, violations = violations + @violations, violation = coalesce(@last, violation), violation_at = coalesce(@at, violation_at)
            where tenant = @tenant and sink = @sink
            """,
            default, ("sampled", (long)outcome.Sample.Sampled), ("violations", (long)outcome.Sample.Violations), ("last", outcome.Sample.Last),
            ("at", outcome.Sample.Violations > 0 ? scope.Now : (long?)null), ("sink", row.Key.Value));
    }

    /// <summary>Dead letters of what was delivered now stand as they are now: those of an earlier delivery of the same events go.</summary>
    private static async ValueTask BuryAsync(WriteScope scope, SinkRow row, SinkProgress progress, IReadOnlyList<DeadRecord> dead)
    {
        await scope.Sql.ExecuteAsync(
            "delete from sink_dead where tenant = @tenant and sink = @sink and position > @from and position <= @upto", default, ("sink", row.Key.Value), ("from", row.Progress.Position),
            ("upto", progress.Position));
        await scope.Sql.ForEachAsync(
            """
            insert into sink_dead (tenant, sink, position, event_id, type, reason, detail, at) select @tenant, @sink, x.position, x.event_id, x.type, x.reason, x.detail, @now
            from {rows} x where true on conflict (tenant, sink, position) do nothing
            """,
            new SqlRows().Add("position", [.. dead.Select(one => one.Event.Position)]).Add("event_id", [.. dead.Select(one => (string?)one.Event.Id)])
                .Add("type", [.. dead.Select(one => one.Event.Type)]).Add("reason", [.. dead.Select(one => (string?)one.Code)])
                .Add("detail", [.. dead.Select(one => (string?)one.Detail)]),
            default, ("sink", row.Key.Value), ("now", scope.Now));
    }

    private Task WriteAsync(SinkRow row, long epoch, Func<WriteScope, ValueTask> work) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        await epochs.CheckAsync(scope, row.Tenant, row.Organization, row.EpochKind, epoch);
        await work(scope);
    });
}

/// <summary>What became of a batch.</summary>
/// <param name="Tallies">By type.</param>
internal sealed record BatchOutcome(IReadOnlyDictionary<string, SinkTally> Tallies, IReadOnlyList<DeadRecord> Dead, SampleTally Sample)
{
    public long Delivered => Tallies.Values.Sum(one => one.Delivered);
}
