using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>Writes which roles users have: intervals, and one change of the user where they differ.</summary>
internal static class RoleWrites
{
    public const string Note = "roles";

    /// <summary>Roles that users hold now, by key.</summary>
    public static async ValueTask<Dictionary<long, HashSet<long>>> HeldAsync(TenantSql sql, IReadOnlyCollection<long> users, CancellationToken ct)
    {
        Dictionary<long, HashSet<long>> held = [];
        await sql.QueryEachAsync(
            "select a.resource, a.role from {rows} x {join assigned_role a on a.tenant = @tenant and a.resource = x.resource and a.to_seq is null}",
            new SqlRows().Add("resource", users),
            row =>
            {
                if (!held.TryGetValue(row.GetInt64(0), out var roles)) held[row.GetInt64(0)] = roles = [];
                roles.Add(row.GetInt64(1));
            },
            ct);
        return held;
    }

    /// <summary>Of these users, those whose roles are not what they get.</summary>
    public static List<long> Differing(IEnumerable<long> users, Dictionary<long, IReadOnlyList<RoleEntry>> gets, Dictionary<long, HashSet<long>> held) =>
        [.. users.Where(user => !(held.GetValueOrDefault(user) ?? []).SetEquals((gets.GetValueOrDefault(user) ?? []).Select(role => role.Key)))];

    /// <summary>Makes the roles of users what they get. Of who is gone, they end with the user, and that is no change of its own.</summary>
    /// <returns>How many changed.</returns>
    public static async ValueTask<int> ApplyAsync(
        WriteScope scope, DirectoryKey directory, int version, IReadOnlyCollection<long> users, Dictionary<long, IReadOnlyList<RoleEntry>> gets)
    {
        var held = await HeldAsync(scope.Sql, users, default);
        var differing = Differing(users.Order(), gets, held);
        await EndGoneAsync(scope, differing.Where(user => !gets.ContainsKey(user)).ToList());
        differing.RemoveAll(user => !gets.ContainsKey(user));
        if (differing.Count == 0) return 0;
        var first = await scope.TakeSequencesAsync(differing.Count);
        var cause = await scope.CauseKeyAsync(new Cause(CauseKind.System, null));
        List<(long User, long Role, long Seq)> begin = [], end = [];
        for (var i = 0; i < differing.Count; i++)
        {
            var (user, seq) = (differing[i], first + i);
            var had = held.GetValueOrDefault(user) ?? [];
            var has = gets[user].Select(role => role.Key).ToHashSet();
            begin.AddRange(has.Except(had).Select(role => (user, role, seq)));
            end.AddRange(had.Except(has).Select(role => (user, role, seq)));
            scope.Changes.Add(new ChangeRow(seq, directory.Value, ChangeOp.Updated, (short)ResourceKind.User, user, null, null, cause, Note));
        }

        await scope.Sql.ForEachAsync(
            "{update assigned_role set to_seq = x.seq where assigned_role.tenant = @tenant and assigned_role.resource = x.resource and assigned_role.role = x.role and assigned_role.to_seq is null}",
            Rows(end).Add("seq", end.ConvertAll(row => row.Seq)));
        await scope.Sql.InsertAsync("assigned_role", Rows(begin).Add("from_seq", begin.ConvertAll(row => row.Seq)), ("directory", directory.Value), ("why", version));
        return differing.Count;
    }

    private static async ValueTask EndGoneAsync(WriteScope scope, List<long> users) => await scope.Sql.ForEachAsync(
        """
        update assigned_role set to_seq = (select max(v.to_seq) from resource_version v where v.tenant = @tenant and v.resource = x.resource) from {rows} x
        where assigned_role.tenant = @tenant and assigned_role.resource = x.resource and assigned_role.to_seq is null
        """,
        new SqlRows().Add("resource", users));

    private static SqlRows Rows(List<(long User, long Role, long Seq)> rows) =>
        new SqlRows().Add("resource", rows.ConvertAll(row => row.User)).Add("role", rows.ConvertAll(row => row.Role));
}
