using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What is different between two moments of a directory: the net of all changes between them.</summary>
/// <param name="Seq">The change that brought the later state: the order and the cursor.</param>
/// <param name="OldFrom">Version that held at the earlier moment.</param>
/// <param name="NewFrom">Version that holds at the later moment.</param>
public readonly record struct DiffRow(
    long Seq, ChangeOp Op, ResourceKind Kind, long Resource, EdgeKind? Edge, long? To, long? OldFrom, long? NewFrom);

public static class DirectoryDiff
{
    /// <summary>
    /// A page of the differences, in log order, after <paramref name="after"/>. Each is told at the change that made the later state;
    /// what came and went in between, or came back as it was, is not told.
    /// </summary>
    public static ValueTask<List<DiffRow>> PageAsync(
        TenantSql sql, DirectoryKey directory, long from, long to, long after, int limit, CancellationToken ct = default) => sql.QueryAsync(
        """
        select c.seq, case when c.op = 2 and o.from_seq is null then 1 when c.op = 1 and o.from_seq is not null then 2 else c.op end,
          c.kind, c.resource, c.edge_kind, c.to_resource, o.from_seq, n.from_seq
        from change c
        left join resource_version n on c.op in (1, 2) and n.tenant = @tenant and n.resource = c.resource and n.from_seq = c.seq and (n.to_seq is null or n.to_seq > @to)
        left join resource_version o on c.op in (1, 2, 3) and o.tenant = @tenant and o.resource = c.resource and o.from_seq <= @from and (o.to_seq is null or o.to_seq > @from)
        where c.tenant = @tenant and c.directory = @directory and c.seq > @after and c.seq > @from and c.seq <= @to and (
          (c.op in (1, 2) and n.from_seq is not null and (o.from_seq is null or o.hash <> n.hash))
          or (c.op = 3 and o.from_seq is not null and not exists (
            select 1 from resource_version l where l.tenant = @tenant and l.resource = c.resource and l.from_seq > c.seq and l.from_seq <= @to))
          or (c.op = 4 and exists (
            select 1 from edge e where e.tenant = @tenant and e.kind = c.edge_kind and e.to_resource = c.to_resource and e.from_resource = c.resource
              and e.from_seq = c.seq and (e.to_seq is null or e.to_seq > @to))
            and not exists (
            select 1 from edge e where e.tenant = @tenant and e.kind = c.edge_kind and e.to_resource = c.to_resource and e.from_resource = c.resource
              and e.from_seq <= @from and (e.to_seq is null or e.to_seq > @from)))
          or (c.op = 5 and exists (
            select 1 from edge e where e.tenant = @tenant and e.kind = c.edge_kind and e.to_resource = c.to_resource and e.from_resource = c.resource
              and e.from_seq <= @from and e.to_seq = c.seq)
            and not exists (
            select 1 from edge e where e.tenant = @tenant and e.kind = c.edge_kind and e.to_resource = c.to_resource and e.from_resource = c.resource
              and e.from_seq <= @to and (e.to_seq is null or e.to_seq > c.seq))))
        order by c.seq limit @limit
        """,
        row => new DiffRow(
            row.GetInt64(0), (ChangeOp)row.GetInt16(1), (ResourceKind)row.GetInt16(2), row.GetInt64(3), row.IsDBNull(4) ? null : (EdgeKind)row.GetInt16(4),
            row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetInt64(7)),
        ct, ("directory", directory.Value), ("from", from), ("to", to), ("after", after), ("limit", (long)limit));
}
