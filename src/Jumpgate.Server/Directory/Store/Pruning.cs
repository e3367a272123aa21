using System.Globalization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// Forgets history before a sequence: changes, and versions and edges that had ended by then. What is now stays as it is. First the tenant's
/// <c>history_from</c> moves, so that what is asked of the past is refused before any row is gone; then rows go slice by slice, changes last. A
/// pruning cut short is taken up again by <see cref="SweepAsync"/>.
/// </summary>
internal sealed class Pruning(Store store, WriteQueue queue)
{
    private const int Slice = 500;

    /// <summary>Moves the beginning of history, never backwards and never beyond the newest change. Answers where it is then.</summary>
    /// <param name="also">Runs in the same transaction when it moved.</param>
    public Task<long> MoveAsync(TenantId tenant, long from, Cause cause, Action<WriteScope>? also, CancellationToken ct) => queue.WriteAsync(
        tenant, WritePriority.Interactive,
        async scope =>
        {
            var (newest, kept) = (await scope.Sql.QueryAsync(
                "select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1))))[0];
            var until = Math.Min(from, newest);
            if (until <= kept) return kept;
            await scope.Sql.ExecuteAsync("update tenant set history_from = @from where tenant = @tenant", default, ("from", until));
            await scope.Changes.AddAsync(ChangeOp.Pruned, cause, note: until.ToString(CultureInfo.InvariantCulture));
            also?.Invoke(scope);
            return until;
        },
        ct);

    /// <summary>Deletes what lies before the tenant's <c>history_from</c>, also what an earlier sweep left.</summary>
    public async Task SweepAsync(TenantId tenant, CancellationToken ct)
    {
        long from;
        List<DirectoryKey> directories;
        await using (var read = await store.ReadAsync(tenant, ct))
        {
            from = await read.Sql.ScalarAsync<long>("select history_from from tenant where tenant = @tenant", ct);
            if (from <= 1 || await read.Sql.ScalarAsync<long?>("select min(seq) from change where tenant = @tenant", ct) is not { } oldest || oldest >= from) return;
            directories = await read.Sql.QueryAsync("select directory from directory where tenant = @tenant", row => new DirectoryKey(row.GetInt32(0)), ct);
        }

        foreach (var directory in directories)
        {
            foreach (var kind in Words.ResourceKinds) await SlicesAsync(tenant, scope => VersionsAsync(scope, directory, kind, from), ct);
            await SlicesAsync(tenant, scope => EdgesAsync(scope, directory, from), ct);
        }

        await SlicesAsync(tenant, scope => ChangesAsync(scope, from), ct);
    }

    /// <summary>The first sequence not older than a time; changes before it may go. The time of changes never goes back, so halving finds it.</summary>
    public async Task<long> FirstSinceAsync(TenantId tenant, long time, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        var (newest, kept) = (await read.Sql.QueryAsync(
            "select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
        var (low, high) = (kept, newest + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await read.Sql.ScalarAsync<long>("select at from change where tenant = @tenant and seq = @seq", ct, ("seq", middle)) < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static async ValueTask<int> VersionsAsync(WriteScope scope, DirectoryKey directory, ResourceKind kind, long from)
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

    private static async ValueTask<int> EdgesAsync(WriteScope scope, DirectoryKey directory, long from)
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

    private static async ValueTask<int> ChangesAsync(WriteScope scope, long from)
    {
        var oldest = await scope.Sql.ScalarAsync<long?>("select min(seq) from change where tenant = @tenant");
        if (oldest is null || oldest >= from) return 0;
        return await scope.Sql.ExecuteAsync(
            "delete from change where tenant = @tenant and seq < @until", default, ("until", Math.Min(from, oldest.Value + 5000)));
    }

    private async Task SlicesAsync(TenantId tenant, Func<WriteScope, ValueTask<int>> slice, CancellationToken ct)
    {
        while (await queue.WriteAsync(tenant, WritePriority.Bulk, slice, ct) > 0) ct.ThrowIfCancellationRequested();
    }
}
