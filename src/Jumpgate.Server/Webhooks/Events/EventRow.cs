using System.Data.Common;
using System.Globalization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>A row of the change log that is an event.</summary>
/// <param name="Directory">0: none.</param>
internal sealed record EventRow(
    long Seq, long At, int Directory, ChangeOp Op, ResourceKind? Kind, long? Resource, EdgeKind? Edge, long? To, CauseKind? CauseKind, Guid? CauseId, string? Note)
{
    public const string Columns = "c.seq, c.at, coalesce(c.directory, 0), c.op, c.kind, c.resource, c.edge_kind, c.to_resource, u.kind, u.id, c.note";

    public string? Type { get; } = EventTypes.Of(Op, Kind, Edge);

    public bool IsOfResource => Op is ChangeOp.Created or ChangeOp.Updated or ChangeOp.Deleted;

    /// <summary>Whether a user's application roles changed, and nothing else of him.</summary>
    public bool IsOfRoles => Op == ChangeOp.Updated && Note == "roles";

    /// <summary>Whether it tells of what a directory holds, not of the directory itself.</summary>
    public bool IsOfContent => Op <= ChangeOp.EdgeRemoved;

    /// <summary>The id of an event: <c>evt_</c>, the tenant, the sequence. The same wherever and however often it goes.</summary>
    public static string IdOf(Guid tenant, long seq) => string.Create(CultureInfo.InvariantCulture, $"evt_{tenant:N}_{seq}");

    /// <summary>The sequence in an event's id; null: it is none of this tenant.</summary>
    public static long? SeqOf(Guid tenant, string? id) =>
        id is not null && id.StartsWith($"evt_{tenant:N}_", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(37), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;

    public static EventRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), (ChangeOp)row.GetInt16(3), row.IsDBNull(4) ? null : (ResourceKind)row.GetInt16(4),
        row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : (EdgeKind)row.GetInt16(6), row.IsDBNull(7) ? null : row.GetInt64(7),
        row.IsDBNull(8) ? null : (CauseKind)row.GetInt16(8), row.IsDBNull(9) ? null : row.GetGuid(9), row.IsDBNull(10) ? null : row.GetString(10));
}

/// <summary>What a version says of a resource.</summary>
internal sealed record EventState(Guid Id, string RemoteId, ResourceKind Kind, long From, long? To, string? Name, string? Email, string Status, string? SourceStatus, bool Active, string? Attributes)
{
    public const string Columns = "r.id, r.remote_id, r.kind, v.from_seq, v.to_seq, v.name, v.email, v.status, v.source_status, v.active, v.attributes";

    public static EventState Read(DbDataReader row, int first) => new(
        row.GetGuid(first), row.GetString(first + 1), (ResourceKind)row.GetInt16(first + 2), row.GetInt64(first + 3), row.IsDBNull(first + 4) ? null : row.GetInt64(first + 4),
        Text(row, first + 5), Text(row, first + 6), row.GetString(first + 7), Text(row, first + 8), row.GetBoolean(first + 9), Text(row, first + 10));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
