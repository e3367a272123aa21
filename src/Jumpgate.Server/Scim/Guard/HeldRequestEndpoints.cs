using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Guard;

internal static class HeldRequestEndpoints
{
    private const string Route = "/directories/{directory:guid}/held-requests";

    public static void MapHeldRequests(this RouteGroupBuilder v1)
    {
        v1.MapGet(Route, List).Needs(Rights.Read).WithName("listHeldRequests")
            .WithSummary("Requests of a SCIM client that wait for a person because they would empty a group that gives an administrator-like role; state=all shows decided ones too");
        v1.MapGet(Route + "/{held:guid}", Get).Needs(Rights.Read).WithName("getHeldRequest").WithSummary("A held request");
        v1.MapPost(Route + "/{held:guid}/confirm", Confirm).Needs(Rights.Sync).WithName("confirmHeldRequest").WithSummary("Do a held request on what stands now");
        v1.MapPost(Route + "/{held:guid}/discard", Discard).Needs(Rights.Sync).WithName("discardHeldRequest").WithSummary("Drop a held request");
    }

    private static async Task<Results<Ok<Page<HeldRequest>>, ProblemResult>> List(
        Guid directory, string? state, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        if (state is not (null or "" or "all" or HeldRequests.Held or HeldRequests.Confirmed or HeldRequests.Discarded))
            return HttpProblems.ParameterInvalid.Because("state is held, confirmed, discarded or all.", "state");
        var page = PageRequest.Read(context.Request);
        Guid? before = page.After is null ? null : Guid.TryParse(page.After, out var last) ? last : throw new ProblemException(
            HttpProblems.ParameterInvalid.Because("cursor is taken as it stands in 'next' of the page before.", "cursor"));
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        if (await ScimDirectories.KeyAsync(read.Sql, directory, cancellation) is not { } key) return await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation);
        var rows = await HeldRequests.ListAsync(read.Sql, key, state switch { null or "" => HeldRequests.Held, "all" => null, _ => state }, before, page.Limit + 1, cancellation);
        return TypedResults.Ok(new Page<HeldRequest>([.. rows.Take(page.Limit)], rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Id.ToString()) : null, null));
    }

    private static async Task<Results<Ok<HeldRequest>, ProblemResult>> Get(Guid directory, Guid held, Store store, CurrentTenant current, CancellationToken cancellation) =>
        await FindAsync(store, current.Id!.Value, directory, held, cancellation) is (_, var found) ? TypedResults.Ok(found) : Missing();

    private static async Task<Results<Ok<HeldRequest>, ProblemResult>> Confirm(
        Guid directory, Guid held, HttpContext context, HeldRequests requests, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        if (await FindAsync(store, current.Id!.Value, directory, held, cancellation) is not var (key, found)) return Missing();
        if (Decided(found) is { } refused) return refused;
        await requests.ConfirmAsync(Caller.Of(context.User)!, current.Id.Value, key, directory, held, cancellation);
        return await Get(directory, held, store, current, cancellation);
    }

    private static async Task<Results<Ok<HeldRequest>, ProblemResult>> Discard(
        Guid directory, Guid held, HttpContext context, HeldRequests requests, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        if (await FindAsync(store, current.Id!.Value, directory, held, cancellation) is not var (key, found)) return Missing();
        if (Decided(found) is { } refused) return refused;
        await requests.DiscardAsync(Caller.Of(context.User)!, current.Id.Value, key, held, cancellation);
        return await Get(directory, held, store, current, cancellation);
    }

    private static async Task<(DirectoryKey, HeldRequest)?> FindAsync(Store store, TenantId tenant, Guid directory, Guid held, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await ScimDirectories.KeyAsync(read.Sql, directory, cancellation) is { } key && await HeldRequests.FindAsync(read.Sql, key, held, cancellation) is { } found ? (key, found) : null;
    }

    private static ProblemResult? Decided(HeldRequest found) => found.State == HeldRequests.Held ? null
        : ScimProblems.HeldRequestDecided.Because($"It was {found.State} by {found.DecidedBy} at {found.DecidedAt:u}.");

    private static ProblemResult Missing() => HttpProblems.NotFound.Because("The directory holds no request with this id.");
}
