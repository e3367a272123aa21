using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A row of the change log, with what it says in public words and the versions before and after it.</summary>
internal sealed record ChangeRecord(
    long Seq, long At, Guid? Directory, ChangeOp Op, ResourceKind? Kind, long? Resource, EdgeKind? Edge, long? To, CauseKind? CauseKind, Guid? Cause, string? Note)
{
    public const string Columns = "c.seq, c.at, d.id, c.op, c.kind, c.resource, c.edge_kind, c.to_resource, u.kind, u.id, c.note";

    public const string Joins =
        """
        left join directory d on d.tenant = @tenant and d.directory = c.directory
        left join cause u on u.tenant = @tenant and u.cause = c.cause
        """;

    public ResourceRef? From { get; init; }

    public ResourceRef? Target { get; init; }

    public ResourceState? Old { get; init; }

    public ResourceState? New { get; init; }

    public bool IsOfResource => Op is ChangeOp.Created or ChangeOp.Updated or ChangeOp.Deleted;

    public static ChangeRecord Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetGuid(2), (ChangeOp)row.GetInt16(3), row.IsDBNull(4) ? null : (ResourceKind)row.GetInt16(4),
        row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : (EdgeKind)row.GetInt16(6), row.IsDBNull(7) ? null : row.GetInt64(7),
        row.IsDBNull(8) ? null : (CauseKind)row.GetInt16(8), row.IsDBNull(9) ? null : row.GetGuid(9), ResourceRow.Text(row, 10));
}

/// <summary>What a version says of a resource.</summary>
internal sealed record ResourceState(long Since, string? Name, string? Email, string Status, string? SourceStatus, string? Attributes)
{
    public const string Columns = "v.from_seq, v.name, v.email, v.status, v.source_status, v.attributes";

    public static ResourceState Read(DbDataReader row, int first) => new(
        row.GetInt64(first), ResourceRow.Text(row, first + 1), ResourceRow.Text(row, first + 2), row.GetString(first + 3), ResourceRow.Text(row, first + 4),
        ResourceRow.Text(row, first + 5));
}
