using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>Reads the change log as events, each with what stood at its sequence.</summary>
internal sealed class EventReads(IAssignedRoles assigned)
{
    /// <summary>Rows of the log that are looked through for one answer, where only one directory is asked for.</summary>
    private const long Window = 50_000;

    private readonly ConcurrentDictionary<TenantId, Guid> tenants = new();

    /// <summary>The public id of a tenant, which never changes.</summary>
    public async ValueTask<Guid> TenantAsync(TenantSql sql, CancellationToken ct) => tenants.TryGetValue(sql.Tenant, out var id)
        ? id
        : tenants[sql.Tenant] = await sql.ScalarAsync<Guid>("select id from tenant where tenant = @tenant", ct);

    /// <summary>Rows of the log behind a sequence that are events, in order, and the sequence up to which it was read for them.</summary>
    /// <param name="directory">Null: of all; 0: of none.</param>
    public static async Task<(List<EventRow> Rows, long ReadTo)> RowsAsync(TenantSql sql, long after, long upTo, int? directory, int limit, CancellationToken ct)
    {
        var end = directory is null ? upTo : Math.Min(upTo, after + Window);
        var rows = await sql.QueryAsync(
            $"""
            select {EventRow.Columns} from change c left join cause u on u.tenant = @tenant and u.cause = c.cause
            where c.tenant = @tenant and c.seq > @after and c.seq <= @end {directory switch { null => "", 0 => "and c.directory is null", _ => "and c.directory = @directory" }}
            order by c.seq limit @limit
            """,
            EventRow.Read, ct, [("after", after), ("end", end), ("limit", (long)limit), .. directory > 0 ? new (string, object?)[] { ("directory", directory) } : []]);
        var readTo = rows.Count == limit ? rows[^1].Seq : end;
        rows.RemoveAll(row => row.Type is null);
        return (rows, readTo);
    }

    /// <summary>The event rows with these sequences, in order; what is no longer kept is left out.</summary>
    public static async Task<List<EventRow>> RowsAsync(TenantSql sql, IReadOnlyCollection<long> sequences, CancellationToken ct)
    {
        List<EventRow> rows = [];
        await sql.QueryEachAsync(
            $$"""
            select {{EventRow.Columns}} from {rows} x join change c on c.tenant = @tenant and c.seq = x.seq left join cause u on u.tenant = @tenant and u.cause = c.cause
            """,
            new SqlRows().Add("seq", sequences), row => rows.Add(EventRow.Read(row)), ct);
        rows.RemoveAll(row => row.Type is null);
        rows.Sort((one, other) => one.Seq.CompareTo(other.Seq));
        return rows;
    }

    /// <summary>Adds to each row what stood at its sequence.</summary>
    public async Task<List<EventRecord>> CompleteAsync(TenantSql sql, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return [];
        var tenant = await TenantAsync(sql, ct);
        var directories = await DirectoriesAsync(sql, rows, ct);
        var states = await StatesAsync(sql, rows, ct);
        var groups = await GroupsAsync(sql, rows, ct);
        var roles = await RolesAsync(sql, rows, ct);
        List<EventRecord> events = new(rows.Count);
        foreach (var row in rows)
        {
            var of = row.Resource is { } resource ? states[(resource, row.Seq)] : null;
            events.Add(new EventRecord(tenant, row)
            {
                Directory = directories.GetValueOrDefault(row.Directory),
                State = of?.At(row.Seq, row.Op == ChangeOp.Deleted),
                // What came back was not changed from what it was before it went.
                Old = row.Op == ChangeOp.Updated ? of?.Before(row.Seq) : null,
                Target = row.To is { } to ? states[(to, row.Seq)].At(row.Seq, last: true) : null,
                Groups = IsOfUser(row) ? [.. groups[(row.Resource!.Value, row.Seq)]] : [],
                Roles = IsOfUser(row) ? roles.GetValueOrDefault(row.Directory)?[(row.Resource!.Value, Moment(row))].ToList() : null,
                OldRoles = row.IsOfRoles ? roles.GetValueOrDefault(row.Directory)?[(row.Resource!.Value, row.Seq - 1)].ToList() : null,
                Account = row.Type!.StartsWith("account.", StringComparison.Ordinal) ? await EventAccount.FindAsync(sql, row, ct) : null,
            });
        }

        return events;
    }

    /// <summary>Of these rows, the ones that tell of something that was gone again when the first load ended.</summary>
    public static async Task<HashSet<long>> PassingAsync(TenantSql sql, IReadOnlyList<EventRow> rows, long ready, CancellationToken ct)
    {
        var touched = rows.Where(row => row.IsOfContent && row.Seq < ready).ToList();
        if (touched.Count == 0) return [];
        HashSet<long> stayed = [];
        await sql.QueryEachAsync(
            """
            select v.resource from {rows} x
            {join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.from_seq <= @ready and (v.to_seq is null or v.to_seq > @ready)}
            """,
            new SqlRows().Add("resource", touched.SelectMany(row => new[] { row.Resource, row.To }).OfType<long>().Distinct().ToArray()),
            row => stayed.Add(row.GetInt64(0)), ct, ("ready", ready));
        return [.. touched.Where(row => (row.Resource is { } one && !stayed.Contains(one)) || (row.To is { } other && !stayed.Contains(other))).Select(row => row.Seq)];
    }

    private static async Task<Dictionary<int, EventDirectory>> DirectoriesAsync(TenantSql sql, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        Dictionary<int, EventDirectory> found = [];
        await sql.QueryEachAsync(
            """
            select d.directory, d.id, d.name, d.source, s.provider, s.enabled from {rows} x
            join directory d on d.tenant = @tenant and d.directory = x.directory
            left join scim_directory s on s.tenant = @tenant and s.directory = d.directory
            """,
            new SqlRows().Add("directory", rows.Select(row => (int?)row.Directory).Where(directory => directory > 0).Distinct().ToArray()),
            row => found[row.GetInt32(0)] = new EventDirectory(
                row.GetGuid(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetBoolean(5)), ct);
        return found;
    }

    /// <summary>The versions around each sequence: the one it ended, and the one that held behind it.</summary>
    private static async Task<Dictionary<(long Resource, long Seq), EventStates>> StatesAsync(TenantSql sql, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        Dictionary<(long, long), EventStates> found = [];
        foreach (var row in rows)
        {
            if (row.Resource is { } resource) found.TryAdd((resource, row.Seq), new EventStates());
            if (row.To is { } to) found.TryAdd((to, row.Seq), new EventStates());
        }

        await sql.QueryEachAsync(
            $$"""
            select x.resource, x.seq, {{EventState.Columns}} from {rows} x
            {join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.from_seq <= x.seq and (v.to_seq is null or v.to_seq >= x.seq)}
            join resource r on r.tenant = @tenant and r.resource = x.resource
            """,
            new SqlRows().Add("resource", found.Keys.Select(key => key.Item1).ToArray()).Add("seq", found.Keys.Select(key => key.Item2).ToArray()),
            row => found[(row.GetInt64(0), row.GetInt64(1))].Add(EventState.Read(row, 2)), ct);
        await NamesAsync(sql, found, ct);
        return found;
    }

    /// <summary>What has no version any more (its directory was removed, its history pruned) still has its ids.</summary>
    private static async Task NamesAsync(TenantSql sql, Dictionary<(long Resource, long Seq), EventStates> found, CancellationToken ct)
    {
        var bare = found.Where(one => one.Value.IsEmpty).ToLookup(one => one.Key.Resource, one => one.Value);
        await sql.QueryEachAsync(
            "select x.resource, r.id, r.remote_id, r.kind from {rows} x join resource r on r.tenant = @tenant and r.resource = x.resource",
            new SqlRows().Add("resource", bare.Select(one => one.Key).ToArray()),
            row =>
            {
                var state = new EventState(row.GetGuid(1), row.GetString(2), (ResourceKind)row.GetInt16(3), 0, null, null, null, "unknown", null, false, null);
                foreach (var states in bare[row.GetInt64(0)]) states.Add(state);
            },
            ct);
    }

    private static async Task<ILookup<(long Resource, long Seq), EventGroup>> GroupsAsync(TenantSql sql, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        var users = rows.Where(IsOfUser).ToList();
        List<((long, long) Key, EventGroup Group)> found = [];
        await sql.QueryEachAsync(
            """
            select x.resource, x.seq, r.id, v.name from {rows} x
            {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = 1 and e.from_seq <= x.seq and (e.to_seq is null or e.to_seq > x.seq)}
            {join resource_version v on v.tenant = @tenant and v.resource = e.to_resource and v.from_seq <= x.seq and (v.to_seq is null or v.to_seq > x.seq)}
            join resource r on r.tenant = @tenant and r.resource = e.to_resource
            """,
            new SqlRows().Add("resource", users.ConvertAll(row => row.Resource!.Value)).Add("seq", users.ConvertAll(row => row.Seq)),
            row => found.Add(((row.GetInt64(0), row.GetInt64(1)), new EventGroup(row.GetGuid(2), row.IsDBNull(3) ? null : row.GetString(3)))), ct);
        return found.OrderBy(one => one.Group.Name, StringComparer.Ordinal).ThenBy(one => one.Group.Id).ToLookup(one => one.Key, one => one.Group);
    }

    /// <summary>By directory the roles of its users at the moments of their events, and before them where the roles are what changed.</summary>
    private async Task<Dictionary<int, ILookup<(long User, long Sequence), string>?>> RolesAsync(TenantSql sql, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        Dictionary<int, ILookup<(long User, long Sequence), string>?> found = [];
        foreach (var users in rows.Where(IsOfUser).GroupBy(row => row.Directory))
        {
            var moments = users.Select(row => (row.Resource!.Value, Moment(row))).Concat(users.Where(row => row.IsOfRoles).Select(row => (row.Resource!.Value, row.Seq - 1)));
            found[users.Key] = await assigned.AtAsync(sql, new DirectoryKey(users.Key), [.. moments.Distinct()], ct);
        }

        return found;
    }

    private static bool IsOfUser(EventRow row) => row is { Kind: ResourceKind.User, Resource: not null, IsOfResource: true };

    /// <summary>Who was deleted is told of as he was last.</summary>
    private static long Moment(EventRow row) => row.Op == ChangeOp.Deleted ? row.Seq - 1 : row.Seq;
}
