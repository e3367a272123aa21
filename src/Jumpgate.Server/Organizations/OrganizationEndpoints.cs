using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations.Checks;
using Jumpgate.Server.Organizations.Credentials;
using Jumpgate.Server.Organizations.Paste;
using Jumpgate.Server.Organizations.Settings;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Http.HttpResults;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Organizations;

internal static class OrganizationEndpoints
{
    private const int LongestName = 200;
    private const string Production = "production";
    private static readonly string[] Types = [Production, "test"];

    public static void MapOrganizations(this RouteGroupBuilder v1)
    {
        v1.MapGet("/regions", Regions).NeedsWithoutTenant(Rights.Read).WithName("listRegions").WithSummary("Regions an organization can be linked in");
        v1.MapPost("/paste-check", CheckPaste).NeedsWithoutTenant(Rights.Link).WithName("checkPaste").WithSummary("What a pasted text is, and what is wrong with it");
        v1.MapGet("/organizations", List).Needs(Rights.Read).WithName("listOrganizations").WithSummary("Linked organizations of a tenant");
        v1.MapPost("/organizations", Link).NeedsWithoutTenant(Rights.Link).Accepts<OrganizationLink>("application/json").WithName("linkOrganization").WithSummary("Link a JumpCloud organization; the credentials are checked before anything is stored");
        v1.MapPost("/organizations/discover", Discover).NeedsWithoutTenant(Rights.Link).WithName("discoverOrganizations").WithSummary("Organizations a credential sees, before linking");
        v1.MapGet("/organizations/{id:guid}", Get).Needs(Rights.Read).WithName("getOrganization").WithSummary("One linked organization");
        v1.MapPatch("/organizations/{id:guid}", Update).Needs(Rights.Link).Accepts<OrganizationUpdate>("application/json").WithName("updateOrganization").WithSummary("Change name, type and settings; members left out keep their value, null clears");
        v1.MapDelete("/organizations/{id:guid}", Remove).Needs(Rights.Link).WithName("unlinkOrganization").WithSummary("Unlink an organization; its mirrored directory goes with it");
    }

    /// <summary>What somebody with a setup link may do: these routes and no others.</summary>
    public static void MapOrganizationSetup(this RouteGroupBuilder setup)
    {
        setup.MapGet("/regions", Regions);
        setup.MapPost("/paste-check", CheckPaste);
        setup.MapPost("/organizations", Link).AddEndpointFilter(SetupVisit.NotYetUsedAsync);
        setup.MapPost("/organizations/discover", Discover).AddEndpointFilter(SetupVisit.NotYetUsedAsync);
        setup.MapGet("/organization", OfSetupLink);
    }

    public static ProblemResult Unknown() => HttpProblems.NotFound.Because("No organization has this id.");

    private static Ok<IReadOnlyList<Region>> Regions(RegionCatalog regions) =>
        TypedResults.Ok<IReadOnlyList<Region>>([.. regions.All.Select(region => new Region(region.Name, region.Label, region.Console.ToString(), region.Insights.ToString()))]);

    private static Results<Ok<PasteCheck>, ProblemResult> CheckPaste(PasteCheckRequest body, RegionCatalog regions)
    {
        var faults = new FieldFaults();
        if (body.Text is null) faults.Add("text", "required", "The text is required.");
        if (faults.ToResult() is { } refused) return refused;
        return TypedResults.Ok(PasteDoctor.Check(body.Text!, body.Field, regions.All));
    }

    private static async Task<Ok<Page<Organization>>> List(
        HttpContext context, CurrentTenant current, OrganizationLinks links, OrganizationView view, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var found = await links.ListAsync(current.Id!.Value, page, cancellation);
        var next = found.Count > page.Limit ? PageRequest.Cursor(found[page.Limit - 1].Key.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;
        return TypedResults.Ok(new Page<Organization>(await view.ShowAsync([.. found.Take(page.Limit)], cancellation), next, null));
    }

    private static async Task<Results<Ok<Organization>, ProblemResult>> Get(
        Guid id, CurrentTenant current, OrganizationLinks links, OrganizationView view, CancellationToken cancellation) =>
        await links.FindAsync(current.Id!.Value, id, cancellation) is { } link ? TypedResults.Ok(await view.ShowAsync(link, cancellation)) : Unknown();

    private static async Task<Results<Ok<Organization>, ProblemResult>> OfSetupLink(
        HttpContext context, OrganizationLinks links, OrganizationView view, CancellationToken cancellation)
    {
        var visited = SetupVisit.Link(context);
        if (visited.Organization is not { } id) return HttpProblems.NotFound.Because("Nothing has been connected by this link yet.");
        return await links.FindAsync(visited.Tenant, id, cancellation) is { } link
            ? TypedResults.Ok(await view.ShowAsync(link, cancellation))
            : HttpProblems.NotFound.Because("What was connected by this link has been unlinked since.");
    }

    private static async Task<Results<Created<Organization>, ProblemResult>> Link(
        JsonElement body, HttpContext context, TenantChoice choice, RegionCatalog regions, LinkCheck check, OrganizationLinks links, OrganizationView view,
        TimeProvider time, ILogger<OrganizationLinks> log, CancellationToken cancellation)
    {
        var asked = Body.Read(body, ContractsJson.Default.OrganizationLink);
        var tenant = await choice.RequireAsync(asked.Tenant, cancellation);
        var faults = new FieldFaults();
        var region = RegionOf(asked.Region, regions, faults);
        var given = GivenCredential.Read(asked.Method, asked.ApiKey, asked.ClientId, asked.ClientSecret, faults, regions.All);
        var organizationId = OrganizationIds.Read(asked.OrganizationId, faults);
        faults.Plain(asked.Name, "name", LongestName);
        if (asked.Type is not null && !Types.Contains(asked.Type)) faults.Add("type", "unknown_type", $"The type is {string.Join(" or ", Types)}.");
        if (asked.ExpiresAt <= time.GetUtcNow()) faults.Add("expiresAt", "in_the_past", "expiresAt lies in the past: these credentials have ended.", "Generate new credentials, or correct the date.");
        var settings = SettingsMerge.Over(SettingsMerge.Default, Body.Member(body, "settings"));
        SettingsCheck.Check(settings, faults);
        if (faults.ToResult(SingleCode(faults)) is { } refused) return refused;

        var (found, problem) = await check.RunAsync(region!, given!.ToCredential(), organizationId, cancellation);
        if (found is null) return problem!;
        var name = string.IsNullOrWhiteSpace(asked.Name) ? found.Organization.Name ?? $"JumpCloud {found.Organization.Id}" : asked.Name.Trim();
        var (link, created) = await links.CreateAsync(
            tenant, Caller.Of(context.User)!, new NewLink(name, asked.Type ?? Production, region!.Name, given, asked.ExpiresAt, settings, found), cancellation);
        context.Response.Headers.Location = $"/v1/organizations/{link.Id}";
        if (!created) return LinkProblems.AlreadyLinked.Because($"{link.RemoteName ?? link.RemoteId} is linked as '{link.Name}' ({link.Id}).");
        OrganizationsLog.Linked(log, link.Id, tenant.Value, link.Region);
        return TypedResults.Created($"/v1/organizations/{link.Id}", await view.ShowAsync(link, cancellation));
    }

    private static async Task<Results<Ok<DiscoveredOrganizations>, ProblemResult>> Discover(
        OrganizationDiscovery body, RegionCatalog regions, LinkCheck check, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var region = RegionOf(body.Region, regions, faults);
        var given = GivenCredential.Read(body.Method, body.ApiKey, body.ClientId, body.ClientSecret, faults, regions.All);
        if (faults.ToResult(SingleCode(faults)) is { } refused) return refused;
        var (found, problem) = await check.DiscoverAsync(region!, given!.ToCredential(), cancellation);
        return found is null ? problem! : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<Organization>, ProblemResult>> Update(
        Guid id, JsonElement body, HttpContext context, CurrentTenant current, OrganizationLinks links, JumpCloudClients clients, OrganizationView view,
        CancellationToken cancellation)
    {
        var tenant = current.Id!.Value;
        if (await links.FindAsync(tenant, id, cancellation) is not { } link) return Unknown();
        var asked = Body.Read(body, ContractsJson.Default.OrganizationUpdate);
        var faults = new FieldFaults();
        faults.Plain(asked.Name, "name", LongestName);
        if (asked.Name is { } text && text.Trim().Length == 0) faults.Add("name", "required", "The name cannot be empty.");
        if (asked.Type is not null && !Types.Contains(asked.Type)) faults.Add("type", "unknown_type", $"The type is {string.Join(" or ", Types)}.");
        var changes = Body.Member(body, "settings");
        SettingsCheck.Check(SettingsMerge.Over(link.Settings, changes), faults);
        if (faults.ToResult() is { } refused) return refused;
        var caller = Caller.Of(context.User)!;
        var changed = await links.ChangeAsync(tenant, link.Key, async (scope, row) =>
        {
            row.Name = asked.Name?.Trim() ?? row.Name;
            row.Type = asked.Type ?? row.Type;
            var before = StoredJson.Settings(row.Settings);
            var after = SettingsMerge.Over(before, changes);
            row.Settings = StoredJson.Write(after);
            Reschedule(row, before, after, scope.Now);
            scope.Audit(tenant, caller.Who, "organization.update", row.Id.ToString(), body.GetRawText());
            await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, new Cause(CauseKind.Api, caller.Id), row.Directory, note: $"{row.Id} {row.Name}");
        }, cancellation);
        if (changed is null) return Unknown();
        await clients.RefreshAsync(tenant, link.Key, cancellation);
        return TypedResults.Ok(await view.ShowAsync(changed, cancellation));
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(
        Guid id, HttpContext context, CurrentTenant current, OrganizationRemoval removal, OrganizationLinks links, ILogger<OrganizationLinks> log,
        CancellationToken cancellation)
    {
        var tenant = current.Id!.Value;
        if (await links.FindAsync(tenant, id, cancellation) is not { } link) return Unknown();
        await removal.RunAsync(link, Caller.Of(context.User)!, cancellation);
        OrganizationsLog.Unlinked(log, id, tenant.Value);
        return TypedResults.NoContent();
    }

    private static JumpCloud.Region? RegionOf(string? name, RegionCatalog regions, FieldFaults faults)
    {
        if (!faults.Require(name, "region", "The API Region")) return null;
        var region = regions.Find(name) ?? PasteDoctor.RegionOf(name!.Trim(), regions.All);
        if (region is null)
        {
            var shown = name!.Length > 60 ? name[..60] : name;
            faults.Add(
                "region", LinkProblems.RegionUnknown.Code, PasteDoctor.LooksLikeAddress(name.Trim()) ? $"No region of this server has the address '{shown}'." : $"There is no region '{shown}'.",
                $"Choose one of {string.Join(", ", regions.All.Select(known => known.Name))}, or paste the address of your console. {LinkProblems.OtherAddress}");
        }

        return region;
    }

    // Another rhythm counts from now; one that was not touched keeps its appointment.
    private static void Reschedule(OrganizationRow row, SyncSettings before, SyncSettings after, long now)
    {
        if (row.Paused) return;
        if ((before.Schedule, before.TimeZone) != (after.Schedule, after.TimeZone) && row.LastGoodSyncAt is not null)
            row.NextSyncAt = NextDue.After(after.Schedule, after.TimeZone, DateTimeOffset.FromUnixTimeMilliseconds(now))?.ToUnixTimeMilliseconds();
        // Also where there is none any more: a feed may want the events all the same, and the shard knows.
        if (before.RefreshInterval != after.RefreshInterval && row.LastGoodSyncAt is not null) row.NextRefreshAt = now;
    }

    // A lone fault with a code of the guide is answered under that code.
    private static ProblemCode? SingleCode(FieldFaults faults) => faults.All.Select(fault => fault.Code).Distinct().ToArray() switch
    {
        ["paste_suspicious"] => LinkProblems.PasteSuspicious,
        ["organization_id_malformed"] => LinkProblems.OrganizationIdMalformed,
        ["region_unknown"] => LinkProblems.RegionUnknown,
        _ => null,
    };
}
