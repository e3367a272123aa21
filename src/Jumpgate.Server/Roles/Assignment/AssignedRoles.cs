using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>Reads which roles users have, or had.</summary>
internal sealed class AssignedRoles : IAssignedRoles
{
    public async ValueTask<IReadOnlyDictionary<long, HeldRoles>?> AsOfAsync(
        TenantSql sql, DirectoryKey directory, IReadOnlyCollection<long> users, long sequence, CancellationToken ct = default)
    {
        if (await sql.ScalarAsync<long>("select count(*) from role_cursor where tenant = @tenant and directory = @directory", ct, ("directory", directory.Value)) == 0) return null;
        Dictionary<long, (List<string> Names, long Changed)> found = [];
        await sql.QueryEachAsync(
            """
            select x.resource, r.name, a.from_seq, coalesce(a.to_seq, 0), r.position from {rows} x
            {join assigned_role a on a.tenant = @tenant and a.resource = x.resource and a.from_seq <= @at}
            {join app_role r on r.tenant = @tenant and r.role = a.role}
            order by r.position, r.role
            """,
            new SqlRows().Add("resource", users),
            row =>
            {
                var (from, to) = (row.GetInt64(2), row.GetInt64(3));
                if (!found.TryGetValue(row.GetInt64(0), out var held)) held = ([], 0);
                var ended = to > 0 && to <= sequence;
                if (!ended) held.Names.Add(row.GetString(1));
                found[row.GetInt64(0)] = (held.Names, Math.Max(held.Changed, ended ? to : from));
            },
            ct, ("at", sequence));
        return found.ToDictionary(user => user.Key, user => new HeldRoles(user.Value.Names, user.Value.Changed));
    }

    public async ValueTask<ILookup<(long User, long Sequence), string>?> AtAsync(
        TenantSql sql, DirectoryKey directory, IReadOnlyCollection<(long User, long Sequence)> moments, CancellationToken ct = default)
    {
        if (moments.Count == 0 || await sql.ScalarAsync<long>("select count(*) from role_cursor where tenant = @tenant and directory = @directory", ct, ("directory", directory.Value)) == 0)
            return null;
        List<(long User, long Sequence, long Position, string Name)> found = [];
        await sql.QueryEachAsync(
            """
            select x.resource, x.seq, r.position, r.name from {rows} x
            {join assigned_role a on a.tenant = @tenant and a.resource = x.resource and a.from_seq <= x.seq and (a.to_seq is null or a.to_seq > x.seq)}
            {join app_role r on r.tenant = @tenant and r.role = a.role}
            """,
            new SqlRows().Add("resource", moments.Select(moment => moment.User).ToArray()).Add("seq", moments.Select(moment => moment.Sequence).ToArray()),
            row => found.Add((row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3))), ct);
        return found.OrderBy(one => one.Position).ToLookup(one => (one.User, one.Sequence), one => one.Name);
    }
}
