using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Tenancy;

internal static class TenantEndpoints
{
    private const int LongestName = 100;

    public static void MapTenants(this RouteGroupBuilder v1)
    {
        v1.MapGet("/self", Self).NeedsWithoutTenant(Rights.Read).WithName("getSelf").WithSummary("Who is asking, and what it may do");
        v1.MapGet("/tenants", List).NeedsWithoutTenant(Rights.Read).WithName("listTenants").WithSummary("Tenants in reach of the caller");
        v1.MapPost("/tenants", Create).NeedsWithoutTenant(Rights.Tenants).WithName("createTenant").WithSummary("Make a tenant");
    }

    private static async Task<Ok<Self>> Self(HttpContext context, TenantCatalog tenants, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User)!;
        var tenant = caller.Tenant is { } bound ? (await tenants.GetAsync(bound, cancellation)).Name : null;
        return TypedResults.Ok(new Self(caller.Name, caller.Role, tenant, Rights.Of(caller.Role)));
    }

    private static async Task<Ok<Page<Tenant>>> List(HttpContext context, TenantCatalog tenants, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var rows = await tenants.ListAsync(Caller.Of(context.User)!.Tenant, page, cancellation);
        return TypedResults.Ok(new Page<Tenant>(
            [.. rows.Take(page.Limit).Select(ToTenant)], rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Id.ToString()) : null, null));
    }

    private static async Task<Results<Created<Tenant>, ProblemResult>> Create(
        TenantCreate body, HttpContext context, TenantCatalog tenants, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User)!;
        if (!caller.IsInstallWide) return TenancyProblems.InstallWideOnly.Because("Your key is bound to a tenant; it cannot make others.");
        var faults = new FieldFaults();
        if (faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", LongestName);
        if (faults.ToResult() is { } refused) return refused;
        return await tenants.CreateAsync(caller.Who, body.Name.Trim(), cancellation) is { } row
            ? TypedResults.Created($"/v1/tenants/{row.Id}", ToTenant(row))
            : TenancyProblems.NameTaken.Because("A tenant of this name exists.", "name");
    }

    private static Tenant ToTenant(TenantRow row) =>
        new(row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), row.Sequence, row.HistoryFrom);
}
