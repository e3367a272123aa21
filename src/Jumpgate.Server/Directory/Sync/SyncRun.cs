using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>
/// One try of a full sync: read everything into the stage, weigh the losses, look for what was not shown, apply. A try can end anywhere; the
/// next one goes on from what was committed.
/// </summary>
internal sealed class SyncRun(
    Store store, WriteQueue queue, Epoch epochs, SyncTarget target, RunRow row, long epoch, JumpCloudClient client, RunProgress progress, RunLog log, TimeProvider time)
{
    private readonly RunRecord record = new(queue, epochs, target, row.Run, epoch);
    private readonly Cause cause = new(CauseKind.SyncRun, row.Id);
    private readonly List<StatusReason> warnings = [];
    private RunPlan plan = RunJson.Plan(row.Plan);

    private DirectoryStage Stage => field ??= new DirectoryStage(store, queue, epochs, new StageRun(
        target.Tenant, target.Organization, target.Directory, row.Run, epoch, cause, SyncReading.SeedOf(target.Settings)));

    /// <summary>Runs until the run is done, held, failed, or this try is cancelled.</summary>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        await record.StartAsync(cancellation);
        log.Write(RunLog.Info, row.StartedAt is null ? $"Sync of {target.Name} started." : "Sync taken up again after an interruption.");
        try
        {
            await OrganizationIdentity.CheckAsync(client, target, progress, cancellation);
            var reading = await ReadAsync(cancellation);
            if (await IsHeldAsync(cancellation))
            {
                return;
            }

            await ConfirmAbsentAsync(reading, cancellation);
            await PhaseAsync(RunPhases.Applying, cancellation);
            await FinishAsync(await Stage.ApplyAsync(cancellation), cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && SyncFailure.Of(error, time.GetUtcNow()) is { } failure)
        {
            await FailAsync(failure, cancellation);
        }
        finally
        {
            await log.FlushAsync();
        }
    }

    private async Task<SyncReading> ReadAsync(CancellationToken cancellation)
    {
        var reading = new SyncReading(store, Stage, client, target.Settings, progress, log, await Stage.CommittedAsync(cancellation), time, cancellation);
        if (plan.Phase == RunPhases.Reading)
        {
            await reading.ReadAllAsync();
            plan = plan with { Skipped = [.. reading.Missing.Keys.Select(kind => kind.Route())] };
            if (reading.Missing.Count == Words.ResourceKinds.Count)
            {
                throw new NothingReadableException($"JumpCloud refuses everything to these credentials: {reading.Missing.Values.First()}");
            }
        }

        foreach (var kind in plan.Skipped ?? [])
        {
            warnings.Add(SyncFailure.Because(
                LinkProblems.MissingPermission, $"These credentials may not read {kind.Replace('-', ' ')}; they were left as they were.", time.GetUtcNow(), Severities.Warning));
        }

        return reading;
    }

    /// <summary>The guard: beyond a set share of losses nothing is applied until a person has confirmed exactly these.</summary>
    private async Task<bool> IsHeldAsync(CancellationToken cancellation)
    {
        if (plan.Phase is RunPhases.Confirming or RunPhases.Applying)
        {
            return false;
        }

        await PhaseAsync(RunPhases.Weighing, cancellation);
        var losses = await Stage.WeighAsync(target.Guard, cancellation);
        if (!losses.Held || losses.Token == plan.Confirmed)
        {
            return false;
        }

        plan = plan with { Looks = plan.Looks + 1 };
        var held = new HeldLosses(losses.Token, [.. losses.Items.Where(loss => loss.Lost > 0).Select(loss => new HeldLoss(loss.What, loss.Before, loss.Lost, loss.Share, loss.Examples))]);
        foreach (var loss in losses.Items.Where(loss => loss.Held))
        {
            log.Write(RunLog.Warning, $"Held: {loss.Lost} of {loss.Before} {loss.What} would go ({loss.Share:P0}).", loss.What, loss.Lost);
        }

        progress.State = RunStates.Held;
        await record.HoldAsync(plan, held, progress, cause, cancellation);
        return true;
    }

    /// <summary>Pages shift while they are read: what was not shown is asked for by id, and owners of missing edges are listed again.</summary>
    private async Task ConfirmAbsentAsync(SyncReading reading, CancellationToken cancellation)
    {
        if (plan.Phase == RunPhases.Applying)
        {
            return;
        }

        await PhaseAsync(RunPhases.Confirming, cancellation);
        await new SyncAbsentees(store, Stage, client, target.Settings, reading, progress, log).ConfirmAsync(cancellation);
    }

    private async Task FinishAsync(ApplyCounts applied, CancellationToken cancellation)
    {
        var counts = applied.Resources.ToDictionary(kind => kind.Key.Route(), kind => Counts(kind.Value));
        foreach (var (kind, count) in applied.Edges)
        {
            counts[kind.Word()] = Counts(count);
        }

        var seen = counts.Values.Sum(kind => kind.Seen);
        warnings.AddRange(ZeroObjects.Of(applied, plan.Skipped ?? [], target.Settings, time.GetUtcNow()));
        foreach (var warning in warnings)
        {
            log.Write(RunLog.Warning, $"{warning.Title} {warning.Detail}");
        }

        var changed = counts.Values.Sum(kind => kind.Created + kind.Updated + kind.Deleted);
        log.Write(RunLog.Info, $"Sync done: {seen} seen, {changed} changed, {progress.Requests} requests, {progress.Seconds:0.0} s.", null, changed);
        await log.FlushAsync();
        progress.State = RunStates.Done;
        await record.DoneAsync(progress, counts, Hash128.ToBytes(applied.Hash), applied.Sequence, warnings, Next(), cancellation);
        await Stage.DiscardAsync(cancellation);
    }

    private async Task FailAsync(SyncFailure failure, CancellationToken cancellation)
    {
        log.Write(RunLog.Error, $"{failure.Reason.Title} {failure.Reason.Detail}");
        await log.FlushAsync();
        await Stage.DiscardAsync(cancellation);
        var now = time.GetUtcNow();
        var failures = await FailuresInARow.CountAsync(store, target, cancellation) + 1;
        var next = Next();
        if (failure.Retry && now + SyncFailure.Wait(failures) is var retry && (next is null || retry < next))
        {
            next = retry;
        }

        progress.State = RunStates.Failed;
        await record.FailAsync(progress, failure, next, cause, cancellation);
    }

    private async Task PhaseAsync(string phase, CancellationToken cancellation)
    {
        progress.Phase = phase;
        plan = plan with { Phase = phase };
        await record.PlanAsync(plan, cancellation);
        await log.FlushAsync();
    }

    private DateTimeOffset? Next() => target.Schedule?.Next(time.GetUtcNow(), DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt ?? row.QueuedAt));

    private static KindCounts Counts(AppliedKind applied) => new(applied.Seen, applied.Created, applied.Updated, applied.Deleted, applied.Written);
}
