using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Tenancy.Handover;

internal static class SetupLinkEndpoints
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static void MapSetupLinks(this RouteGroupBuilder v1)
    {
        v1.MapGet("/portal-sessions", List).Needs(Rights.Link).WithName("listPortalSessions").WithSummary("Setup links of a tenant, without their addresses");
        v1.MapPost("/portal-sessions", Create).NeedsWithoutTenant(Rights.Link).WithName("createPortalSession").WithSummary("Make a setup link for somebody without an account; its address is shown this once");
        v1.MapDelete("/portal-sessions/{id:guid}", Revoke).Needs(Rights.Link).WithName("revokePortalSession").WithSummary("Revoke a setup link and every page opened by it");
    }

    private static async Task<Ok<Page<PortalSession>>> List(
        HttpContext context, SetupLinks links, TenantCatalog tenants, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var rows = await links.ListAsync(current.Id!.Value, page, cancellation);
        var tenant = (await tenants.GetAsync(current.Id!.Value, cancellation)).Name;
        return TypedResults.Ok(new Page<PortalSession>(
            [.. rows.Take(page.Limit).Select(row => ToContract(row, tenant))],
            rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Id.ToString()) : null,
            null));
    }

    private static async Task<Results<Created<PortalSession>, ProblemResult>> Create(
        PortalSessionCreate body, HttpContext context, SetupLinks links, TenantCatalog tenants, TenantChoice choice, CancellationToken cancellation)
    {
        var tenant = await choice.RequireAsync(body.Tenant, cancellation);
        var faults = new FieldFaults();
        if (faults.Require(body.Purpose, "purpose", "The purpose") && !SetupPurposes.All.Contains(body.Purpose))
            faults.Add("purpose", "unknown_purpose", $"A setup link is for {string.Join(" or ", SetupPurposes.All)}.", "Send \"purpose\": \"link\" to connect an organization, \"scim\" to set a pushed directory up.");
        else if (body.Directory is not null && body.Purpose != SetupPurposes.Scim)
            faults.Add("directory", "purpose_without_directory", "Only a link with the purpose scim is about a directory.", "Leave directory out, or send \"purpose\": \"scim\".");
        else if (body.Directory is { } named && !await links.HasPushedAsync(tenant, named, cancellation))
            faults.Add("directory", "directory_unknown", "The tenant has no pushed directory with this id.", "Name one of GET /v1/directories whose source is scim, or leave it out: the visitor then makes one.");
        var life = string.IsNullOrEmpty(body.ExpiresIn) ? Usual : faults.Duration(body.ExpiresIn, "expiresIn", Least, Longest);
        var embed = string.IsNullOrEmpty(body.Embed) ? null : EmbedOrigin.Read(body.Embed);
        if (embed is null && !string.IsNullOrEmpty(body.Embed))
            faults.Add("embed", "origin_malformed", "embed is no origin that can frame the page.", "Give scheme and host alone, such as https://app.example.com; http only for this machine itself.");
        if (faults.ToResult() is { } refused) return refused;

        var (row, token) = await links.CreateAsync(Caller.Of(context.User)!, tenant, body.Purpose, life!.Value, embed, body.Directory, cancellation);
        var url = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{SetupVisit.Page}/{token}";
        var name = (await tenants.GetAsync(tenant, cancellation)).Name;
        return TypedResults.Created($"/v1/portal-sessions/{row.Id}", ToContract(row, name) with { Url = url });
    }

    private static async Task<Results<NoContent, ProblemResult>> Revoke(
        Guid id, HttpContext context, SetupLinks links, CurrentTenant current, CancellationToken cancellation) =>
        await links.RevokeAsync(Caller.Of(context.User)!, current.Id!.Value, id, cancellation)
            ? TypedResults.NoContent()
            : HttpProblems.NotFound.Because("No setup link has this id.");

    private static PortalSession ToContract(SetupLinkRow row, string tenant) => new(
        row.Id, tenant, row.Purpose, row.Embed, row.CreatedBy, At(row.CreatedAt), At(row.ExpiresAt),
        row.OpenedAt is { } opened ? At(opened) : null, row.Organization, row.RevokedAt is { } revoked ? At(revoked) : null,
        Directory: row.Directory);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
