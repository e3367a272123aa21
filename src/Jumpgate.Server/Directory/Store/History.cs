using System.Security.Cryptography;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What may be forgotten: history before a sequence, and the personal values of one resource.</summary>
public sealed class History(Store store, WriteQueue queue)
{
    private const int Slice = 500;

    /// <summary>
    /// Forgets all before <paramref name="from"/>: changes, and versions and edges that had ended by then. What is asked of it afterwards is
    /// refused from the first moment on, before any row is gone.
    /// </summary>
    public async Task PruneAsync(TenantId tenant, long from, Cause cause, CancellationToken ct)
    {
        from = await queue.WriteAsync(
            tenant, WritePriority.Interactive,
            async scope =>
            {
                var (newest, kept) = (await scope.Sql.QueryAsync(
                    "select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1))))[0];
                var until = Math.Min(from, newest + 1);
                if (until <= kept) return kept;
                await scope.Sql.ExecuteAsync("update tenant set history_from = @from where tenant = @tenant", default, ("from", until));
                await scope.Changes.AddAsync(ChangeOp.Pruned, cause, note: until.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return until;
            },
            ct);

        foreach (var directory in await DirectoriesAsync(tenant, ct))
        {
            foreach (var kind in Words.ResourceKinds)
                await SlicesAsync(tenant, (scope, _) => PruneVersionsAsync(scope, directory, kind, from), ct);
            await SlicesAsync(tenant, (scope, _) => PruneEdgesAsync(scope, directory, from), ct);
        }

        await SlicesAsync(tenant, (scope, _) => PruneChangesAsync(scope, from), ct);
    }

    /// <summary>
    /// Forgets a person's personal values: the resource ends, all its versions are emptied and marked, their hashes replaced by keyed ones
    /// (equal stays equal, but nothing can be guessed from them), and later reads of the source do not bring it back. Ids stay.
    /// </summary>
    /// <returns>False: there is no such resource.</returns>
    public Task<bool> EraseAsync(TenantId tenant, Guid resource, byte[] key, Cause cause, CancellationToken ct) => queue.WriteAsync(
        tenant, WritePriority.Interactive,
        async scope =>
        {
            var found = await scope.Sql.QueryAsync(
                "select resource, directory from resource where tenant = @tenant and id = @id", row => (Key: row.GetInt64(0), Directory: new DirectoryKey(row.GetInt32(1))),
                default, ("id", resource));
            if (found is not [var (number, directory)]) return false;
            var identity = (await Identity.FindAsync(scope.Sql, [number]))[number];
            if (identity.State == IdentityState.Current)
            {
                var tally = new DirectoryTally(directory);
                await ResourceEnd.RunAsync(scope, directory, await scope.CauseKeyAsync(cause), tally, [(identity, identity.Observed, null)], IdentityState.Erased);
                await tally.SaveAsync(scope);
            }

            await EmptyAsync(scope, number, key);
            await scope.Changes.AddAsync(ChangeOp.Erased, cause, directory, identity.Kind, new ResourceKey(number));
            await Persons.RelinkAsync(scope, [number], [], cause);
            return true;
        },
        ct);

    private static async ValueTask EmptyAsync(WriteScope scope, long resource, byte[] key)
    {
        (string, object?) which = ("resource", resource);
        var versions = await scope.Sql.QueryAsync(
            "select from_seq, hash from resource_version where tenant = @tenant and resource = @resource and erased is null",
            row => (From: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1)), default, which);
        await scope.Sql.ForEachAsync(
            """
            update resource_version set hash = x.hash, name = null, email = null, f_name = '', f_user_name = null, f_email = null, f_external_id = null,
              attributes = null, raw = null, erased = @at
            from {rows} x where resource_version.tenant = @tenant and resource_version.resource = @resource and resource_version.from_seq = x.from_seq
            """,
            new SqlRows().Add("from_seq", versions.ConvertAll(version => version.From))
                .Add("hash", versions.ConvertAll(version => (byte[]?)HMACSHA256.HashData(key, version.Hash)[..16])),
            default, which, ("at", DateTimeOffset.FromUnixTimeMilliseconds(scope.Now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        await scope.Sql.ExecuteAsync("delete from resource_email where tenant = @tenant and resource = @resource", default, which);
        await scope.Sql.ExecuteAsync("delete from stage_body where tenant = @tenant and resource = @resource", default, which);
        await scope.Sql.ExecuteAsync(
            "update resource set state = 4, raw_hash = null, hash = null, volatile = null where tenant = @tenant and resource = @resource", default, which);
    }

    private static async ValueTask<int> PruneVersionsAsync(WriteScope scope, DirectoryKey directory, ResourceKind kind, long from)
    {
        var ended = await scope.Sql.QueryAsync(
            """
            select resource, from_seq from resource_version
            where tenant = @tenant and directory = @directory and kind = @kind and to_seq is not null and to_seq <= @from limit @limit
            """,
            row => (row.GetInt64(0), row.GetInt64(1)), default, ("directory", directory.Value), ("kind", (short)kind), ("from", from), ("limit", (long)Slice));
        var keys = new SqlRows().Add("resource", ended.ConvertAll(version => version.Item1)).Add("from_seq", ended.ConvertAll(version => version.Item2));
        await scope.Sql.ForEachAsync(
            "delete from resource_email where tenant = @tenant and (resource, from_seq) in (select x.resource, x.from_seq from {rows} x)", keys);
        await scope.Sql.ForEachAsync(
            "delete from resource_version where tenant = @tenant and (resource, from_seq) in (select x.resource, x.from_seq from {rows} x)", keys);
        return ended.Count;
    }

    private static async ValueTask<int> PruneEdgesAsync(WriteScope scope, DirectoryKey directory, long from)
    {
        var ended = await scope.Sql.QueryAsync(
            """
            select kind, to_resource, from_resource, from_seq from edge
            where tenant = @tenant and directory = @directory and to_seq is not null and to_seq <= @from limit @limit
            """,
            row => (row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), default, ("directory", directory.Value), ("from", from), ("limit", (long)Slice));
        await scope.Sql.ForEachAsync(
            """
            delete from edge where tenant = @tenant and (kind, to_resource, from_resource, from_seq) in
              (select x.kind, x.to_resource, x.from_resource, x.from_seq from {rows} x)
            """,
            new SqlRows().Add("kind", ended.ConvertAll(edge => edge.Item1)).Add("to_resource", ended.ConvertAll(edge => edge.Item2))
                .Add("from_resource", ended.ConvertAll(edge => edge.Item3)).Add("from_seq", ended.ConvertAll(edge => edge.Item4)));
        return ended.Count;
    }

    private static async ValueTask<int> PruneChangesAsync(WriteScope scope, long from)
    {
        var oldest = await scope.Sql.ScalarAsync<long?>("select min(seq) from change where tenant = @tenant");
        if (oldest is null || oldest >= from) return 0;
        return await scope.Sql.ExecuteAsync(
            "delete from change where tenant = @tenant and seq < @until", default, ("until", Math.Min(from, oldest.Value + 5000)));
    }

    private async Task<List<DirectoryKey>> DirectoriesAsync(TenantId tenant, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await read.Sql.QueryAsync("select directory from directory where tenant = @tenant", row => new DirectoryKey(row.GetInt32(0)), ct);
    }

    private async Task SlicesAsync(TenantId tenant, Func<WriteScope, CancellationToken, ValueTask<int>> slice, CancellationToken ct)
    {
        while (await queue.WriteAsync(tenant, WritePriority.Bulk, scope => slice(scope, ct), ct) > 0) { }
    }
}
