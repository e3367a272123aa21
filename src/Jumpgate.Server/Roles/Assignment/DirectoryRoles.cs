using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>
/// What users of a directory get by a mapping, read from what holds now: a few statements for a slice of users, however many groups they are
/// in. Members of a group that is nested in another count as members of that one too.
/// </summary>
internal sealed class DirectoryRoles(TenantSql sql, DirectoryKey directory, RoleMapping mapping, GroupMatches matches)
{
    /// <summary>Of each user: the roles it gets, the highest first. Who is not there (any more) is left out.</summary>
    public async ValueTask<Dictionary<long, IReadOnlyList<RoleEntry>>> OfAsync(IReadOnlyCollection<long> users, CancellationToken ct)
    {
        var facts = await FactsAsync(users, ct);
        return facts.ToDictionary(user => user.Key, user => mapping.Decide(user.Value.RulesOfUser.Concat(user.Value.Groups.SelectMany(group => group.Rules))));
    }

    /// <summary>Of each user that is there: the rules its attributes satisfy, and each group above it with the groups that lead there.</summary>
    public async ValueTask<Dictionary<long, UserFacts>> FactsAsync(IReadOnlyCollection<long> users, CancellationToken ct)
    {
        var found = await UsersAsync(users, ct);
        if (found.Count == 0) return [];
        Dictionary<long, List<long>> own = [];
        await sql.QueryEachAsync(
            """
            select x.resource, e.to_resource from {rows} x
            {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = 1 and e.to_seq is null and e.to_kind = 3}
            """,
            new SqlRows().Add("resource", found.Keys), row => Append(own, row.GetInt64(0), row.GetInt64(1)), ct);
        var above = await ClimbAsync(own.Values.SelectMany(groups => groups), ct);
        var rules = await RulesOfAsync(own.Values.SelectMany(groups => groups).Concat(above.Values.SelectMany(groups => groups)).Distinct().ToList(), ct);
        return found.ToDictionary(user => user.Key, user => new UserFacts(user.Value, Reach(own.GetValueOrDefault(user.Key) ?? [], above, rules)));
    }

    /// <summary>Users that are there, with the rules that ask their attributes.</summary>
    private async ValueTask<Dictionary<long, int[]>> UsersAsync(IReadOnlyCollection<long> users, CancellationToken ct)
    {
        Dictionary<long, int[]> found = [];
        if (!mapping.AsksUsers)
        {
            await sql.QueryEachAsync(
                "select v.resource from {rows} x {join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = 1 and v.resource = x.resource and v.to_seq is null}",
                new SqlRows().Add("resource", users), row => found[row.GetInt64(0)] = [], ct, ("directory", directory.Value));
            return found;
        }

        foreach (var row in await VersionsAsync(ResourceKind.User, users, ct))
        {
            using var document = ResourceDocument.Of(row, ResourceKind.User);
            found[row.Key] = [.. mapping.OfUser(document.RootElement)];
        }

        return found;
    }

    /// <summary>Of each group at or above these: the groups it is directly nested in.</summary>
    private async ValueTask<Dictionary<long, List<long>>> ClimbAsync(IEnumerable<long> groups, CancellationToken ct)
    {
        Dictionary<long, List<long>> above = [];
        HashSet<long> seen = [.. groups];
        List<long> level = [.. seen];
        while (level.Count > 0)
        {
            List<long> next = [];
            await sql.QueryEachAsync(
                """
                select x.resource, e.to_resource from {rows} x
                {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = 6 and e.to_seq is null}
                """,
                new SqlRows().Add("resource", level),
                row =>
                {
                    Append(above, row.GetInt64(0), row.GetInt64(1));
                    if (seen.Add(row.GetInt64(1))) next.Add(row.GetInt64(1));
                },
                ct);
            level = next;
        }

        return above;
    }

    /// <summary>Indexes of the rules that name these groups; a group that is not there is left out.</summary>
    public async ValueTask<Dictionary<long, int[]>> RulesOfAsync(List<long> groups, CancellationToken ct)
    {
        Dictionary<long, int[]> rules = [];
        List<(long Group, long Since)> open = [];
        await sql.QueryEachAsync(
            "select v.resource, v.from_seq from {rows} x {join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = 3 and v.resource = x.resource and v.to_seq is null}",
            new SqlRows().Add("resource", groups),
            row =>
            {
                var (group, since) = (row.GetInt64(0), row.GetInt64(1));
                if (matches.TryGet(group, since, out var known)) rules[group] = known;
                else open.Add((group, since));
            },
            ct, ("directory", directory.Value));
        if (open.Count == 0) return rules;
        foreach (var row in await VersionsAsync(ResourceKind.Group, open.ConvertAll(group => group.Group), ct))
        {
            using var document = ResourceDocument.Of(row, ResourceKind.Group);
            rules[row.Key] = mapping.OfGroup(new GroupFacts([row.Id.ToString(), row.RemoteId], ExternalId(document.RootElement), row.Name, document.RootElement));
            matches.Set(row.Key, row.Since, rules[row.Key]);
        }

        return rules;
    }

    /// <summary>Indexes of the rules that name a group, or one it is nested in.</summary>
    public async ValueTask<IEnumerable<int>> RulesThroughAsync(long group, CancellationToken ct)
    {
        var above = await ClimbAsync([group], ct);
        return (await RulesOfAsync([.. above.Values.SelectMany(groups => groups).Append(group).Distinct()], ct)).Values.SelectMany(rules => rules).Distinct().Order();
    }

    private async ValueTask<List<ResourceRow>> VersionsAsync(ResourceKind kind, IReadOnlyCollection<long> resources, CancellationToken ct)
    {
        List<ResourceRow> rows = [];
        await sql.QueryEachAsync(
            $$"""
            select {{ResourceRow.VersionColumns.Replace("v.raw", "null as raw", StringComparison.Ordinal)}}, v.resource, {{ResourceRow.IdentityColumns}} from {rows} x
            {join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.resource = x.resource and v.to_seq is null}
            {join resource r on r.tenant = @tenant and r.resource = v.resource}
            left join change c on c.tenant = @tenant and c.seq = v.from_seq
            """,
            new SqlRows().Add("resource", resources), row => rows.Add(ResourceRow.Read(row, new(SortValue.Number, IsPast: true, WithRaw: false))), ct,
            ("directory", directory.Value), ("kind", (short)kind));
        return rows;
    }

    /// <summary>Every group a user is in, directly or through others, that a rule names; with the shortest way there.</summary>
    private static List<ReachedGroup> Reach(List<long> own, Dictionary<long, List<long>> above, Dictionary<long, int[]> rules)
    {
        List<ReachedGroup> reached = [];
        Dictionary<long, long> from = [];
        Queue<long> open = new();
        foreach (var group in own)
            if (from.TryAdd(group, 0)) open.Enqueue(group);
        while (open.TryDequeue(out var group))
        {
            if (rules.TryGetValue(group, out var named) && named.Length > 0)
            {
                List<long> path = [];
                for (var step = group; step != 0; step = from[step]) path.Add(step);
                path.Reverse();
                reached.Add(new ReachedGroup(path, named));
            }

            if (!above.TryGetValue(group, out var parents)) continue;
            foreach (var parent in parents)
                if (from.TryAdd(parent, group)) open.Enqueue(parent);
        }

        return reached;
    }

    private static string? ExternalId(JsonElement document) =>
        document.TryGetProperty("externalId", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Append(Dictionary<long, List<long>> lists, long key, long value)
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(value);
    }
}

/// <param name="RulesOfUser">Indexes of the rules about attributes that fit.</param>
internal sealed record UserFacts(int[] RulesOfUser, IReadOnlyList<ReachedGroup> Groups);

/// <param name="Path">Keys of groups, from the user's own to the one the rules name.</param>
internal sealed record ReachedGroup(IReadOnlyList<long> Path, int[] Rules);
