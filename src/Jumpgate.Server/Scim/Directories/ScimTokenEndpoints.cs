using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Bearer tokens of a pushed directory: several at a time, so that a client can be moved from one to the next.</summary>
internal static class ScimTokenEndpoints
{
    public static void MapScimTokens(this RouteGroupBuilder v1)
    {
        v1.MapGet("/directories/{directory:guid}/tokens", List).Needs(Rights.Link).WithName("listScimTokens").WithSummary("Bearer tokens of a pushed directory, without their text");
        v1.MapPost("/directories/{directory:guid}/tokens", Create).Needs(Rights.Link).WithName("createScimToken").WithSummary("Make another bearer token; its text is shown this once");
        v1.MapDelete("/directories/{directory:guid}/tokens/{token:guid}", Revoke).Needs(Rights.Link).WithName("revokeScimToken").WithSummary("Revoke a bearer token");
    }

    internal static async Task<Results<Ok<Page<ScimToken>>, ProblemResult>> List(
        Guid directory, HttpContext context, ScimTokens tokens, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        if (await tokens.ListAsync(current.Id!.Value, directory, page, cancellation) is not { } rows)
            return await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation);
        return TypedResults.Ok(new Page<ScimToken>(
            [.. rows.Take(page.Limit)], rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Id.ToString()) : null, null));
    }

    internal static async Task<Results<Created<ScimToken>, ProblemResult>> Create(
        Guid directory, ScimTokenCreate body, HttpContext context, ScimTokens tokens, Store store, CurrentTenant current, TimeProvider time, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        faults.Plain(body.Name, "name", ScimTokens.LongestName);
        if (body.ExpiresAt <= time.GetUtcNow()) faults.Add("expiresAt", "in_the_past", "expiresAt lies in the past.", "Give a later time, or leave it out.");
        if (faults.ToResult() is { } refused) return refused;
        return await tokens.CreateAsync(Caller.Of(context.User)!, current.Id!.Value, directory, body, cancellation) switch
        {
            null => await ScimDirectoryEndpoints.MissingAsync(store, current.Id.Value, directory, cancellation),
            { Full: true } => ScimProblems.TooManyTokens.Because($"It has {ScimTokens.MostTokens} that are not revoked."),
            { Token: var token } => TypedResults.Created($"/v1/directories/{directory}/tokens/{token.Id}", token),
        };
    }

    internal static async Task<Results<NoContent, ProblemResult>> Revoke(
        Guid directory, Guid token, HttpContext context, ScimTokens tokens, CurrentTenant current, CancellationToken cancellation) =>
        await tokens.RevokeAsync(Caller.Of(context.User)!, current.Id!.Value, directory, token, cancellation)
            ? TypedResults.NoContent()
            : HttpProblems.NotFound.Because("No pushed directory with this id has a token with that one.");
}
