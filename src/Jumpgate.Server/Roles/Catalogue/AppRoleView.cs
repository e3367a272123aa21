using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Catalogue;

/// <summary>Application roles as the API shows them.</summary>
internal static class AppRoleView
{
    public static async Task<List<AppRole>> AllAsync(TenantSql sql, CancellationToken ct)
    {
        var rows = await RoleRow.AllAsync(sql, ct);
        var holders = (await sql.QueryAsync(
            "select role, count(*) from assigned_role where tenant = @tenant and to_seq is null group by role", row => (row.GetInt64(0), row.GetInt64(1)), ct)).ToDictionary();
        var uses = await UsesAsync(sql, ct);
        return rows.ConvertAll(row => new AppRole(
            row.Id, row.Name, row.Description, row.Permissions, row.AdministratorLike, row.Position, At(row.CreatedAt), At(row.UpdatedAt), holders.GetValueOrDefault(row.Key),
            [.. uses.Where(use => use.Names.Contains(TextOrder.Fold(row.Name))).Select(use => use.Use)]));
    }

    public static async Task<AppRoleDefaults> DefaultsAsync(TenantSql sql, CancellationToken ct) => (await sql.QueryAsync(
        """
        select c.name, m.name from app_role_catalogue k
        left join app_role c on c.tenant = k.tenant and c.role = k.creator
        left join app_role m on m.tenant = k.tenant and m.role = k.member
        where k.tenant = @tenant
        """,
        row => new AppRoleDefaults(row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), ct)).FirstOrDefault() ?? new AppRoleDefaults(null, null);

    /// <summary>Which roles the mappings that hold name.</summary>
    private static async Task<List<(AppRoleUse Use, HashSet<string> Names)>> UsesAsync(TenantSql sql, CancellationToken ct) => await sql.QueryAsync(
        """
        select d.id, d.name, m.version, m.text from role_cursor c
        join role_mapping m on m.tenant = c.tenant and m.directory = c.directory and m.version = c.version
        join directory d on d.tenant = c.tenant and d.directory = c.directory and d.source not in ('removed', 'emptied')
        where c.tenant = @tenant order by d.name, d.directory
        """,
        row =>
        {
            var syntax = MappingReader.Read(row.GetString(3), []);
            var named = syntax.Precedence.Concat(syntax.Rules.SelectMany(rule => rule.Gives)).Concat(syntax.Tests.SelectMany(test => test.Gets));
            if (syntax.Default is { } one) named = named.Append(one);
            return (new AppRoleUse(row.GetGuid(0), row.GetString(1), row.GetInt32(2)), named.Select(role => TextOrder.Fold(role.Name)).ToHashSet());
        },
        ct);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
