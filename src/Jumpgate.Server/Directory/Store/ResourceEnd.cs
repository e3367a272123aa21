using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>Ends resources, their edges first.</summary>
internal static class ResourceEnd
{
    /// <summary>Ends at most <paramref name="mostEdges"/> edges; the resources themselves only where none is left.</summary>
    public static async ValueTask<(bool All, IReadOnlyList<EdgeRow> Edges)> RunAsync(
        WriteScope scope, DirectoryKey directory, long cause, DirectoryTally tally, List<(Identity Identity, long Tick, byte[]? RawHash)> ending,
        IdentityState state, int mostEdges = int.MaxValue)
    {
        var (all, edges) = await EdgesAsync(
            scope, directory, cause, tally, [.. ending.Select(end => (end.Identity.Key, end.Tick))], always: state != IdentityState.Ended, mostEdges);
        if (all) await new ResourceWrites(scope, directory, cause, tally).EndAsync(ending, state);
        return (all, edges);
    }

    /// <summary>Ends the edges of these resources. <paramref name="always"/>: even those observed after the tick.</summary>
    public static async ValueTask<(bool All, IReadOnlyList<EdgeRow> Edges)> EdgesAsync(
        WriteScope scope, DirectoryKey directory, long cause, DirectoryTally tally, IReadOnlyCollection<(long Resource, long Tick)> of, bool always,
        int mostEdges = int.MaxValue)
    {
        var ticks = new Dictionary<long, long>();
        foreach (var (resource, tick) in of) ticks[resource] = tick;
        var edges = new Dictionary<(EdgeKind, long, long), (EdgeRow Edge, long End)>();
        foreach (var end in (string[])["to", "from"])
        {
            // The key begins with the kind.
            var kinds = end == "to" ? "and e.kind in (1, 2, 3, 4, 5, 6)" : "";
            await scope.Sql.QueryEachAsync(
                $$"""
                select e.kind, e.from_resource, e.to_resource, e.from_kind, e.to_kind, f.remote_id, t.remote_id, x.resource from {rows} x
                {join edge e on e.tenant = @tenant and e.{{end}}_resource = x.resource and e.to_seq is null and e.observed < x.before
                {{kinds}} }
                join resource f on f.tenant = @tenant and f.resource = e.from_resource
                join resource t on t.tenant = @tenant and t.resource = e.to_resource
                limit @most
                """,
                new SqlRows().Add("resource", ticks.Keys).Add("before", ticks.Values.Select(tick => always ? long.MaxValue : tick).ToArray()),
                row =>
                {
                    var edge = new EdgeRow(
                        (EdgeKind)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), (ResourceKind)row.GetInt16(3), (ResourceKind)row.GetInt16(4), row.GetString(5),
                        row.GetString(6), ticks[row.GetInt64(7)]);
                    edges[(edge.Kind, edge.From, edge.To)] = (edge, row.GetInt64(7));
                },
                default, ("most", (long)mostEdges));
        }

        List<EdgeRow> slice = [.. edges.Values.Take(mostEdges).Select(ending => ending.Edge)];
        await new EdgeWrites(scope, directory, cause, tally).RemoveAsync(slice);
        if (always) await EdgeFamily.ReadOwnersAgainAsync(scope.Sql, edges.Values.Take(mostEdges));
        return (edges.Count < mostEdges, slice);
    }
}
