using System.Data.Common;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A resource as it was at a moment: its identity and the version of that moment.</summary>
/// <param name="Since">Sequence from which the version holds.</param>
/// <param name="Version">The last sequence that touched the resource or its edges; of a past moment: <paramref name="Since"/>.</param>
/// <param name="Volatile">Attributes without history, as they are now; null where a past moment was asked for.</param>
/// <param name="SortKey">The value of the list's order.</param>
internal sealed record ResourceRow(
    long Key, long Since, string? Name, string? Email, string Status, string? SourceStatus, bool Active, string? Attributes, object? SortKey,
    Guid Id, string RemoteId, long Version, string? Volatile, long? UpdatedAt, string? FoldedUserName, byte[]? Raw)
{
    /// <summary>Of the version row <c>v</c>.</summary>
    public const string VersionColumns = "v.resource, v.from_seq, v.name, v.email, v.status, v.source_status, v.active, v.attributes, v.f_user_name, v.raw";

    /// <summary>Of the identity <c>r</c> and the change <c>c</c> that made the version.</summary>
    public const string IdentityColumns = "r.id, r.remote_id, r.version, r.volatile, c.at";

    public static ResourceRow Read(DbDataReader row, ResourceColumns columns)
    {
        var since = row.GetInt64(1);
        return new ResourceRow(
            row.GetInt64(0), since, Text(row, 2), Text(row, 3), row.GetString(4), Text(row, 5), row.GetBoolean(6), Text(row, 7),
            columns.SortsBy switch { SortValue.Text => Text(row, 10), SortValue.Id => row.GetGuid(10), _ => row.GetInt64(10) }, row.GetGuid(11), row.GetString(12),
            columns.IsPast ? since : row.GetInt64(13), columns.IsPast ? null : Text(row, 14),
            row.IsDBNull(15) ? null : row.GetInt64(15), Text(row, 8), row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9));
    }

    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <param name="IsPast">A moment was named: what has no history is left out.</param>
internal readonly record struct ResourceColumns(SortValue SortsBy, bool IsPast, bool WithRaw);
