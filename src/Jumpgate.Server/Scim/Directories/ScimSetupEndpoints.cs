using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Setting a pushed directory up by a link: make it where the link names none, and its tokens. Everything else is its owners'.</summary>
internal static class ScimSetupEndpoints
{
    public static void MapScimSetup(this RouteGroupBuilder setup)
    {
        setup.MapPost("/directories", Create).AddEndpointFilter(SetupVisit.NotYetUsedAsync);
        var own = setup.MapOwnDirectory();
        own.MapGet("/tokens", ScimTokenEndpoints.List);
        own.MapPost("/tokens", ScimTokenEndpoints.Create);
        own.MapDelete("/tokens/{token:guid}", ScimTokenEndpoints.Revoke);
    }

    private static Task<Results<Created<DirectoryCreated>, ProblemResult>> Create(
        DirectoryCreate body, HttpContext context, ScimDirectories directories, TenantCatalog tenants, TenantChoice choice, CancellationToken cancellation) =>
        ScimDirectoryEndpoints.Create(body with { Settings = null }, context, directories, tenants, choice, cancellation);
}
