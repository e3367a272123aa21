using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Why a run may not be queued, confirmed or discarded.</summary>
internal enum RunRefusal { None, NoOrganization, Paused, NotHeld, OtherLosses }

/// <summary>The runs of an organization: queueing, deciding held ones, reading what was.</summary>
internal sealed class SyncRuns(Store store, WriteQueue queue, Epoch epochs, SyncSignal signal)
{
    private static readonly TimeSpan AfterGivingUp = TimeSpan.FromMinutes(15);

    /// <summary>Queues a full sync. While one is open (queued, running, held), that one is the answer.</summary>
    public async Task<(RunRow? Run, RunRefusal Refusal)> QueueAsync(TenantId tenant, OrganizationKey organization, string trigger, CancellationToken cancellation)
    {
        var (run, refusal, shard) = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await SyncTarget.FindAsync(scope.Sql, organization, default) is not { } target)
            {
                return ((RunRow?)null, RunRefusal.NoOrganization, 0);
            }

            return target.Paused ? (null, RunRefusal.Paused, 0) : (await QueueAsync(scope, organization, trigger), RunRefusal.None, (int)target.Shard);
        }, cancellation);
        if (run is { State: RunStates.Queued or RunStates.Running })
        {
            signal.Sync(shard);
        }

        return (run, refusal);
    }

    /// <summary>The same within a transaction of the caller (linking an organization queues its first sync).</summary>
    public static async ValueTask<RunRow> QueueAsync(WriteScope scope, OrganizationKey organization, string trigger)
    {
        var open = await OpenAsync(scope.Sql, organization, default);
        if (open is { State: RunStates.Held })
        {
            return open;
        }

        await scope.Sql.ExecuteAsync(
            "update organization set next_sync_at = @now where tenant = @tenant and organization = @organization and (next_sync_at is null or next_sync_at > @now)",
            default, ("now", scope.Now), ("organization", organization.Value));
        if (open is not null)
        {
            return open;
        }

        await scope.Sql.ExecuteAsync(
            """
            insert into run (tenant, organization, id, mode, trigger, state, queued_at) values (@tenant, @organization, @id, 'full', @trigger, 'queued', @now)
            """,
            default, ("organization", organization.Value), ("id", Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now))), ("trigger", trigger), ("now", scope.Now));
        return (await OpenAsync(scope.Sql, organization, default))!;
    }

    public static async Task<RunRow?> OpenAsync(TenantSql sql, OrganizationKey organization, CancellationToken cancellation) =>
        (await sql.QueryAsync(
            $"select {RunRow.Columns} from run where tenant = @tenant and organization = @organization and mode = 'full' and state in ('queued', 'running', 'held') order by run limit 1",
            RunRow.Read, cancellation, ("organization", organization.Value))).SingleOrDefault();

    public async Task<RunRow?> OpenAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await OpenAsync(read.Sql, organization, cancellation);
    }

    public static async Task<RunRow?> LastAsync(TenantSql sql, OrganizationKey organization, CancellationToken cancellation) =>
        (await sql.QueryAsync(
            $"select {RunRow.Columns} from run where tenant = @tenant and organization = @organization and mode = 'full' order by run desc limit 1",
            RunRow.Read, cancellation, ("organization", organization.Value))).SingleOrDefault();

    public async Task<RunRow?> GetAsync(TenantId tenant, Guid id, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await GetAsync(read.Sql, id, cancellation);
    }

    /// <summary>Newest first.</summary>
    public async Task<List<RunRow>> ListAsync(TenantId tenant, OrganizationKey organization, int limit, long? before, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.QueryAsync(
            $"select {RunRow.Columns} from run where tenant = @tenant and organization = @organization and run < @before order by run desc limit @limit",
            RunRow.Read, cancellation, ("organization", organization.Value), ("before", before ?? long.MaxValue), ("limit", limit));
    }

    /// <summary>Lets a held run go on, with exactly the losses of the token (those it was held for, when none is given).</summary>
    public async Task<(RunRow? Run, RunRefusal Refusal)> ConfirmAsync(TenantId tenant, Guid id, string? token, Cause cause, CancellationToken cancellation)
    {
        var (run, refusal, shard) = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var (held, fault) = await HeldAsync(scope, id);
            if (held is null || fault != RunRefusal.None)
            {
                return (held, fault, 0);
            }

            var losses = RunJson.Held(held.Held)!;
            if (token is not null && token != losses.Token)
            {
                return (held, RunRefusal.OtherLosses, 0);
            }

            var plan = RunJson.Plan(held.Plan) with { Confirmed = losses.Token };
            var shard = await SetAsync(scope, held, RunStates.Running, RunJson.Plan(plan), scope.Now);
            await scope.Changes.AddAsync(ChangeOp.RunConfirmed, cause, await DirectoryAsync(scope, held), note: id.ToString());
            return (await GetAsync(scope.Sql, id, default), RunRefusal.None, shard);
        }, cancellation);
        if (refusal == RunRefusal.None)
        {
            signal.Sync(shard);
        }

        return (run, refusal);
    }

    /// <summary>Throws away what a held run has read; the directory stays as it is, and the next sync comes by schedule.</summary>
    public async Task<(RunRow? Run, RunRefusal Refusal)> DiscardAsync(TenantId tenant, Guid id, Cause cause, CancellationToken cancellation)
    {
        var (run, refusal, directory) = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var (held, fault) = await HeldAsync(scope, id);
            if (held is null || fault != RunRefusal.None || await SyncTarget.FindAsync(scope.Sql, held.Organization, default) is not { } target)
            {
                return (held, fault, (DirectoryKey?)null);
            }

            var now = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
            await SetAsync(scope, held, RunStates.Discarded, held.Plan, target.Schedule?.Next(now, now)?.ToUnixTimeMilliseconds());
            await scope.Changes.AddAsync(ChangeOp.RunDiscarded, cause, target.Directory, note: id.ToString());
            return (await GetAsync(scope.Sql, id, default), RunRefusal.None, target.Directory);
        }, cancellation);
        if (refusal == RunRefusal.None && directory is { } of)
        {
            await ClearAsync(run!, of, cancellation);
        }

        return (run, refusal);
    }

    /// <summary>Ends a run that nothing can be made of.</summary>
    public Task GiveUpAsync(SyncTarget target, StatusReason reason, CancellationToken cancellation) =>
        queue.WriteAsync(target.Tenant, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                """
                update run set state = 'failed', ended_at = @now, error = @error
                where tenant = @tenant and organization = @organization and mode = 'full' and state in ('queued', 'running')
                """,
                default, ("now", scope.Now), ("error", RunJson.Reason(reason)), ("organization", target.Organization.Value));
            await scope.Sql.ExecuteAsync(
                "update organization set next_sync_at = @next where tenant = @tenant and organization = @organization",
                default, ("next", scope.Now + (long)AfterGivingUp.TotalMilliseconds), ("organization", target.Organization.Value));
            await SyncReasons.SetAsync(scope, target.Organization, [reason]);
        }, cancellation);

    /// <summary>Stages of runs that have ended otherwise than by being applied.</summary>
    public async Task SweepAsync(SyncTarget target, CancellationToken cancellation)
    {
        List<RunRow> left;
        await using (var read = await store.ReadAsync(target.Tenant, cancellation))
        {
            left = await read.Sql.QueryAsync(
                $"""
                select {RunRow.Columns} from run where tenant = @tenant and organization = @organization and state in ('failed', 'discarded', 'done')
                  and run in (select run from stage_plan where tenant = @tenant)
                """,
                RunRow.Read, cancellation, ("organization", target.Organization.Value));
        }

        foreach (var run in left)
        {
            await ClearAsync(run, target.Directory, cancellation);
        }
    }

    private async Task ClearAsync(RunRow run, DirectoryKey directory, CancellationToken cancellation)
    {
        var epoch = await epochs.TakeAsync(run.Tenant, run.Organization, DirectoryStage.EpochKind, cancellation);
        await new DirectoryStage(store, queue, epochs, new StageRun(run.Tenant, run.Organization, directory, run.Run, epoch, new Cause(CauseKind.SyncRun, run.Id)))
            .DiscardAsync(cancellation);
    }

    private static async ValueTask<(RunRow? Run, RunRefusal Refusal)> HeldAsync(WriteScope scope, Guid id)
    {
        var run = await GetAsync(scope.Sql, id, default);
        return run is null ? (null, RunRefusal.NoOrganization) : (run, run.State == RunStates.Held ? RunRefusal.None : RunRefusal.NotHeld);
    }

    private static async Task<RunRow?> GetAsync(TenantSql sql, Guid id, CancellationToken cancellation) =>
        (await sql.QueryAsync($"select {RunRow.Columns} from run where tenant = @tenant and id = @id", RunRow.Read, cancellation, ("id", id))).SingleOrDefault();

    private static async ValueTask<int> SetAsync(WriteScope scope, RunRow run, string state, string? plan, long? next)
    {
        await scope.Sql.ExecuteAsync(
            "update run set state = @state, plan = @plan, ended_at = case when @ends = 1 then @now else null end where tenant = @tenant and run = @run",
            default, ("state", state), ("plan", plan), ("ends", state == RunStates.Discarded ? 1 : 0), ("now", scope.Now), ("run", run.Run));
        await scope.Sql.ExecuteAsync(
            "update organization set next_sync_at = @next where tenant = @tenant and organization = @organization",
            default, ("next", next), ("organization", run.Organization.Value));
        return await scope.Sql.ScalarAsync<int>(
            "select cast(shard as integer) from organization where tenant = @tenant and organization = @organization", default, ("organization", run.Organization.Value));
    }

    private static async ValueTask<DirectoryKey?> DirectoryAsync(WriteScope scope, RunRow run) =>
        (await SyncTarget.FindAsync(scope.Sql, run.Organization, default))?.Directory;
}
