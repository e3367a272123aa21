using System.Collections.Concurrent;
using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Delivery;

/// <summary>
/// The first load of a pushed directory: while a client sends its users and groups for the first time, nothing of it is delivered. It is over
/// when nothing was written for a while after a group has members, and one <c>directory_ready</c> says so. A directory that is empty again
/// (a client's connection test cleans up behind itself) has not been loaded yet.
/// </summary>
public sealed class FirstLoads(Store store, WriteQueue queue, TimeProvider time)
{
    /// <summary>So long without writes ends a first load that brought no group.</summary>
    private static readonly TimeSpan WithoutGroup = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(TenantId, int), LastWrite> seen = new();

    /// <summary>Whether nothing of a directory is delivered now, and the sequence at which its first load ended (0: it had none).</summary>
    public static async ValueTask<(bool IsQuiet, long Ready)> StateAsync(TenantSql sql, int directory, CancellationToken ct = default)
    {
        var found = await sql.QueryAsync(
            """
            select s.provider, s.settings, f.ready from scim_directory s left join first_load f on f.tenant = s.tenant and f.directory = s.directory
            where s.tenant = @tenant and s.directory = @directory
            """,
            row => (Quiet: QuietTime.Of(row.GetString(0), row.GetString(1)), Ready: row.IsDBNull(2) ? (long?)null : row.GetInt64(2)), ct, ("directory", directory));
        return found is [var one] ? (one.Quiet is not null && one.Ready is null, one.Ready ?? 0) : (false, 0);
    }

    /// <summary>Ends the first loads that are over.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        List<Loading> loading;
        await using (var read = await store.ReadAsync(default, ct))
        {
            loading = await read.Sql.QueryAsync(
                """
                select s.tenant, s.directory, s.provider, s.settings, t.sequence,
                  exists (select 1 from directory_count c where c.tenant = s.tenant and c.directory = s.directory and c.what = 'member_of' and c.n > 0)
                from scim_directory s
                join tenant t on t.tenant = s.tenant
                left join first_load f on f.tenant = s.tenant and f.directory = s.directory
                where @tenant = 0 and f.ready is null
                  and exists (select 1 from directory_count c where c.tenant = s.tenant and c.directory = s.directory and c.what in ('user', 'group') and c.n > 0)
                """,
                Loading.Read, ct);
        }

        foreach (var one in loading)
        {
            var last = await LastWriteAsync(one, ct);
            var wait = one.Quiet is not { } quiet ? TimeSpan.Zero : one.HasMembers || quiet > WithoutGroup ? quiet : WithoutGroup;
            if (time.GetUtcNow().ToUnixTimeMilliseconds() - last.At >= (long)wait.TotalMilliseconds) await EndAsync(one, last, ct);
        }
    }

    /// <summary>The directory's newest change of an object or an edge; only what came since the last look is read.</summary>
    private async Task<LastWrite> LastWriteAsync(Loading one, CancellationToken ct)
    {
        var key = (one.Tenant, one.Directory);
        var known = seen.GetValueOrDefault(key);
        if (known.UpTo == one.Sequence) return known;
        await using var read = await store.ReadAsync(one.Tenant, ct);
        var found = await read.Sql.QueryAsync(
            """
            select max(seq), max(at) from change where tenant = @tenant and seq > @after and seq <= @upto and directory = @directory and op between 1 and 5
            """,
            row => row.IsDBNull(0) ? (known.Seq, known.At) : (Seq: row.GetInt64(0), At: row.GetInt64(1)), ct,
            ("after", known.UpTo), ("upto", one.Sequence), ("directory", one.Directory));
        return seen[key] = new LastWrite(one.Sequence, found[0].Seq, found[0].At);
    }

    private async Task EndAsync(Loading one, LastWrite last, CancellationToken ct)
    {
        var ended = await queue.WriteAsync(one.Tenant, WritePriority.Interactive, async scope =>
        {
            (string, object?) directory = ("directory", one.Directory);
            if (await scope.Sql.ScalarAsync<long?>(
                "select max(seq) from change where tenant = @tenant and seq > @after and directory = @directory and op between 1 and 5", default, ("after", last.Seq), directory) is not null)
                return false;
            if (await scope.Sql.ScalarAsync<long>(
                """
                select count(*) from scim_directory s where s.tenant = @tenant and s.directory = @directory
                  and not exists (select 1 from first_load f where f.tenant = s.tenant and f.directory = s.directory and f.ready is not null)
                """,
                default, directory) == 0) return true;
            var ready = one.Quiet is null
                ? 0
                : await scope.Changes.AddAsync(ChangeOp.DirectoryReady, new Cause(CauseKind.System, null), new DirectoryKey(one.Directory));
            await scope.Sql.ExecuteAsync(
                """
                insert into first_load (tenant, directory, ready) values (@tenant, @directory, @ready)
                on conflict (tenant, directory) do update set ready = excluded.ready
                """,
                default, directory, ("ready", ready));
            await Lanes.ReleaseAsync(scope, one.Directory);
            return true;
        }, ct);
        if (ended) seen.TryRemove((one.Tenant, one.Directory), out _);
    }

    private sealed record Loading(TenantId Tenant, int Directory, TimeSpan? Quiet, long Sequence, bool HasMembers)
    {
        public static Loading Read(DbDataReader row) =>
            new(new TenantId(row.GetInt32(0)), row.GetInt32(1), QuietTime.Of(row.GetString(2), row.GetString(3)), row.GetInt64(4), row.GetBoolean(5));
    }

    /// <param name="UpTo">The log was read up to here.</param>
    private readonly record struct LastWrite(long UpTo, long Seq, long At);
}
