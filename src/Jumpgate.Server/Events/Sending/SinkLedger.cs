using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Commits how far a sink is, under the epoch of the run: a run that was overtaken moves nothing.</summary>
internal sealed class SinkLedger(WriteQueue queue, Epoch epochs)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public Task<long> BeginAsync(SinkRow row, CancellationToken ct) => epochs.TakeAsync(row.Tenant, row.Organization, row.EpochKind, ct);

    /// <exception cref="StaleEpochException">A newer run has begun, or the sink is gone.</exception>
    public Task CommitAsync(SinkRow row, long epoch, SinkProgress progress, IReadOnlyDictionary<string, SinkTally> tallies) => WriteAsync(row, epoch, async scope =>
    {
        await scope.Sql.ExecuteAsync(
            $"""
            update sink set position = @position, progress = @progress, wake_at = @wake, reason = null, detail = null, tries = 0, next_at = null
              {(tallies.Count > 0 ? ", delivered_at = @now" : "")} where tenant = @tenant and sink = @sink
            """,
            default,
            [
                ("position", progress.Position), ("progress", progress.State), ("wake", progress.WakeAt), ("sink", row.Key.Value),
                .. tallies.Count > 0 ? [("now", (object?)scope.Now)] : Array.Empty<(string, object?)>(),
            ]);
        var all = tallies.ToList();
        await scope.Sql.ForEachAsync(
            """
            insert into sink_count (tenant, sink, type, delivered, base, dead) select @tenant, @sink, x.type, x.delivered, x.base, x.dead from {rows} x where true
            on conflict (tenant, sink, type) do update set
              delivered = sink_count.delivered + excluded.delivered, base = sink_count.base + excluded.base, dead = sink_count.dead + excluded.dead
            """,
            new SqlRows().Add("type", all.ConvertAll(one => (string?)one.Key)).Add("delivered", all.ConvertAll(one => one.Value.Delivered))
                .Add("base", all.ConvertAll(one => one.Value.Base)).Add("dead", all.ConvertAll(one => one.Value.Dead)),
            default, ("sink", row.Key.Value));
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

    /// <summary>The attempt failed; the next one is due after 1 s, then twice as long, up to a minute.</summary>
    public Task FailedAsync(SinkRow row, string reason, string detail) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(row.Tries, 10))));
        await scope.Sql.ExecuteAsync(
            "update sink set reason = @reason, detail = @detail, tries = @tries, next_at = @next where tenant = @tenant and sink = @sink", default,
            ("reason", reason), ("detail", detail), ("tries", row.Tries + 1), ("next", scope.Now + (long)wait.TotalMilliseconds), ("sink", row.Key.Value));
    });

    private Task WriteAsync(SinkRow row, long epoch, Func<WriteScope, ValueTask> work) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        await epochs.CheckAsync(scope, row.Tenant, row.Organization, row.EpochKind, epoch);
        await work(scope);
    });
}
