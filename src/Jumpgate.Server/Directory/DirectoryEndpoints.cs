using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Directory;

internal static class DirectoryEndpoints
{
    public static void MapDirectories(this RouteGroupBuilder v1)
    {
        v1.MapGet("/directories", List).Needs(Rights.Read).WithName("listDirectories")
            .WithSummary("Directories of the tenant, with how many resources and edges of each kind they hold");
        v1.MapGet("/directories/{directory:guid}", Get).Needs(Rights.Read).WithName("getDirectory").WithSummary("A directory");
        v1.MapGet("/people/{person:guid}", GetPerson).Needs(Rights.Read).WithName("getPerson")
            .WithSummary("A person: the accounts that belong to one human, each with the rule and reason of the join");
    }

    private static async Task<Ok<Page<Contracts.Directory>>> List(HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var limit = ListRequest.LimitOf(context.Request);
        var list = $"{current.Id}/directories";
        var after = ListCursor.Read(ListRequest.One(context.Request.Query, "cursor"), list) is { Keys: [{ } key] }
            ? int.Parse(key, System.Globalization.CultureInfo.InvariantCulture) : 0;
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        var rows = await DirectoryCatalog.RowsAsync(read.Sql, null, after, limit + 1, id => ScimEndpointUrl.Of(context.Request, id), cancellation);
        var next = rows.Count > limit ? new ListCursor(0, [rows[limit - 1].Key.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Write(list) : null;
        return TypedResults.Ok(new Page<Contracts.Directory>([.. rows.Take(limit).Select(row => row.Directory)], next, null));
    }

    internal static async Task<Results<Ok<Contracts.Directory>, ProblemResult>> Get(
        Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        return await DirectoryCatalog.RowsAsync(read.Sql, directory, 0, 1, id => ScimEndpointUrl.Of(context.Request, id), cancellation) is [var row]
            ? TypedResults.Ok(row.Directory)
            : HttpProblems.NotFound.Because("No directory has this id.");
    }

    private static async Task<Results<Ok<Person>, ProblemResult>> GetPerson(Guid person, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        return await People.FindAsync(read.Sql, person, cancellation) is { } found
            ? TypedResults.Ok(found)
            : HttpProblems.NotFound.Because("No person has this id.");
    }
}
