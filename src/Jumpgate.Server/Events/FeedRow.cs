using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Events;

/// <summary>A feed as it is stored.</summary>
/// <param name="EventTypes">Null: all.</param>
internal sealed record FeedRow(
    TenantId Tenant, int Key, Guid Id, OrganizationKey Organization, string? ContactName, string? ContactEmail, IReadOnlyList<string>? EventTypes, bool Paused,
    string CreatedBy, long CreatedAt)
{
    public const string Columns = "f.tenant, f.feed, f.id, f.organization, f.contact_name, f.contact_email, f.event_types, f.paused, f.created_by, f.created_at";

    public static string? Text(IReadOnlyList<string>? types) => types is null ? null : string.Join(',', types);

    public static IReadOnlyList<string>? Types(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<FeedRow?> FindAsync(TenantSql sql, Guid id, CancellationToken ct = default) =>
        (await sql.QueryAsync($"select {Columns} from feed f where f.tenant = @tenant and f.id = @id", Read, ct, ("id", id))).SingleOrDefault();

    public static FeedRow Read(DbDataReader row) => new(
        new TenantId(row.GetInt32(0)), row.GetInt32(1), row.GetGuid(2), new OrganizationKey(row.GetInt32(3)), row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), Types(row.IsDBNull(6) ? null : row.GetString(6)), row.GetBoolean(7), row.GetString(8), row.GetInt64(9));
}
