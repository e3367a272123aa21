using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>An edge by its ends, with what its hash needs.</summary>
internal readonly record struct EdgeRow(
    EdgeKind Kind, long From, long To, ResourceKind FromKind, ResourceKind ToKind, string FromRemote, string ToRemote, long Tick)
{
    public UInt128 Content => ContentHash.Edge(Kind, FromKind, FromRemote, ToKind, ToRemote);
}

/// <summary>Writes edges: intervals, changes, the version of the resource they lead to, counts, content hash.</summary>
internal sealed class EdgeWrites(WriteScope scope, DirectoryKey directory, long cause, DirectoryTally tally)
{
    /// <summary>Begins edges that do not hold now; the caller has looked in this transaction.</summary>
    public async ValueTask AddAsync(IReadOnlyList<EdgeRow> edges)
    {
        if (edges.Count == 0) return;
        var seqs = await LogAsync(edges, ChangeOp.EdgeAdded);
        await TouchAsync(edges, seqs);
        await scope.Sql.InsertAsync(
            "edge", Rows(edges).Add("from_seq", seqs).Add("from_kind", Column(edges, edge => (short)edge.FromKind)).Add("to_kind", Column(edges, edge => (short)edge.ToKind)),
            ("directory", directory.Value));
    }

    /// <summary>Ends edges that hold now.</summary>
    public async ValueTask RemoveAsync(IReadOnlyList<EdgeRow> edges)
    {
        if (edges.Count == 0) return;
        var seqs = await LogAsync(edges, ChangeOp.EdgeRemoved);
        await scope.Sql.ForEachAsync(
            """
            update edge set to_seq = x.seq, observed = x.observed from {rows} x
            where edge.tenant = @tenant and edge.kind = x.kind and edge.to_resource = x.to_resource and edge.from_resource = x.from_resource
              and edge.to_seq is null
            """,
            Rows(edges).Add("seq", seqs));
        await TouchAsync(edges, seqs);
    }

    private async ValueTask<long[]> LogAsync(IReadOnlyList<EdgeRow> edges, ChangeOp op)
    {
        var first = await scope.TakeSequencesAsync(edges.Count);
        var seqs = new long[edges.Count];
        for (var i = 0; i < seqs.Length; i++)
        {
            var edge = edges[i];
            seqs[i] = first + i;
            scope.Changes.Add(new ChangeRow(seqs[i], directory.Value, op, (short)edge.FromKind, edge.From, (short)edge.Kind, edge.To, cause, null));
            tally.Add(edge.Kind.Word(), op == ChangeOp.EdgeAdded ? 1 : -1);
            if (op == ChangeOp.EdgeAdded) tally.Plus(edge.Content);
            else tally.Minus(edge.Content);
        }

        return seqs;
    }

    /// <summary>A group whose members change has a new version (its ETag), and no new version row.</summary>
    private async ValueTask TouchAsync(IReadOnlyList<EdgeRow> edges, long[] seqs)
    {
        var newest = new Dictionary<long, long>();
        for (var i = 0; i < seqs.Length; i++) newest[edges[i].To] = seqs[i];
        await scope.Sql.ForEachAsync(
            "update resource set version = x.seq from {rows} x where resource.tenant = @tenant and resource.resource = x.resource and resource.state = 1",
            new SqlRows().Add("resource", newest.Keys).Add("seq", newest.Values));
    }

    private static SqlRows Rows(IReadOnlyList<EdgeRow> edges) => new SqlRows()
        .Add("kind", Column(edges, edge => (short)edge.Kind)).Add("to_resource", Column(edges, edge => edge.To))
        .Add("from_resource", Column(edges, edge => edge.From)).Add("observed", Column(edges, edge => edge.Tick));

    private static T[] Column<T>(IReadOnlyList<EdgeRow> edges, Func<EdgeRow, T> value)
    {
        var column = new T[edges.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(edges[i]);
        return column;
    }
}
