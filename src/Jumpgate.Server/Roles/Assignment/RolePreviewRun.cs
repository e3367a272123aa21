using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Assignment;

/// <param name="Users">Counted only where the whole directory was walked, as <paramref name="Changed"/> and <paramref name="Roles"/>.</param>
/// <param name="Next">Key of the user behind whom the next page begins.</param>
internal sealed record PreviewPage(IReadOnlyList<RolePreviewUser> Items, long? Next, long? Users = null, long? Changed = null, IReadOnlyList<RolePreviewCount>? Roles = null);

/// <summary>Holds what a mapping would give against what users have: slice by slice, with counts and one page in memory.</summary>
internal sealed class RolePreviewRun(DirectoryScope scope, RoleMapping mapping)
{
    private const int Slice = 1000;

    private readonly GroupMatches matches = new();
    private readonly Dictionary<long, Count> counts = [];
    private Dictionary<long, RoleEntry> roles = [];

    /// <summary>Walks all users; the first page of those who would change, and the counts.</summary>
    public async Task<PreviewPage> WholeAsync(int limit, CancellationToken ct)
    {
        List<Difference> page = [];
        var (after, users, changed) = (0L, 0L, 0L);
        await NameRolesAsync(ct);
        while (await SliceAsync(after, ct) is { Count: > 0 } slice)
        {
            (after, users) = (slice[^1].User, users + slice.Count);
            foreach (var one in slice)
            {
                foreach (var role in one.Now) Of(role).Now++;
                foreach (var role in one.Then) Of(role).Then++;
                foreach (var role in one.Gained) Of(role).Gained++;
                foreach (var role in one.Lost) Of(role).Lost++;
                if (!one.Differs) continue;
                changed++;
                if (page.Count <= limit) page.Add(one);
            }
        }

        return new PreviewPage(
            await ShowAsync(page.Take(limit).ToList(), ct), page.Count > limit ? page[limit - 1].User : null, users, changed,
            [.. counts.OrderBy(count => roles[count.Key].Order).Select(count => new RolePreviewCount(
                roles[count.Key].Name, roles[count.Key].AdministratorLike, count.Value.Now, count.Value.Then, count.Value.Gained, count.Value.Lost))]);
    }

    /// <summary>The next page of those who would change.</summary>
    public async Task<PreviewPage> PageAsync(long after, int limit, CancellationToken ct)
    {
        List<Difference> page = [];
        await NameRolesAsync(ct);
        while (page.Count <= limit && await SliceAsync(after, ct) is { Count: > 0 } slice)
        {
            after = slice[^1].User;
            page.AddRange(slice.Where(one => one.Differs));
        }

        return new PreviewPage(await ShowAsync(page.Take(limit).ToList(), ct), page.Count > limit ? page[limit - 1].User : null);
    }

    private async Task<List<Difference>> SliceAsync(long after, CancellationToken ct)
    {
        var users = await scope.Sql.QueryAsync(
            $"""
            select resource from resource_version where tenant = @tenant and directory = @directory and kind = 1 and to_seq is null and resource > @after order by resource limit {Slice}
            """,
            row => row.GetInt64(0), ct, ("directory", scope.Key.Value), ("after", after));
        var then = await new DirectoryRoles(scope.Sql, scope.Key, mapping, matches).OfAsync(users, ct);
        var now = await RoleWrites.HeldAsync(scope.Sql, users, ct);
        return users.ConvertAll(user => new Difference(user, now.GetValueOrDefault(user) ?? [], [.. (then.GetValueOrDefault(user) ?? []).Select(role => role.Key)]));
    }

    private async Task<List<RolePreviewUser>> ShowAsync(List<Difference> page, CancellationToken ct)
    {
        var refs = await ResourceRefs.OfAsync(scope.Sql, page.Select(one => one.User), ct);
        Dictionary<long, string?> emails = [];
        await scope.Sql.QueryEachAsync(
            "select v.resource, v.email from {rows} x {join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.to_seq is null}",
            new SqlRows().Add("resource", page.ConvertAll(one => one.User)), row => emails[row.GetInt64(0)] = ResourceRow.Text(row, 1), ct);
        return page.ConvertAll(one => new RolePreviewUser(refs[one.User], emails.GetValueOrDefault(one.User), Names(one.Gained), Names(one.Lost), Names(one.Then)));
    }

    /// <summary>Also roles that were removed from the catalogue while somebody still holds them for a moment.</summary>
    private async Task NameRolesAsync(CancellationToken ct) => roles = (await scope.Sql.QueryAsync(
        "select role, name, administrator_like, position from app_role where tenant = @tenant",
        row => new RoleEntry(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetInt32(3)), ct)).ToDictionary(role => role.Key);

    private List<string> Names(IEnumerable<long> keys) => [.. keys.Select(key => roles[key]).OrderBy(role => role.Order).Select(role => role.Name)];

    private Count Of(long role) => counts.TryGetValue(role, out var count) ? count : counts[role] = new Count();

    private sealed class Count
    {
        public long Now, Then, Gained, Lost;
    }

    private sealed record Difference(long User, HashSet<long> Now, HashSet<long> Then)
    {
        public IEnumerable<long> Gained => Then.Except(Now);

        public IEnumerable<long> Lost => Now.Except(Then);

        public bool Differs => !Now.SetEquals(Then);
    }
}
