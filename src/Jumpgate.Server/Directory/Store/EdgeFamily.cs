using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>The edges of one kind that one owner has with objects of one kind: what one listing tells of.</summary>
internal readonly record struct EdgeFamily(EdgeKind Kind, EdgeEnd OwnerEnd, long Owner, ResourceKind OwnerKind, ResourceKind OtherKind)
{
    public EdgeRow Row(string ownerRemote, long other, string otherRemote, long tick) => OwnerEnd == EdgeEnd.To
        ? new(Kind, other, Owner, OtherKind, OwnerKind, otherRemote, ownerRemote, tick)
        : new(Kind, Owner, other, OwnerKind, OtherKind, ownerRemote, otherRemote, tick);

    /// <summary>The other ends that hold now, with the tick each was observed at, per family.</summary>
    public static async ValueTask<Dictionary<EdgeFamily, Dictionary<long, long>>> CurrentAsync(TenantSql sql, IReadOnlyCollection<EdgeFamily> families) =>
        (await CurrentAsync(sql, families, long.MaxValue)).Current;

    /// <summary>The same of about <paramref name="most"/> edges; <c>All</c>: there are no more.</summary>
    public static async ValueTask<(Dictionary<EdgeFamily, Dictionary<long, long>> Current, bool All)> CurrentAsync(
        TenantSql sql, IReadOnlyCollection<EdgeFamily> families, long most)
    {
        var all = true;
        var current = families.Distinct().ToDictionary(family => family, _ => new Dictionary<long, long>());
        foreach (var end in (EdgeEnd[])[EdgeEnd.From, EdgeEnd.To])
        {
            List<EdgeFamily> asked = [.. current.Keys.Where(family => family.OwnerEnd == end)];
            var (own, other) = Columns(end);
            long n = 0;
            await sql.QueryEachAsync(
                $$"""
                select e.{{other}}_resource, x.n, e.observed from {rows} x
                {join edge e on e.tenant = @tenant and e.kind = x.kind and e.{{own}}_resource = x.owner and e.to_seq is null and e.{{other}}_kind = x.other_kind}
                limit @most
                """,
                new SqlRows().Add("n", Enumerable.Range(0, asked.Count).Select(n => (long)n).ToArray()).Add("kind", asked.ConvertAll(family => (short)family.Kind))
                    .Add("owner", asked.ConvertAll(family => family.Owner)).Add("other_kind", asked.ConvertAll(family => (short)family.OtherKind)),
                row =>
                {
                    n++;
                    current[asked[(int)row.GetInt64(1)]][row.GetInt64(0)] = row.GetInt64(2);
                },
                default, ("most", most));
            all &= n < most;
        }

        return (current, all);
    }

    /// <summary>Column prefixes of the owner's and the other end.</summary>
    public static (string Own, string Other) Columns(EdgeEnd end) => end == EdgeEnd.To ? ("to", "from") : ("from", "to");

    /// <summary>
    /// Those of <paramref name="edges"/> that may begin: they do not hold, and nothing read later than they were has ended them or an end of theirs; and the
    /// scope filter leaves neither end out. Whose attributes name what is left out is read again, for the day that it is not.
    /// </summary>
    public static async ValueTask<List<EdgeRow>> MayBeginAsync(TenantSql sql, IReadOnlyList<EdgeRow> edges)
    {
        var refused = new HashSet<int>();
        var leftOut = new List<(EdgeRow Edge, long End)>();
        var rows = new SqlRows().Add("n", Enumerable.Range(0, edges.Count).Select(n => (long)n).ToArray())
            .Add("kind", edges.Select(edge => (short)edge.Kind).ToArray()).Add("to_resource", edges.Select(edge => edge.To).ToArray())
            .Add("from_resource", edges.Select(edge => edge.From).ToArray()).Add("tick", edges.Select(edge => edge.Tick).ToArray());
        await sql.QueryEachAsync(
            """
            select x.n, cast(null as bigint) from {rows} x
            {join edge e on e.tenant = @tenant and e.kind = x.kind and e.to_resource = x.to_resource and e.from_resource = x.from_resource
              and (e.to_seq is null or e.observed >= x.tick)}
            union all
            select x.n, case when r.state = 3 then r.resource end from {rows} x
            {join resource r on r.tenant = @tenant and r.resource = x.to_resource and (r.state in (3, 4) or (r.state = 2 and r.observed >= x.tick))}
            union all
            select x.n, case when r.state = 3 then r.resource end from {rows} x
            {join resource r on r.tenant = @tenant and r.resource = x.from_resource and (r.state in (3, 4) or (r.state = 2 and r.observed >= x.tick))}
            """,
            rows,
            row =>
            {
                var n = (int)row.GetInt64(0);
                refused.Add(n);
                if (!row.IsDBNull(1)) leftOut.Add((edges[n], row.GetInt64(1)));
            });
        await ReadOwnersAgainAsync(sql, leftOut);
        return [.. edges.Where((_, n) => !refused.Contains(n))];
    }

    /// <summary>
    /// Has the objects mapped again when they are next read whose attributes name what the scope filter leaves out (<c>End</c>): they do not change when it
    /// comes back, and their edges to it must begin then.
    /// </summary>
    public static ValueTask ReadOwnersAgainAsync(TenantSql sql, IEnumerable<(EdgeRow Edge, long End)> leftOut) => sql.ForEachAsync(
        "update resource set raw_hash = null from {rows} x where resource.tenant = @tenant and resource.resource = x.resource and resource.state = 1",
        new SqlRows().Add("resource", leftOut.Select(left => (Owner: Naming(left.Edge), left.End)).Where(left => left.Owner is not null && left.Owner != left.End)
            .Select(left => left.Owner!.Value).Distinct().ToArray()));

    /// <summary>The end whose attributes name the other; null: the edge is listed.</summary>
    private static long? Naming(EdgeRow edge) => edge.Kind switch
    {
        EdgeKind.Manages or EdgeKind.Owns => edge.To,
        EdgeKind.HoldsRole => edge.From,
        _ => null,
    };

    /// <summary>Those of <paramref name="edges"/> that hold and were last observed before they were missed.</summary>
    public static async ValueTask<List<EdgeRow>> MayEndAsync(TenantSql sql, IReadOnlyList<EdgeRow> edges)
    {
        List<EdgeRow> found = [];
        await sql.QueryEachAsync(
            """
            select x.n from {rows} x
            {join edge e on e.tenant = @tenant and e.kind = x.kind and e.to_resource = x.to_resource and e.from_resource = x.from_resource
              and e.to_seq is null and e.observed < x.tick}
            """,
            new SqlRows().Add("n", Enumerable.Range(0, edges.Count).Select(n => (long)n).ToArray())
                .Add("kind", edges.Select(edge => (short)edge.Kind).ToArray()).Add("to_resource", edges.Select(edge => edge.To).ToArray())
                .Add("from_resource", edges.Select(edge => edge.From).ToArray()).Add("tick", edges.Select(edge => edge.Tick).ToArray()),
            row => found.Add(edges[(int)row.GetInt64(0)]));
        return found;
    }
}
