using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

internal enum StageEdgeOp : short { Done = 0, New = 1, AsIs = 2, Gone = 3 }

/// <summary>An edge a run has found to begin, to hold, or to have ended.</summary>
internal readonly record struct StageEdge(EdgeRow Edge, StageEdgeOp Op)
{
    public static ValueTask SaveAsync(WriteScope scope, long run, List<StageEdge> edges) => scope.Sql.ForEachAsync(
        """
        insert into stage_edge (tenant, run, kind, to_resource, from_resource, from_kind, to_kind, tick, op)
        select @tenant, @run, x.kind, x.to_resource, x.from_resource, x.from_kind, x.to_kind, x.tick, x.op from {rows} x where true
        on conflict (tenant, run, kind, to_resource, from_resource) do update set tick = excluded.tick, op = excluded.op where excluded.tick > stage_edge.tick
        """,
        new SqlRows().Add("kind", edges.ConvertAll(row => (short)row.Edge.Kind)).Add("to_resource", edges.ConvertAll(row => row.Edge.To))
            .Add("from_resource", edges.ConvertAll(row => row.Edge.From)).Add("from_kind", edges.ConvertAll(row => (short)row.Edge.FromKind))
            .Add("to_kind", edges.ConvertAll(row => (short)row.Edge.ToKind)).Add("tick", edges.ConvertAll(row => row.Edge.Tick))
            .Add("op", edges.ConvertAll(row => (short)row.Op)),
        default, ("run", run));

    /// <summary>The next staged edges of one op, in key order, with the remote ids of their ends.</summary>
    public static async ValueTask<List<EdgeRow>> NextAsync(TenantSql sql, long run, StageEdgeOp op, EdgeRow after, int limit)
    {
        var next = await sql.QueryAsync(
            """
            select kind, from_resource, to_resource, from_kind, to_kind, tick from stage_edge
            where tenant = @tenant and run = @run and op = @op and (kind, to_resource, from_resource) > (@kind, @to, @from)
            order by kind, to_resource, from_resource limit @limit
            """,
            row => new EdgeRow(
                (EdgeKind)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), (ResourceKind)row.GetInt16(3), (ResourceKind)row.GetInt16(4), "", "", row.GetInt64(5)),
            default, ("run", run), ("op", (short)op), ("kind", (short)after.Kind), ("to", after.To), ("from", after.From), ("limit", (long)limit));
        var ends = await Identity.FindAsync(sql, [.. next.Select(edge => edge.From).Concat(next.Select(edge => edge.To)).Distinct()]);
        return next.ConvertAll(edge => edge with { FromRemote = ends[edge.From].RemoteId, ToRemote = ends[edge.To].RemoteId });
    }

    /// <summary>Takes edges off the list of what is to be applied.</summary>
    public static ValueTask DoneAsync(WriteScope scope, long run, List<EdgeRow> edges) => scope.Sql.ForEachAsync(
        """
        {update stage_edge set op = 0 where stage_edge.tenant = @tenant and stage_edge.run = @run and stage_edge.kind = x.kind
          and stage_edge.to_resource = x.to_resource and stage_edge.from_resource = x.from_resource}
        """,
        new SqlRows().Add("kind", edges.ConvertAll(row => (short)row.Kind)).Add("to_resource", edges.ConvertAll(row => row.To))
            .Add("from_resource", edges.ConvertAll(row => row.From)),
        default, ("run", run));
}
