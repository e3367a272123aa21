using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Roles.Catalogue;

/// <summary>The permissions that application roles hold. Naming one in a role is enough to make it.</summary>
internal static class AppPermissionEndpoints
{
    private const int LongestName = 100;
    private const int LongestDescription = 1000;

    public static void MapAppPermissions(this RouteGroupBuilder v1)
    {
        v1.MapGet("/app-permissions", List).Needs(Rights.Read).WithName("listAppPermissions").WithSummary("The permissions of the tenant's application roles");
        v1.MapPut("/app-permissions/{permission}", Put).Needs(Rights.AppRoles).WithName("putAppPermission").WithSummary("Describe a permission");
        v1.MapDelete("/app-permissions/{permission}", Remove).Needs(Rights.AppRoles).WithName("removeAppPermission").WithSummary("Remove a permission that no role holds");
    }

    private static async Task<Ok<Page<AppPermission>>> List(HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        var roles = await RoleRow.AllAsync(read.Sql, cancellation);
        var rows = await read.Sql.QueryAsync(
            "select name, description from app_permission where tenant = @tenant and name > @after order by name limit @limit",
            row => (Name: row.GetString(0), Description: row.IsDBNull(1) ? null : row.GetString(1)), cancellation, ("after", page.After ?? ""), ("limit", page.Limit + 1));
        return TypedResults.Ok(new Page<AppPermission>(
            [.. rows.Take(page.Limit).Select(row => new AppPermission(row.Name, row.Description, [.. roles.Where(role => role.Permissions.Contains(row.Name)).Select(role => role.Name)]))],
            rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Name) : null, null));
    }

    private static async Task<Results<Ok<AppPermission>, ProblemResult>> Put(
        string permission, AppPermissionPut body, HttpContext context, RoleCatalogue catalogue, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var name = permission.Trim();
        if (faults.Require(name, "permission", "The permission's name")) faults.Plain(name, "permission", LongestName);
        if (body.Description?.Length > LongestDescription) faults.Add("description", "too_long", $"description is longer than {LongestDescription} characters.");
        if (faults.ToResult() is { } refused) return refused;
        await catalogue.DescribeAsync(Caller.Of(context.User)!, current.Id!.Value, name, body.Description, cancellation);
        await using var read = await store.ReadAsync(current.Id.Value, cancellation);
        var roles = await RoleRow.AllAsync(read.Sql, cancellation);
        return TypedResults.Ok(new AppPermission(name, body.Description?.Trim(), [.. roles.Where(role => role.Permissions.Contains(name)).Select(role => role.Name)]));
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(
        string permission, HttpContext context, RoleCatalogue catalogue, CurrentTenant current, CancellationToken cancellation) =>
        await catalogue.RemovePermissionAsync(Caller.Of(context.User)!, current.Id!.Value, permission.Trim(), cancellation)
            ? TypedResults.NoContent()
            : HttpProblems.NotFound.Because("The tenant has no such permission.");
}
