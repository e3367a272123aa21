using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Tenancy;

internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder v1) =>
        v1.MapGet("/audit", List).NeedsWithoutTenant(Rights.Audit).WithName("listAudit").WithSummary("Who did what, newest first");

    private static async Task<Ok<Page<AuditEntry>>> List(
        HttpContext context, CurrentTenant current, TenantCatalog tenants, Store store, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var before = page.After is null ? long.MaxValue : page.AfterNumber;
        await using var db = store.Db(current);
        var rows = db.Audit.Where(row => row.N < before);
        if (current.Id is { } tenant) rows = rows.Where(row => row.Tenant == tenant);
        var found = await rows.OrderByDescending(row => row.N).Take(page.Limit + 1).ToListAsync(cancellation);
        var names = await tenants.NamesAsync(cancellation);
        return TypedResults.Ok(new Page<AuditEntry>(
            [.. found.Take(page.Limit).Select(row => new AuditEntry(
                row.N, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Tenant is { } of ? names.GetValueOrDefault(of) : null, row.Who, row.Act, row.What, row.Detail))],
            found.Count > page.Limit ? PageRequest.Cursor(found[page.Limit - 1].N.ToString(CultureInfo.InvariantCulture)) : null,
            null));
    }
}
