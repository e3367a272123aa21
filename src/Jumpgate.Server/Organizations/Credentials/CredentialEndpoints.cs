using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Organizations.Credentials;

internal static class CredentialEndpoints
{
    private static readonly string[] Acts = ["stage", "prove", "switch", "drop", "replace"];

    public static void MapCredentials(this RouteGroupBuilder v1)
    {
        v1.MapPost("/organizations/{id:guid}/credentials", Act).Needs(Rights.Link).WithName("actOnCredentials").WithSummary("Stage, prove, switch, drop or replace a credential");
        v1.MapPost("/organizations/{id:guid}/check", Check).Needs(Rights.Link).WithName("checkOrganization").WithSummary("Ask JumpCloud again what the active credential may do");
    }

    private static async Task<Results<Ok<Organization>, ProblemResult>> Act(
        Guid id, CredentialAct body, HttpContext context, CurrentTenant current, OrganizationLinks links, CredentialActs acts, RegionCatalog regions,
        OrganizationView view, TimeProvider time, CancellationToken cancellation)
    {
        if (await links.FindAsync(current.Id!.Value, id, cancellation) is not { } link) return OrganizationEndpoints.Unknown();
        var faults = new FieldFaults();
        if (!Acts.Contains(body.Do)) faults.Add("do", "unknown_act", $"do is one of {string.Join(", ", Acts)}.");
        GivenCredential? given = null;
        if (body.Do is "stage" or "replace")
        {
            given = GivenCredential.Read(body.Method ?? link.Method, body.ApiKey, body.ClientId, body.ClientSecret, faults, regions.All);
            if (body.ExpiresAt <= time.GetUtcNow()) faults.Add("expiresAt", "in_the_past", "expiresAt lies in the past: this credential has ended.");
        }

        if (faults.ToResult(faults.All is [{ Code: "paste_suspicious" }] ? LinkProblems.PasteSuspicious : null) is { } refused) return refused;
        var caller = Caller.Of(context.User)!;
        var region = regions.Find(link.Region)!;
        var problem = body.Do switch
        {
            "stage" => await acts.StageAsync(link, region, given!, body.ExpiresAt, caller, cancellation),
            "replace" => await acts.ReplaceAsync(link, region, given!, body.ExpiresAt, caller, cancellation),
            "prove" => await acts.ProveStandbyAsync(link, region, caller, cancellation),
            "switch" => await acts.SwitchAsync(link, region, caller, cancellation),
            _ => await acts.DropAsync(link, caller, cancellation),
        };
        return problem is null ? await ShowAsync(link, links, view, cancellation) : problem;
    }

    private static async Task<Results<Ok<Organization>, ProblemResult>> Check(
        Guid id, HttpContext context, CurrentTenant current, OrganizationLinks links, CredentialActs acts, RegionCatalog regions, OrganizationView view,
        CancellationToken cancellation)
    {
        if (await links.FindAsync(current.Id!.Value, id, cancellation) is not { } link) return OrganizationEndpoints.Unknown();
        return await acts.RecheckAsync(link, regions.Find(link.Region)!, Caller.Of(context.User)!, cancellation) is { } problem
            ? problem
            : await ShowAsync(link, links, view, cancellation);
    }

    private static async Task<Results<Ok<Organization>, ProblemResult>> ShowAsync(
        LinkedOrganization link, OrganizationLinks links, OrganizationView view, CancellationToken cancellation) =>
        await links.FindAsync(link.Tenant, link.Key, cancellation) is { } now ? TypedResults.Ok(await view.ShowAsync(now, cancellation)) : OrganizationEndpoints.Unknown();
}
