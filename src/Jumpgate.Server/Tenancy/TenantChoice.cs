using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tenancy;

/// <summary>
/// Whose data a request is about. A bound caller's is its own tenant, whatever else is said: another tenant does not exist
/// for it. An install-wide caller says <c>tenant</c>, or names an object by its id, or has only one tenant to mean.
/// </summary>
public sealed class TenantChoice(IHttpContextAccessor accessor, CurrentTenant current, TenantCatalog tenants, Store store)
{
    // Public ids that lead to their tenant, by the first segment of the route.
    private static readonly Dictionary<string, string> TablesById = new(StringComparer.Ordinal)
    {
        ["organizations"] = "organization",
        ["directories"] = "directory",
        ["runs"] = "run",
        ["portal-sessions"] = "setup_link",
        ["app-roles"] = "app_role",
        ["webhooks"] = "webhook",
        ["feeds"] = "feed",
        ["sinks"] = "sink",
    };

    private Caller Caller => Caller.Of(accessor.HttpContext!.User)
        ?? throw new InvalidOperationException("The route asks for a tenant but not for a right.");

    /// <summary>The tenant, from the caller or from what the request's body said.</summary>
    /// <exception cref="ProblemException">It is unclear, or does not exist for this caller.</exception>
    public async Task<TenantId> RequireAsync(string? named, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(named)) current.Set(await NamedAsync(named.Trim(), cancellation));
        else if (current.Id is null && Caller.Tenant is null && await tenants.OnlyAsync(cancellation) is { } only) current.Set(only);
        return current.Id ?? throw new ProblemException(TenancyProblems.TenantRequired.Because(
            "Your key acts on the whole install, which has several tenants, and the request names none."));
    }

    /// <summary>The tenant of an organization that the request's body names, where nothing else says whose it is.</summary>
    /// <exception cref="ProblemException">There is no such organization for this caller.</exception>
    public async Task<TenantId> OfOrganizationAsync(Guid organization, CancellationToken cancellation)
    {
        if (current.Id is null && Caller.IsInstallWide) current.Set(await OwnerAsync("organization", organization, cancellation));
        return await RequireAsync(null, cancellation);
    }

    /// <summary>What the route and the query say; leaves the choice open where they say nothing.</summary>
    internal async Task ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller;
        if (caller.Tenant is { } bound) current.Set(bound);
        if (context.Request.Query["tenant"] is [{ Length: > 0 } named]) current.Set(await NamedAsync(named, cancellation));
        else if (caller.IsInstallWide && Subject(context) is var (table, id)) current.Set(await OwnerAsync(table, id, cancellation));
    }

    private async Task<TenantId> NamedAsync(string named, CancellationToken cancellation)
    {
        var found = await tenants.FindAsync(named, cancellation);
        if (found is null || (Caller.Tenant is { } bound && found.Tenant != bound))
            throw new ProblemException(TenancyProblems.TenantNotFound.Because("No tenant in reach of your key has this name or id.", "tenant"));
        return found.Tenant;
    }

    private static (string Table, Guid Id)? Subject(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.PathSegments: [_, var kind, { Parts: [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart id] }, ..] }) return null;
        if (kind.Parts is not [Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart { Content: var word }] || !TablesById.TryGetValue(word, out var table)) return null;
        return Guid.TryParse(context.GetRouteValue(id.Name) as string, out var value) ? (table, value) : null;
    }

    private async Task<TenantId> OwnerAsync(string table, Guid id, CancellationToken cancellation)
    {
        // 0 is nobody's tenant: here it stands for "whoever owns the id".
        await using var read = await store.ReadAsync(default, cancellation);
        var owner = await read.Sql.QueryAsync(
            $"select tenant from {table} where id = @id and (@tenant = 0 or tenant = @tenant)", row => row.GetInt32(0), cancellation, ("id", id));
        return owner is [var tenant] ? new TenantId(tenant) : throw new ProblemException(HttpProblems.NotFound.Because($"No {table.Replace('_', ' ')} has this id."));
    }
}
