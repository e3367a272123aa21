using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Writes how a run goes on: every write checks that no newer try of it has begun.</summary>
internal sealed class RunRecord(WriteQueue queue, Epoch epochs, SyncTarget target, long run, long epoch)
{
    public Task StartAsync(CancellationToken cancellation) => WriteAsync(
        "update run set state = 'running', epoch = @epoch, started_at = coalesce(started_at, @now), ended_at = null where tenant = @tenant and run = @run",
        cancellation, ("epoch", epoch));

    public Task PlanAsync(RunPlan plan, CancellationToken cancellation) =>
        WriteAsync("update run set plan = @plan where tenant = @tenant and run = @run", cancellation, ("plan", RunJson.Plan(plan)));

    /// <summary>Counts as they rise, for whoever asks another node.</summary>
    public Task ProgressAsync(RunProgress progress, CancellationToken cancellation) => WriteAsync(
        "update run set counts = @counts, requests = @requests, seconds = @seconds where tenant = @tenant and run = @run and state = 'running'",
        cancellation, ("counts", RunJson.Counts(progress.Counts())), ("requests", progress.Requests), ("seconds", progress.Seconds));

    public Task HoldAsync(RunPlan plan, HeldLosses losses, RunProgress progress, Cause cause, CancellationToken cancellation) => WriteAsync(async scope =>
    {
        await scope.Sql.ExecuteAsync(
            "update run set state = 'held', plan = @plan, held = @held, counts = @counts, requests = @requests, seconds = @seconds where tenant = @tenant and run = @run",
            default, ("plan", RunJson.Plan(plan)), ("held", RunJson.Held(losses)), ("counts", RunJson.Counts(progress.Counts())),
            ("requests", progress.Requests), ("seconds", progress.Seconds), ("run", run));
        await NextAsync(scope, null);
        await scope.Changes.AddAsync(ChangeOp.RunHeld, cause, target.Directory, note: cause.Id?.ToString());
    }, cancellation);

    public Task DoneAsync(
        RunProgress progress, IReadOnlyDictionary<string, KindCounts> counts, byte[] hash, long sequence, List<StatusReason> warnings, DateTimeOffset? next,
        CancellationToken cancellation) => WriteAsync(async scope =>
    {
        await scope.Sql.ExecuteAsync(
            """
            update run set state = 'done', ended_at = @now, counts = @counts, requests = @requests, seconds = @seconds, hash = @hash, sequence = @sequence,
              warnings = @warnings, held = null, error = null where tenant = @tenant and run = @run
            """,
            default, ("now", scope.Now), ("counts", RunJson.Counts(counts)), ("requests", progress.Requests), ("seconds", progress.Seconds), ("hash", hash),
            ("sequence", sequence), ("warnings", RunJson.Reasons(warnings)), ("run", run));
        await scope.Sql.ExecuteAsync(
            "update organization set last_good_sync_at = @now, last_good_call_at = @now, next_refresh_at = coalesce(next_refresh_at, @now) where tenant = @tenant and organization = @organization",
            default, ("now", scope.Now), ("organization", target.Organization.Value));
        await SyncReasons.SetAsync(scope, target.Organization, warnings);
        await NextAsync(scope, next?.ToUnixTimeMilliseconds());
    }, cancellation);

    public Task FailAsync(
        RunProgress progress, SyncFailure failure, DateTimeOffset? next, Cause cause, CancellationToken cancellation) => WriteAsync(async scope =>
    {
        await scope.Sql.ExecuteAsync(
            """
            update run set state = 'failed', ended_at = @now, counts = @counts, requests = @requests, seconds = @seconds, error = @error, held = null
            where tenant = @tenant and run = @run
            """,
            default, ("now", scope.Now), ("counts", RunJson.Counts(progress.Counts())), ("requests", progress.Requests), ("seconds", progress.Seconds),
            ("error", RunJson.Reason(failure.Reason)), ("run", run));
        await SyncReasons.SetAsync(scope, target.Organization, [failure.Reason]);
        await NextAsync(scope, next?.ToUnixTimeMilliseconds());
        await scope.Changes.AddAsync(ChangeOp.RunFailed, cause, target.Directory, note: failure.Reason.Code);
    }, cancellation);

    /// <summary>The next time this organization is looked at; a node that stopped in between leaves it due.</summary>
    public Task NextAsync(DateTimeOffset? next, CancellationToken cancellation) =>
        WriteAsync(scope => NextAsync(scope, next?.ToUnixTimeMilliseconds()), cancellation);

    private async ValueTask NextAsync(WriteScope scope, long? next) => await scope.Sql.ExecuteAsync(
        "update organization set next_sync_at = @next where tenant = @tenant and organization = @organization",
        default, ("next", next), ("organization", target.Organization.Value));

    private Task WriteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] args) => WriteAsync(
        async scope => await scope.Sql.ExecuteAsync(sql, default, [.. args, ("run", run), .. sql.Contains("@now", StringComparison.Ordinal) ? [("now", (object?)scope.Now)] : Array.Empty<(string, object?)>()]),
        cancellation);

    private Task WriteAsync(Func<WriteScope, ValueTask> work, CancellationToken cancellation) => queue.WriteAsync(
        target.Tenant, WritePriority.Interactive, async scope =>
        {
            await epochs.CheckAsync(scope, target.Tenant, target.Organization, DirectoryStage.EpochKind, epoch);
            await work(scope);
        }, cancellation);
}
