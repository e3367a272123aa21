using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Roles.Mapping;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Roles.Catalogue;

/// <summary>The application roles of a tenant: made, changed, removed. What a mapping relies on does not change under it.</summary>
internal sealed class RoleCatalogue(WriteQueue queue, MappingStore mappings)
{
    private const int MostRoles = 200;

    /// <summary>Makes a role. A refusal is thrown.</summary>
    public Task<Guid> CreateAsync(Caller by, TenantId tenant, AppRoleCreate wanted, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var roles = await RoleRow.AllAsync(scope.Sql, default);
        var name = wanted.Name!.Trim();
        if (roles.Count >= MostRoles) throw new ProblemException(RoleProblems.TooManyRoles.Because($"A tenant has at most {MostRoles} application roles."));
        RequireFree(roles, name, null);
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
        var row = new RoleRow(
            await scope.TakeKeysAsync(1), id, name, Blank(wanted.Description), Settled(wanted.Permissions), wanted.AdministratorLike ?? false, roles.Count + 1, scope.Now, scope.Now);
        await scope.Sql.ExecuteAsync(
            """
            insert into app_role (tenant, role, id, name, f_name, description, permissions, administrator_like, position, created_at, updated_at)
            values (@tenant, @role, @id, @name, @folded, @description, @permissions, @administrator, @position, @now, @now)
            """,
            default, ("role", row.Key), ("id", id), ("name", name), ("folded", TextOrder.Fold(name)), ("description", row.Description), ("permissions", Text(row.Permissions)),
            ("administrator", row.AdministratorLike), ("position", row.Position), ("now", scope.Now));
        await MoveAsync(scope, [.. roles, row], row.Key, wanted.Order);
        await NamePermissionsAsync(scope, row.Permissions);
        await mappings.CatalogueChangedAsync(scope);
        scope.Audit(tenant, by.Who, "app_role.create", id.ToString(), name);
        return id;
    }, ct);

    /// <summary>False: the tenant has no such role.</summary>
    public Task<bool> UpdateAsync(Caller by, TenantId tenant, Guid id, AppRoleUpdate wanted, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var roles = await RoleRow.AllAsync(scope.Sql, default);
        if (roles.Find(role => role.Id == id) is not { } row) return false;
        var next = row with
        {
            Name = wanted.Name?.Trim() ?? row.Name,
            Description = wanted.Description is null ? row.Description : Blank(wanted.Description),
            Permissions = wanted.Permissions is null ? row.Permissions : Settled(wanted.Permissions),
            AdministratorLike = wanted.AdministratorLike ?? row.AdministratorLike,
            UpdatedAt = scope.Now,
        };
        RequireFree(roles, next.Name, row.Key);
        await scope.Sql.ExecuteAsync(
            """
            update app_role set name = @name, f_name = @folded, description = @description, permissions = @permissions, administrator_like = @administrator, updated_at = @now
            where tenant = @tenant and role = @role
            """,
            default, ("role", row.Key), ("name", next.Name), ("folded", TextOrder.Fold(next.Name)), ("description", next.Description), ("permissions", Text(next.Permissions)),
            ("administrator", next.AdministratorLike), ("now", scope.Now));
        await MoveAsync(scope, roles, row.Key, wanted.Order);
        await NamePermissionsAsync(scope, next.Permissions);
        await RefuseAdministratorMemberAsync(scope);
        if (next.Name != row.Name || next.AdministratorLike != row.AdministratorLike || wanted.Order is not null) await mappings.CatalogueChangedAsync(scope);
        scope.Audit(tenant, by.Who, "app_role.update", id.ToString(), next.Name);
        return true;
    }, ct);

    /// <summary>False: the tenant has no such role.</summary>
    public Task<bool> RemoveAsync(Caller by, TenantId tenant, Guid id, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var roles = await RoleRow.AllAsync(scope.Sql, default);
        if (roles.Find(role => role.Id == id) is not { } row) return false;
        if (await scope.Sql.ScalarAsync<long>(
            "select count(*) from app_role_catalogue where tenant = @tenant and (creator = @role or member = @role)", default, ("role", row.Key)) > 0)
            throw new ProblemException(RoleProblems.RoleInUse.Because($"{row.Name} is a default of the tenant.", fix: "Choose another default first: PUT /v1/app-roles/defaults."));
        await scope.Sql.ExecuteAsync("update app_role set removed_at = @now where tenant = @tenant and role = @role", default, ("role", row.Key), ("now", scope.Now));
        roles.Remove(row);
        await MoveAsync(scope, roles, null, null);
        await mappings.CatalogueChangedAsync(scope);
        scope.Audit(tenant, by.Who, "app_role.remove", id.ToString(), row.Name);
        return true;
    }, ct);

    public Task SetDefaultsAsync(Caller by, TenantId tenant, AppRoleDefaults wanted, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var roles = await RoleRow.AllAsync(scope.Sql, default);
        var (creator, member) = (Find(roles, wanted.Creator, "creator"), Find(roles, wanted.Member, "member"));
        await scope.Sql.ExecuteAsync(
            """
            insert into app_role_catalogue (tenant, stamp, creator, member) values (@tenant, 1, @creator, @member)
            on conflict (tenant) do update set creator = excluded.creator, member = excluded.member
            """,
            default, ("creator", creator?.Key), ("member", member?.Key));
        await RefuseAdministratorMemberAsync(scope);
        await mappings.CatalogueChangedAsync(scope);
        scope.Audit(tenant, by.Who, "app_role.defaults", "defaults", $"creator {creator?.Name ?? "none"}, member {member?.Name ?? "none"}");
    }, ct);

    /// <summary>Describes a permission, which then is known also where no role holds it.</summary>
    public Task DescribeAsync(Caller by, TenantId tenant, string name, string? description, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        await scope.Sql.ExecuteAsync(
            """
            insert into app_permission (tenant, name, description) values (@tenant, @name, @description)
            on conflict (tenant, name) do update set description = excluded.description
            """,
            default, ("name", name), ("description", Blank(description)));
        scope.Audit(tenant, by.Who, "app_permission.describe", name);
    }, ct);

    /// <summary>False: there is no such permission.</summary>
    public Task<bool> RemovePermissionAsync(Caller by, TenantId tenant, string name, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        var holders = (await RoleRow.AllAsync(scope.Sql, default)).Where(role => role.Permissions.Contains(name)).Select(role => role.Name).ToList();
        if (holders.Count > 0)
            throw new ProblemException(RoleProblems.PermissionInUse.Because($"{string.Join(", ", holders)} {(holders.Count == 1 ? "holds" : "hold")} the permission {name}."));
        if (await scope.Sql.ExecuteAsync("delete from app_permission where tenant = @tenant and name = @name", default, ("name", name)) == 0) return false;
        scope.Audit(tenant, by.Who, "app_permission.remove", name);
        return true;
    }, ct);

    private static RoleRow? Find(List<RoleRow> roles, string? name, string field) => string.IsNullOrWhiteSpace(name) ? null
        : roles.Find(role => TextOrder.Fold(role.Name) == TextOrder.Fold(name.Trim()))
          ?? throw new ProblemException(HttpProblems.ValidationFailed.Because($"There is no application role '{name}'.", field, fix: "Name one of GET /v1/app-roles, or make it first."));

    private static async ValueTask RefuseAdministratorMemberAsync(WriteScope scope)
    {
        if (await scope.Sql.QueryAsync(
            """
            select r.name from app_role_catalogue c join app_role r on r.tenant = c.tenant and r.role = c.member
            where c.tenant = @tenant and r.administrator_like
            """,
            row => row.GetString(0)) is [var name])
            throw new ProblemException(RoleProblems.AdministratorDefault.Because($"{name} is administrator-like, and the default for members is given to everybody whom no rule names.", "member"));
    }

    private static void RequireFree(List<RoleRow> roles, string name, long? except)
    {
        if (roles.Exists(role => role.Key != except && TextOrder.Fold(role.Name) == TextOrder.Fold(name)))
            throw new ProblemException(RoleProblems.RoleNameTaken.Because($"Another role is called {name}; names are compared whatever their case.", "name"));
    }

    /// <summary>Gives a role its place and all the others theirs, without gaps.</summary>
    private static async ValueTask MoveAsync(WriteScope scope, List<RoleRow> roles, long? moving, int? to)
    {
        List<RoleRow> order = [.. roles];
        if (to is { } place && order.Find(role => role.Key == moving) is { } row)
        {
            order.Remove(row);
            order.Insert(Math.Clamp(place - 1, 0, order.Count), row);
        }

        await scope.Sql.ForEachAsync(
            "{update app_role set position = x.position where app_role.tenant = @tenant and app_role.role = x.role}",
            new SqlRows().Add("role", order.ConvertAll(role => role.Key)).Add("position", [.. order.Select((_, i) => (int?)(i + 1))]));
    }

    private static async ValueTask NamePermissionsAsync(WriteScope scope, IReadOnlyList<string> permissions)
    {
        foreach (var name in permissions)
            await scope.Sql.ExecuteAsync("insert into app_permission (tenant, name) values (@tenant, @name) on conflict (tenant, name) do nothing", default, ("name", name));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static List<string> Settled(IReadOnlyList<string>? permissions) => [.. (permissions ?? []).Select(name => name.Trim()).Distinct().Order(StringComparer.Ordinal)];

    private static string Text(IReadOnlyList<string> permissions) => JsonSerializer.Serialize(permissions);
}
