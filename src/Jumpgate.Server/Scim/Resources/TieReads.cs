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

    /// <summary>Of a current edge <c>e</c> to a group: the group's id and name, and whether it stands in another one.</summary>
    public const string GroupColumns =
        "e.to_resource, g.remote_id, n.name, exists (select 1 from edge u where u.tenant = @tenant and u.from_resource = e.to_resource and u.kind = 6 and u.to_seq is null)";

    public const string GroupJoins =
        """
        left join resource g on g.tenant = @tenant and g.resource = e.to_resource
        left join resource_version n on n.tenant = @tenant and n.resource = e.to_resource and n.to_seq is null
        """;

    private static async Task GroupsAsync(TenantSql sql, IReadOnlyCollection<long> users, Ties ties, CancellationToken ct)
    {
        List<(long User, long Group, Tie Tie)> direct = [];
        var nested = false;
        await sql.QueryEachAsync(
            $$"""
            select e.from_resource, {{GroupColumns}} from {rows} x
            {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = @kind and e.to_seq is null}
            {{GroupJoins}}
            """,
            new SqlRows().Add("resource", users),
            row =>
            {
                direct.Add((row.GetInt64(0), row.GetInt64(1), new Tie(row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), true, true)));
                nested |= row.GetBoolean(4);
            },
            ct, ("kind", (short)EdgeKind.MemberOf));
        if (nested) await ClimbAsync(sql, direct, ties, ct);
        else
            foreach (var (user, _, tie) in direct.OrderBy(one => one.Group)) ties.Add(user, tie);
    }

    /// <summary>Upwards, level by level, until nothing new contains anything: groups may contain each other.</summary>
    private static async Task ClimbAsync(TenantSql sql, List<(long User, long Group, Tie Tie)> direct, Ties ties, CancellationToken ct)
    {
        var above = new Dictionary<long, HashSet<long>>();
        HashSet<long> asked = [], ask = [.. direct.Select(one => one.Group)];
        while (ask.Count > 0)
        {
            await sql.QueryEachAsync(
                "select e.from_resource, e.to_resource from {rows} x {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = @kind and e.to_seq is null}",
                new SqlRows().Add("resource", ask),
                row =>
                {
                    if (!above.TryGetValue(row.GetInt64(0), out var groups)) above.Add(row.GetInt64(0), groups = []);
                    groups.Add(row.GetInt64(1));
                },
                ct, ("kind", (short)EdgeKind.NestedIn));
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
        foreach (var user in direct.GroupBy(one => one.User, one => one.Group))
        {
            var groups = user.ToHashSet();
            var all = new HashSet<long>(groups);
            var open = new Stack<long>(groups);
            while (open.TryPop(out var group))
                foreach (var upper in above.GetValueOrDefault(group) ?? [])
                    if (all.Add(upper)) open.Push(upper);
            foreach (var group in all.Order())
                if (names.TryGetValue(group, out var named)) ties.Add(user.Key, new Tie(named.Id, named.Name, true, groups.Contains(group)));
        }
    }
}
