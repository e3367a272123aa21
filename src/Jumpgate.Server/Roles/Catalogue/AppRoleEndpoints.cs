using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Roles.Catalogue;

internal static class AppRoleEndpoints
{
    private const int LongestName = 100;
    private const int LongestDescription = 1000;
    private const int MostPermissions = 500;

    public static void MapAppRoles(this RouteGroupBuilder v1)
    {
        v1.MapGet("/app-roles", List).Needs(Rights.Read).WithName("listAppRoles").WithSummary("The application roles of the tenant, the highest first");
        v1.MapPost("/app-roles", Create).NeedsWithoutTenant(Rights.AppRoles).WithName("createAppRole").WithSummary("Make an application role");
        v1.MapGet("/app-roles/defaults", Defaults).Needs(Rights.Read).WithName("getAppRoleDefaults").WithSummary("The default roles of creators and members");
        v1.MapPut("/app-roles/defaults", PutDefaults).Needs(Rights.AppRoles).WithName("putAppRoleDefaults")
            .WithSummary("Set the default roles of creators and members, by name; null: none");
        v1.MapGet("/app-roles/{role:guid}", Get).Needs(Rights.Read).WithName("getAppRole").WithSummary("An application role");
        v1.MapPatch("/app-roles/{role:guid}", Update).Needs(Rights.AppRoles).WithName("updateAppRole")
            .WithSummary("Change an application role; refused where a mapping would no longer hold");
        v1.MapDelete("/app-roles/{role:guid}", Remove).Needs(Rights.AppRoles).WithName("removeAppRole").WithSummary("Remove an application role that no mapping names");
    }

    private static async Task<Ok<Page<AppRole>>> List(HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        var all = await AppRoleView.AllAsync(read.Sql, cancellation);
        var after = (int)page.AfterNumber;
        var items = all.Where(role => role.Order > after).Take(page.Limit).ToList();
        return TypedResults.Ok(new Page<AppRole>(
            items, items.Count > 0 && items[^1].Order < all.Count ? PageRequest.Cursor(items[^1].Order.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null, all.Count));
    }

    private static async Task<Results<Ok<AppRole>, ProblemResult>> Get(Guid role, Store store, CurrentTenant current, CancellationToken cancellation) =>
        await FindAsync(store, current.Id!.Value, role, cancellation) is { } found ? TypedResults.Ok(found) : Missing();

    private static async Task<Results<Created<AppRole>, ProblemResult>> Create(
        AppRoleCreate body, HttpContext context, RoleCatalogue catalogue, Store store, TenantChoice choice, CancellationToken cancellation)
    {
        var tenant = await choice.RequireAsync(body.Tenant, cancellation);
        var faults = new FieldFaults();
        if (faults.Require(body.Name, "name", "The name")) Check(faults, body.Name, body.Description, body.Permissions);
        if (faults.ToResult() is { } refused) return refused;
        var id = await catalogue.CreateAsync(Caller.Of(context.User)!, tenant, body, cancellation);
        return TypedResults.Created($"/v1/app-roles/{id}", await FindAsync(store, tenant, id, cancellation));
    }

    private static async Task<Results<Ok<AppRole>, ProblemResult>> Update(
        Guid role, AppRoleUpdate body, HttpContext context, RoleCatalogue catalogue, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        if (body.Name is null || faults.Require(body.Name, "name", "The name")) Check(faults, body.Name, body.Description, body.Permissions);
        if (faults.ToResult() is { } refused) return refused;
        return await catalogue.UpdateAsync(Caller.Of(context.User)!, current.Id!.Value, role, body, cancellation)
            && await FindAsync(store, current.Id.Value, role, cancellation) is { } found ? TypedResults.Ok(found) : Missing();
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(
        Guid role, HttpContext context, RoleCatalogue catalogue, CurrentTenant current, CancellationToken cancellation) =>
        await catalogue.RemoveAsync(Caller.Of(context.User)!, current.Id!.Value, role, cancellation) ? TypedResults.NoContent() : Missing();

    private static async Task<Ok<AppRoleDefaults>> Defaults(Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(current.Id!.Value, cancellation);
        return TypedResults.Ok(await AppRoleView.DefaultsAsync(read.Sql, cancellation));
    }

    private static async Task<Ok<AppRoleDefaults>> PutDefaults(
        AppRoleDefaults body, HttpContext context, RoleCatalogue catalogue, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await catalogue.SetDefaultsAsync(Caller.Of(context.User)!, current.Id!.Value, body, cancellation);
        return await Defaults(store, current, cancellation);
    }

    private static async Task<AppRole?> FindAsync(Store store, TenantId tenant, Guid role, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return (await AppRoleView.AllAsync(read.Sql, cancellation)).Find(one => one.Id == role);
    }

    private static void Check(FieldFaults faults, string? name, string? description, IReadOnlyList<string>? permissions)
    {
        faults.Plain(name, "name", LongestName);
        if (name?.Contains('"', StringComparison.Ordinal) == true) faults.Add("name", "quote_in_name", "A role's name holds no quotes: mapping texts put it in quotes.");
        if (description?.Length > LongestDescription) faults.Add("description", "too_long", $"description is longer than {LongestDescription} characters.");
        if (permissions?.Count > MostPermissions) faults.Add("permissions", "too_many", $"A role holds at most {MostPermissions} permissions.");
        foreach (var permission in permissions ?? [])
        {
            if (string.IsNullOrWhiteSpace(permission)) faults.Add("permissions", "required", "A permission has no name.", "Leave it out, or name it, for example projects:read.");
            else faults.Plain(permission, "permissions", LongestName);
        }
    }

    private static ProblemResult Missing() => HttpProblems.NotFound.Because("The tenant has no application role with this id.");
}
