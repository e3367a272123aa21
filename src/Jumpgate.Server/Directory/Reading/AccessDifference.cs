using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Who gained and who lost the way to an application or device between two moments: through groups and the groups these stand in,
/// to what one of them is bound to, and on to the devices of a bound device group.
/// </summary>
internal sealed class AccessDifference(DirectoryScope scope, long from, long to)
{
    private const int MostEdges = 20_000;
    private const int MostPrincipals = 20_000;
    private const int MostShown = 1000;

    public async Task<DiffAccess> ReadAsync(CancellationToken ct)
    {
        // Only what an edge of the difference leads to or from can have changed.
        var edges = await scope.Sql.QueryAsync(
            """
            select distinct c.resource, c.to_resource from change c
            where c.tenant = @tenant and c.seq > @from and c.seq <= @to and c.directory = @directory and c.op in (4, 5) and c.edge_kind in (1, 2, 6)
            limit @limit
            """,
            row => (From: row.GetInt64(0), To: row.GetInt64(1)), ct, ("from", from), ("to", to), ("directory", scope.Key.Value), ("limit", MostEdges + 1));
        var complete = edges.Count <= MostEdges;
        HashSet<long> principals = [];
        foreach (var at in (long[])[from, to])
        {
            var begins = edges.Select(edge => edge.From).ToHashSet();
            begins.UnionWith(await BoundAsync(edges.Select(edge => edge.To), at, ct));
            principals.UnionWith(await BelowAsync(begins, at, ct));
        }

        complete &= principals.Count <= MostPrincipals;
        var asked = principals.Take(MostPrincipals).ToArray();
        var (before, after) = (await ReachedAsync(asked, from, ct), await ReachedAsync(asked, to, ct));
        var gained = after.Except(before).Order().ToList();
        var lost = before.Except(after).Order().ToList();
        complete &= gained.Count <= MostShown && lost.Count <= MostShown;
        var refs = await ResourceRefs.OfAsync(scope.Sql, gained.Take(MostShown).Concat(lost.Take(MostShown)).SelectMany(pair => new[] { pair.Principal, pair.Resource }), ct);
        return new DiffAccess(Show(gained), Show(lost), complete);

        List<AccessEdge> Show(List<(long Principal, long Resource)> pairs) =>
            [.. pairs.Take(MostShown).Select(pair => new AccessEdge(refs[pair.Principal], refs[pair.Resource]))];
    }

    /// <summary>What is bound to these: a device that joins a bound device group changes the way of who is bound to the group.</summary>
    private Task<HashSet<long>> BoundAsync(IEnumerable<long> targets, long at, CancellationToken ct) => KeysAsync(
        $$"""select e.from_resource from {rows} x join edge e on e.tenant = @tenant and e.kind = 2 and e.to_resource = x.resource and {{Holds("e")}}""",
        targets, at, ct);

    /// <summary>The users and administrators among these and among all that stand in them.</summary>
    private Task<HashSet<long>> BelowAsync(IEnumerable<long> begins, long at, CancellationToken ct) => KeysAsync(
        $$"""
        with recursive below(node) as (
          select x.resource from {rows} x
          union
          select e.from_resource from below b join edge e on e.tenant = @tenant and e.kind in (1, 6) and e.to_resource = b.node and {{Holds("e")}})
        select b.node from below b join resource r on r.tenant = @tenant and r.resource = b.node and r.kind in (1, 2)
        """,
        begins, at, ct);

    private async Task<HashSet<(long Principal, long Resource)>> ReachedAsync(long[] principals, long at, CancellationToken ct)
    {
        HashSet<(long, long)> reached = [];
        List<(long Principal, long Group)> deviceGroups = [];
        await scope.Sql.QueryEachAsync(
            $$"""
            with recursive above(root, node) as (
              select x.resource, x.resource from {rows} x
              union
              select a.root, e.to_resource from above a join edge e on e.tenant = @tenant and e.from_resource = a.node and e.kind in (1, 6) and {{Holds("e")}})
            select distinct a.root, e.to_resource, e.to_kind from above a
            join edge e on e.tenant = @tenant and e.from_resource = a.node and e.kind = 2 and {{Holds("e")}}
            join resource_version v on v.tenant = @tenant and v.resource = e.to_resource and {{Holds("v")}}
            """,
            new SqlRows().Add("resource", principals),
            row =>
            {
                if ((ResourceKind)row.GetInt16(2) == ResourceKind.DeviceGroup) deviceGroups.Add((row.GetInt64(0), row.GetInt64(1)));
                else reached.Add((row.GetInt64(0), row.GetInt64(1)));
            },
            ct, ("at", at));
        List<(long Group, long Device)> devices = [];
        await scope.Sql.QueryEachAsync(
            $$"""
            select x.resource, e.from_resource from {rows} x
            join edge e on e.tenant = @tenant and e.kind = 1 and e.to_resource = x.resource and e.from_kind = 5 and {{Holds("e")}}
            """,
            new SqlRows().Add("resource", deviceGroups.Select(pair => pair.Group).Distinct().ToArray()), row => devices.Add((row.GetInt64(0), row.GetInt64(1))), ct, ("at", at));
        var members = devices.ToLookup(pair => pair.Group, pair => pair.Device);
        foreach (var (principal, group) in deviceGroups)
            foreach (var device in members[group]) reached.Add((principal, device));
        return reached;
    }

    private async Task<HashSet<long>> KeysAsync(string sql, IEnumerable<long> keys, long at, CancellationToken ct)
    {
        HashSet<long> found = [];
        await scope.Sql.QueryEachAsync(sql, new SqlRows().Add("resource", keys.Distinct().ToArray()), row => found.Add(row.GetInt64(0)), ct, ("at", at));
        return found;
    }

    private static string Holds(string table) => $"{table}.from_seq <= @at and ({table}.to_seq is null or {table}.to_seq > @at)";
}
