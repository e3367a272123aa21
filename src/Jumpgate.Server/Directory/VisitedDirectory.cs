using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Directory;

/// <summary>What somebody who sets a pushed directory up by a link sees of it: how it is, its users and groups with their members and history.</summary>
internal static class VisitedDirectory
{
    public static void MapVisitedDirectory(this RouteGroupBuilder setup)
    {
        var own = setup.MapOwnDirectory();
        own.MapGet("", Get);
        DirectoryResourceEndpoints.MapVisited(own, ResourceKind.User);
        DirectoryResourceEndpoints.MapVisited(own, ResourceKind.Group);
        DirectoryChangeEndpoints.MapVisited(own, ResourceKind.User);
        DirectoryChangeEndpoints.MapVisited(own, ResourceKind.Group);
        own.MapGet("/edges", DirectoryEdgeEndpoints.List);
    }

    // What its owners set, such as another organization it is compared with, is theirs.
    private static async Task<IResult> Get(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var found = await DirectoryEndpoints.Get(directory, context, store, current, cancellation);
        return found.Result is Ok<Contracts.Directory> { Value: { Scim: { } scim } whole }
            ? TypedResults.Ok(whole with { Scim = scim with { Settings = new ScimSettings() } })
            : found.Result;
    }
}
