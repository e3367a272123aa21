using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory;

/// <summary>Forgetting a person: of users and administrators.</summary>
internal static class DirectoryEraseEndpoints
{
    public static void MapErase(this RouteGroupBuilder v1)
    {
        foreach (var kind in (ResourceKind[])[ResourceKind.User, ResourceKind.Admin])
        {
            v1.MapPost("/directories/{directory:guid}/" + kind.Route() + "/{resource}/erase",
                    (Guid directory, string resource, HttpContext context, Store store, CurrentTenant current, Erasure erasure, CancellationToken cancellation) =>
                        Erase(directory, kind, resource, context, store, current, erasure, cancellation))
                .Needs(Rights.Erase).WithName($"erase{kind}").WithSummary($"Forget the personal values of {(kind == ResourceKind.Admin ? "an administrator" : "a user")}; ids stay. It cannot be undone");
        }
    }

    private static async Task<Results<Ok<Contracts.Erasure>, ProblemResult>> Erase(
        Guid directory, ResourceKind kind, string resource, HttpContext context, Store store, CurrentTenant current, Erasure erasure, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User)!;
        long? key;
        (Guid Id, string RemoteId) ids = (default, "");
        IReadOnlyList<PersonAccount> linked = [];
        await using (var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation))
        {
            key = await HistoryReads.KeyAsync(scope, kind, resource, cancellation);
            if (key is { } found)
            {
                ids = (await scope.Sql.QueryAsync(
                    "select id, remote_id from resource where tenant = @tenant and resource = @resource", row => (row.GetGuid(0), row.GetString(1)), cancellation, ("resource", found)))[0];
                linked = (await People.OfAsync(scope.Sql, [found], cancellation)).GetValueOrDefault(found)?.Accounts ?? [];
            }
        }

        return key is { } one && await erasure.RunAsync(current.Id!.Value, new ResourceKey(one), new Cause(CauseKind.Api, caller.Id), caller.Who, cancellation) is { } done
            ? TypedResults.Ok(new Contracts.Erasure(
                ids.Id, ids.RemoteId, kind.Word(), done.At, done.Sequence, done.Versions, done.Events, [.. linked.Where(account => account.Id != ids.Id)]))
            : ReadProblems.ResourceNotFound.Because($"No {kind.Word()} has or had the id or remote id '{resource}'.");
    }
}
