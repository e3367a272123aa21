using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory;

/// <summary>How far back a tenant can look, and what may be forgotten.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this RouteGroupBuilder v1)
    {
        v1.MapGet("/history", Get).Needs(Rights.Read).WithName("getHistory").WithSummary("From which sequence on the tenant's history is kept");
        v1.MapPost("/history/prune", Prune).Needs(Rights.Erase).WithName("pruneHistory")
            .WithSummary("Forget history before a sequence or time; it is refused at once, and deleted in the background");
    }

    private static async Task<Ok<HistoryState>> Get(Store store, CurrentTenant current, Retention retention, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        var (newest, from) = await StateAsync(read.Sql, cancellation);
        return TypedResults.Ok(new HistoryState(from, newest, retention.KeepDays));
    }

    private static async Task<Results<Accepted<HistoryState>, ProblemResult>> Prune(
        HistoryPrune body, HttpContext context, Store store, CurrentTenant current, Retention retention, Pruning pruning, CancellationToken cancellation)
    {
        var (tenant, caller) = (current.Id!.Value, Caller.Of(context.User)!);
        var faults = new FieldFaults();
        long before = 0;
        if (!faults.Require(body.Before, "before", "before")) return faults.ToResult()!;
        long newest;
        await using (var read = await store.ReadAsync(tenant, cancellation)) (newest, _) = await StateAsync(read.Sql, cancellation);
        if (long.TryParse(body.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) before = sequence;
        else if (ScimDateTime.TryRead(body.Before.ToUpperInvariant(), out var time)) before = await pruning.FirstSinceAsync(tenant, time.ToUnixTimeMilliseconds(), cancellation);
        else faults.Add("before", "moment_malformed", $"'{body.Before}' is no sequence and no time.", "Give a sequence (4711) or a time (2026-11-22T10:00:00Z).");
        if (sequence > newest) faults.Add("before", "in_the_future", $"The newest sequence is {newest}; {sequence} has not happened yet.");
        if (faults.ToResult() is { } refused) return refused;
        var from = await retention.PruneAsync(
            tenant, before, new Cause(CauseKind.Api, caller.Id),
            scope => scope.Audit(tenant, caller.Who, "history.prune", "history", $"before {body.Before}"), cancellation);
        return TypedResults.Accepted("/v1/history", new HistoryState(from, newest, retention.KeepDays));
    }

    private static async Task<(long Newest, long From)> StateAsync(TenantSql sql, CancellationToken cancellation) =>
        (await sql.QueryAsync("select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1)), cancellation))[0];
}
