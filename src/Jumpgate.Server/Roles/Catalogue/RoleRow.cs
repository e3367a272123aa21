using System.Data.Common;
using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Catalogue;

/// <summary>An application role as it is kept.</summary>
internal sealed record RoleRow(
    long Key, Guid Id, string Name, string? Description, IReadOnlyList<string> Permissions, bool AdministratorLike, int Position, long CreatedAt, long UpdatedAt)
{
    /// <summary>The roles of the tenant, the highest first.</summary>
    public static async Task<List<RoleRow>> AllAsync(TenantSql sql, CancellationToken ct) => await sql.QueryAsync(
        """
        select role, id, name, description, permissions, administrator_like, position, created_at, updated_at from app_role
        where tenant = @tenant and removed_at is null order by position, role
        """,
        Read, ct);

    /// <summary>The catalogue as mappings see it.</summary>
    public static async Task<RoleSet> SetAsync(TenantSql sql, CancellationToken ct)
    {
        var roles = await AllAsync(sql, ct);
        var found = await sql.QueryAsync(
            "select stamp, member from app_role_catalogue where tenant = @tenant", row => (row.GetInt64(0), row.IsDBNull(1) ? (long?)null : row.GetInt64(1)), ct);
        var (stamp, member) = found is [var one] ? one : (0, null);
        return new RoleSet([.. roles.Select(role => new RoleEntry(role.Key, role.Name, role.AdministratorLike, role.Position))], member, stamp);
    }

    private static RoleRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), JsonSerializer.Deserialize<List<string>>(row.GetString(4))!,
        row.GetBoolean(5), row.GetInt32(6), row.GetInt64(7), row.GetInt64(8));
}
