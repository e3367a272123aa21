using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Mapping;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>
/// Takes the change log of a directory in, slice by slice: what each slice asks is calculated on what holds now, and only where a role differs is
/// it calculated again in the transaction that writes it. Roles, their changes and the cursor commit together; who was overtaken writes nothing.
/// </summary>
internal sealed class RoleRun(Store store, WriteQueue queue, MappingStore mappings)
{
    private const int Slice = 500;

    private readonly ConcurrentDictionary<(TenantId, DirectoryKey), Kept> kept = new();

    /// <summary>Does one slice of everything that is open. False: nothing is.</summary>
    public async Task<bool> StepAsync(TenantId tenant, DirectoryKey directory, CancellationToken ct)
    {
        // What is remembered of groups is put back only once the step that looked at them is committed.
        kept.TryRemove((tenant, directory), out var own);
        if (await ReadAsync(tenant, directory, own, ct) is not { } plan)
        {
            if (own is not null) kept[(tenant, directory)] = own;
            return false;
        }

        var written = await queue.WriteAsync(tenant, plan.Cursor.Scan is null ? WritePriority.Interactive : WritePriority.Bulk, scope => WriteAsync(scope, plan), ct);
        if (written is not null) kept[(tenant, directory)] = new Kept(plan.Mapping, plan.Matches, written);
        return true;
    }

    /// <summary>What is open, calculated on what holds now. Null: nothing is open.</summary>
    private async Task<Plan?> ReadAsync(TenantId tenant, DirectoryKey directory, Kept? own, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        if (await RoleCursor.FindAsync(read.Sql, directory, "", ct) is not { } cursor) return null;
        var (newest, from, isThere) = (await read.Sql.QueryAsync(
            """
            select t.sequence, t.history_from, (select count(*) from directory d where d.tenant = t.tenant and d.directory = @directory and d.source not in ('removed', 'emptied'))
            from tenant t where t.tenant = @tenant
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) > 0), ct, ("directory", directory.Value)))[0];
        if (!isThere) return new Plan(cursor, LogSlice.Nothing(newest)) { IsRemoval = true };
        if (await mappings.CurrentAsync(read.Sql, directory, ct) is not { } current || current.Version != cursor.Version) return null;

        // Who calculated meanwhile may have seen groups differently: what is remembered of them only counts while the cursor is ours.
        var matches = own is not null && ReferenceEquals(own.Mapping, current.Mapping) && own.Cursor == cursor ? own.Matches : new GroupMatches();
        var pruned = cursor.Seq < from - 1;
        var log = pruned ? LogSlice.Nothing(newest, from) : await LogSlice.ReadAsync(read.Sql, directory, cursor.Seq, newest, ct);
        var due = await read.Sql.QueryAsync(
            "select grp, after from role_due where tenant = @tenant and directory = @directory order by grp limit 1", row => (Group: row.GetInt64(0), After: row.GetInt64(1)), ct,
            ("directory", directory.Value));
        var plan = new Plan(pruned ? cursor with { Scan = 0 } : cursor, log) { Found = cursor, Mapping = current.Mapping, Matches = matches, Due = due is [var one] ? one : null };
        if (log.ReadTo == cursor.Seq && plan.Due is null && plan.Cursor.Scan is null) return null;

        plan.Groups.AddRange(await ConcernedAsync(read.Sql, plan, ct));
        plan.Users.UnionWith(log.Users);
        if (plan.Due is { } members) plan.Users.UnionWith(plan.DueUsers = await BelowAsync(read.Sql, members.Group, members.After, ct));
        if (plan.Cursor.Scan is { } after) plan.Users.UnionWith(plan.ScanUsers = await UsersAsync(read.Sql, directory, after, ct));
        var gets = await new DirectoryRoles(read.Sql, directory, current.Mapping, matches).OfAsync(plan.Users, ct);
        plan.Differing = RoleWrites.Differing(plan.Users, gets, await RoleWrites.HeldAsync(read.Sql, plan.Users, ct));
        return plan;
    }

    /// <summary>The cursor as it then stands; null: another node was faster, nothing was written.</summary>
    private static async ValueTask<RoleCursor?> WriteAsync(WriteScope scope, Plan plan)
    {
        var directory = plan.Cursor.Directory;
        if (await RoleCursor.FindAsync(scope.Sql, directory, scope.Sql.Dialect.ForUpdate, default) != plan.Found) return null;
        if (plan.IsRemoval) return await RemoveAsync(scope, directory);
        var before = scope.Sequence;
        if (plan.Differing.Count > 0)
        {
            var gets = await new DirectoryRoles(scope.Sql, directory, plan.Mapping, plan.Matches).OfAsync(plan.Differing, default);
            await RoleWrites.ApplyAsync(scope, directory, plan.Cursor.Version, plan.Differing, gets);
        }

        if (plan.Groups.Count > 0)
        {
            await scope.Sql.ForEachAsync(
                "insert into role_due (tenant, directory, grp, after) select @tenant, @directory, x.grp, 0 from {rows} x where true on conflict (tenant, directory, grp) do update set after = 0",
                new SqlRows().Add("grp", plan.Groups), default, ("directory", directory.Value));
        }

        if (plan.Due is { } due && !plan.Groups.Contains(due.Group))
        {
            await scope.Sql.SendAsync(
                plan.DueUsers.Count < Slice
                    ? "delete from role_due where tenant = @tenant and directory = @directory and grp = @grp"
                    : "update role_due set after = @after where tenant = @tenant and directory = @directory and grp = @grp",
                ("directory", directory.Value), ("grp", due.Group), ("after", plan.DueUsers.LastOrDefault()));
        }

        if (plan.Log.Pruned is { } pruned)
        {
            await scope.Sql.SendAsync(
                "delete from assigned_role where tenant = @tenant and directory = @directory and to_seq is not null and to_seq <= @from", ("directory", directory.Value), ("from", pruned));
        }

        // The changes just written are this run's own: where nothing lies between, they need not be read again.
        var cursor = plan.Cursor with
        {
            Seq = before == plan.Log.ReadTo ? scope.Sequence : plan.Log.ReadTo,
            Scan = plan.Cursor.Scan is null || plan.ScanUsers.Count < Slice ? null : plan.ScanUsers[^1],
        };
        await cursor.SaveAsync(scope);
        return cursor;
    }

    /// <summary>Forgets what a removed directory had, and then itself.</summary>
    private static async ValueTask<RoleCursor?> RemoveAsync(WriteScope scope, DirectoryKey directory)
    {
        (string, object?) of = ("directory", directory.Value);
        var some = await scope.Sql.QueryAsync(
            $"select resource from assigned_role where tenant = @tenant and directory = @directory limit {Slice}", row => row.GetInt64(0), default, of);
        await scope.Sql.ForEachAsync("delete from assigned_role where tenant = @tenant and resource in (select x.resource from {rows} x)", new SqlRows().Add("resource", some.Distinct().ToArray()));
        if (some.Count == Slice) return null;
        foreach (var table in (string[])["role_due", "role_mapping", "held_request", "role_cursor"])
            await scope.Sql.SendAsync($"delete from {table} where tenant = @tenant and directory = @directory", of);
        return null;
    }

    /// <summary>Of the groups that changed, those that rules name otherwise than before. Ties between groups concern the members in any case.</summary>
    private static async ValueTask<IEnumerable<long>> ConcernedAsync(TenantSql sql, Plan plan, CancellationToken ct)
    {
        if (plan.Log.Groups.Count == 0) return [];
        var before = plan.Log.Changed.ToDictionary(group => group, group => plan.Matches.Last(group, plan.Cursor.Seq));
        var now = await new DirectoryRoles(sql, plan.Cursor.Directory, plan.Mapping, plan.Matches).RulesOfAsync([.. plan.Log.Changed], ct);
        return plan.Log.Groups.Where(group => !before.TryGetValue(group, out var former) || former is null || !former.SequenceEqual(now.GetValueOrDefault(group) ?? []));
    }

    /// <summary>Users in a group or in one nested in it, from a key on.</summary>
    private static async ValueTask<List<long>> BelowAsync(TenantSql sql, long group, long after, CancellationToken ct) => await sql.QueryAsync(
        $"""
        with recursive held(g) as (
          select r.resource from resource r where r.tenant = @tenant and r.resource = @group
          union select e.from_resource from held join edge e on e.tenant = @tenant and e.kind = 6 and e.to_resource = held.g and e.to_seq is null)
        select distinct e.from_resource from held join edge e on e.tenant = @tenant and e.kind = 1 and e.to_resource = held.g and e.to_seq is null
        where e.from_resource > @after and e.from_kind = 1 order by e.from_resource limit {Slice}
        """,
        row => row.GetInt64(0), ct, ("group", group), ("after", after));

    private static async ValueTask<List<long>> UsersAsync(TenantSql sql, DirectoryKey directory, long after, CancellationToken ct) => await sql.QueryAsync(
        $"""
        select resource from resource_version where tenant = @tenant and directory = @directory and kind = 1 and to_seq is null and resource > @after order by resource limit {Slice}
        """,
        row => row.GetInt64(0), ct, ("directory", directory.Value), ("after", after));

    private sealed record Kept(RoleMapping Mapping, GroupMatches Matches, RoleCursor Cursor);

    /// <summary>What one step does.</summary>
    /// <param name="Cursor">From where.</param>
    private sealed record Plan(RoleCursor Cursor, LogSlice Log)
    {
        /// <summary>The cursor as it stood: only then is the plan good.</summary>
        public RoleCursor Found { get; init; } = Cursor;

        public RoleMapping Mapping { get; init; } = null!;

        public GroupMatches Matches { get; init; } = null!;

        public (long Group, long After)? Due { get; init; }

        public bool IsRemoval { get; init; }

        /// <summary>Groups whose members are to be calculated later.</summary>
        public List<long> Groups { get; } = [];

        public HashSet<long> Users { get; } = [];

        public List<long> DueUsers { get; set; } = [];

        public List<long> ScanUsers { get; set; } = [];

        public List<long> Differing { get; set; } = [];
    }
}
