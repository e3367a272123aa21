using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Cause = Jumpgate.Server.Data.Cause;
using RunContract = Jumpgate.Contracts.SyncRun;

namespace Jumpgate.Server.Directory.Sync;

internal static class SyncEndpoints
{
    public static void MapSyncEndpoints(this RouteGroupBuilder v1)
    {
        v1.MapPost("/organizations/{id:guid}/sync", SyncNow).Needs(Rights.Sync).WithName("syncNow")
            .WithSummary("Sync now; while a run is open, that one is the answer");
        v1.MapPost("/organizations/{id:guid}/pause", Pause).Needs(Rights.Sync).WithName("pauseOrganization").WithSummary("Stop syncing until resumed; an open run keeps what it has read");
        v1.MapPost("/organizations/{id:guid}/resume", Resume).Needs(Rights.Sync).WithName("resumeOrganization").WithSummary("Sync again, from where it stopped");
        v1.MapGet("/organizations/{id:guid}/runs", Runs).Needs(Rights.Read).WithName("listRuns").WithSummary("Runs of an organization, newest first");
        v1.MapGet("/organizations/{id:guid}/progress", Progress).Needs(Rights.Read).WithName("getProgress").WithSummary("How far the open run is, or how the last one ended");
        v1.MapGet("/runs/{id:guid}", Run).Needs(Rights.Read).WithName("getRun").WithSummary("One run with its log");
        v1.MapPost("/runs/{id:guid}/confirm", Confirm).Needs(Rights.Sync).WithName("confirmRun").WithSummary("Apply a held run with exactly the losses shown");
        v1.MapPost("/runs/{id:guid}/discard", Discard).Needs(Rights.Sync).WithName("discardRun").WithSummary("Throw a held run away");
    }

    private static async Task<Results<Accepted<RunContract>, ProblemResult>> SyncNow(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, SyncRuns runs, CancellationToken cancellation)
    {
        if (await TargetAsync(store, tenant, id, cancellation) is not { } target)
        {
            return NoOrganization();
        }

        var (run, refusal) = await runs.QueueAsync(target.Tenant, target.Organization, "manual", cancellation);
        return refusal switch
        {
            RunRefusal.Paused => SyncProblems.Paused.Because($"{target.Name} is paused."),
            RunRefusal.None => TypedResults.Accepted($"/v1/runs/{run!.Id}", run.ToContract(target.Id)),
            _ => NoOrganization(),
        };
    }

    private static Task<Results<Ok<Organization>, ProblemResult>> Pause(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, OrganizationPause pause, OrganizationView view, CancellationToken cancellation) =>
        SetPausedAsync(id, true, context, tenant, store, pause, view, cancellation);

    private static Task<Results<Ok<Organization>, ProblemResult>> Resume(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, OrganizationPause pause, OrganizationView view, CancellationToken cancellation) =>
        SetPausedAsync(id, false, context, tenant, store, pause, view, cancellation);

    private static async Task<Results<Ok<Organization>, ProblemResult>> SetPausedAsync(
        Guid id, bool paused, HttpContext context, CurrentTenant tenant, Store store, OrganizationPause pause, OrganizationView view, CancellationToken cancellation)
    {
        if (await TargetAsync(store, tenant, id, cancellation) is not { } target)
        {
            return NoOrganization();
        }

        return await pause.SetAsync(target, paused, Caller.Of(context.User)!, cancellation) is { } link
            ? TypedResults.Ok(await view.ShowAsync(link, cancellation)) : NoOrganization();
    }

    private static async Task<Results<Ok<Page<RunContract>>, ProblemResult>> Runs(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, SyncRuns runs, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        if (await TargetAsync(store, tenant, id, cancellation) is not { } target)
        {
            return NoOrganization();
        }

        var rows = await runs.ListAsync(target.Tenant, target.Organization, page.Limit + 1, page.After is null ? null : page.AfterNumber, cancellation);
        return TypedResults.Ok(new Page<RunContract>(
            [.. rows.Take(page.Limit).Select(row => row.ToContract(target.Id))],
            rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Run.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Ok<SyncProgress>, ProblemResult>> Progress(
        Guid id, CurrentTenant tenant, Store store, SyncProgressBoard board, CancellationToken cancellation)
    {
        if (await TargetAsync(store, tenant, id, cancellation) is not { } target)
        {
            return NoOrganization();
        }

        if (board.Find(target.Tenant, target.Organization) is { } progress)
        {
            return TypedResults.Ok(progress.Snapshot());
        }

        await using var read = await store.ReadAsync(target.Tenant, cancellation);
        return await SyncRuns.LastAsync(read.Sql, target.Organization, cancellation) is { } last
            ? TypedResults.Ok(SyncProgressBoard.FromRow(last))
            : SyncProblems.NeverSynced.Because("Its first sync has not been queued yet.");
    }

    private static async Task<Results<Ok<RunContract>, ProblemResult>> Run(Guid id, CurrentTenant tenant, Store store, SyncRuns runs, CancellationToken cancellation)
    {
        if (tenant.Id is not { } of || await runs.GetAsync(of, id, cancellation) is not { } row)
        {
            return NoRun();
        }

        await using var read = await store.ReadAsync(of, cancellation);
        return TypedResults.Ok(row.ToContract(await OrganizationIdAsync(read.Sql, row, cancellation), await RunLog.ReadAsync(read.Sql, row.Run, cancellation)));
    }

    private static async Task<Results<Ok<RunContract>, ProblemResult>> Confirm(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, SyncRuns runs, CancellationToken cancellation, RunConfirm? body = null)
    {
        if (tenant.Id is not { } of)
        {
            return NoRun();
        }

        var (run, refusal) = await runs.ConfirmAsync(of, id, body?.Token, new Cause(CauseKind.Api, Caller.Of(context.User)!.Id), cancellation);
        return await DecidedAsync(run, refusal, store, cancellation);
    }

    private static async Task<Results<Ok<RunContract>, ProblemResult>> Discard(
        Guid id, HttpContext context, CurrentTenant tenant, Store store, SyncRuns runs, CancellationToken cancellation)
    {
        if (tenant.Id is not { } of)
        {
            return NoRun();
        }

        var (run, refusal) = await runs.DiscardAsync(of, id, new Cause(CauseKind.Api, Caller.Of(context.User)!.Id), cancellation);
        return await DecidedAsync(run, refusal, store, cancellation);
    }

    private static async Task<Results<Ok<RunContract>, ProblemResult>> DecidedAsync(RunRow? run, RunRefusal refusal, Store store, CancellationToken cancellation)
    {
        if (run is null)
        {
            return NoRun();
        }

        switch (refusal)
        {
            case RunRefusal.NotHeld:
                return SyncProblems.NotHeld.Because($"The run is {run.State}.");
            case RunRefusal.OtherLosses:
                return SyncProblems.OtherLosses.Because("The losses have changed since they were shown.");
        }

        await using var read = await store.ReadAsync(run.Tenant, cancellation);
        return TypedResults.Ok(run.ToContract(await OrganizationIdAsync(read.Sql, run, cancellation)));
    }

    private static async Task<SyncTarget?> TargetAsync(Store store, CurrentTenant tenant, Guid id, CancellationToken cancellation)
    {
        if (tenant.Id is not { } of)
        {
            return null;
        }

        await using var read = await store.ReadAsync(of, cancellation);
        return await SyncTarget.FindAsync(read.Sql, id, cancellation);
    }

    private static async Task<Guid> OrganizationIdAsync(TenantSql sql, RunRow row, CancellationToken cancellation) =>
        (await SyncTarget.FindAsync(sql, row.Organization, cancellation))?.Id ?? Guid.Empty;

    private static ProblemResult NoOrganization() => HttpProblems.NotFound.Because("No organization has this id.");

    private static ProblemResult NoRun() => HttpProblems.NotFound.Because("No run has this id.");
}
