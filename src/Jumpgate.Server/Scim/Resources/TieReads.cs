using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Reads members of groups, and groups of users: the direct ones and those that contain them.</summary>
internal static class TieReads
{
    public static async Task<Ties> OfAsync(TenantSql sql, ScimKind kind, IReadOnlyCollection<long> resources, CancellationToken ct)
    {
        if (resources.Count == 0) return Ties.None;
        var ties = new Ties();
        if (kind.IsGroup) await MembersAsync(sql, resources, ties, ct);
        else await GroupsAsync(sql, resources, ties, ct);
        return ties;
    }

    private static ValueTask MembersAsync(TenantSql sql, IReadOnlyCollection<long> groups, Ties ties, CancellationToken ct) => sql.QueryEachAsync(
        """
        select e.to_resource, e.from_kind, r.remote_id, v.name from {rows} x
        {join edge e on e.tenant = @tenant and e.kind in (1, 6) and e.to_resource = x.resource and e.to_seq is null}
        join resource r on r.tenant = @tenant and r.resource = e.from_resource
        left join resource_version v on v.tenant = @tenant and v.resource = e.from_resource and v.to_seq is null
        """,
        new SqlRows().Add("resource", groups),
        row => ties.Add(row.GetInt64(0), new Tie(row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt16(1) == (short)ResourceKind.Group, true)), ct);

    private static async Task GroupsAsync(TenantSql sql, IReadOnlyCollection<long> users, Ties ties, CancellationToken ct)
    {
        var begin = new Dictionary<long, HashSet<long>>();
        await ClimbAsync(EdgeKind.MemberOf, users, begin);
        if (begin.Count == 0) return;

        // Upwards, level by level, until nothing new contains anything: groups may contain each other.
        var above = new Dictionary<long, HashSet<long>>();
        HashSet<long> asked = [], ask = [.. begin.Values.SelectMany(groups => groups)];
        while (ask.Count > 0)
        {
            await ClimbAsync(EdgeKind.NestedIn, ask, above);
            asked.UnionWith(ask);
            ask = [.. ask.SelectMany(group => above.GetValueOrDefault(group) ?? []).Where(group => !asked.Contains(group))];
        }

        var names = new Dictionary<long, (string Id, string? Name)>();
        await sql.QueryEachAsync(
            """
            select x.resource, r.remote_id, v.name from {rows} x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            left join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.to_seq is null
            """,
            new SqlRows().Add("resource", asked), row => names[row.GetInt64(0)] = (row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), ct);
        foreach (var (user, groups) in begin)
        {
            var all = new HashSet<long>(groups);
            var open = new Stack<long>(groups);
            while (open.TryPop(out var group))
                foreach (var upper in above.GetValueOrDefault(group) ?? [])
                    if (all.Add(upper)) open.Push(upper);
            foreach (var group in all.Order())
                if (names.TryGetValue(group, out var named)) ties.Add(user, new Tie(named.Id, named.Name, true, groups.Contains(group)));
        }

        ValueTask ClimbAsync(EdgeKind edge, IReadOnlyCollection<long> from, Dictionary<long, HashSet<long>> found) => sql.QueryEachAsync(
            "select e.from_resource, e.to_resource from {rows} x {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = @kind and e.to_seq is null}",
            new SqlRows().Add("resource", from),
            row =>
            {
                if (!found.TryGetValue(row.GetInt64(0), out var groups)) found.Add(row.GetInt64(0), groups = []);
                groups.Add(row.GetInt64(1));
            },
            ct, ("kind", (short)edge));
    }
}
