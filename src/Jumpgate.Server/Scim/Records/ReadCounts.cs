using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Scim.Records;

/// <summary>
/// How often a token was used to read what, by the hour. Counted in memory and written together off the path of the requests: what a crash takes is lost,
/// and what does not fit is counted as lost.
/// </summary>
internal sealed class ReadCounts(WriteQueue queue, ScimMetrics metrics, TimeProvider time) : IUsedSecrets
{
    private const int MostKeys = 20_000;
    private const long Hour = 3_600_000;

    private ConcurrentDictionary<Key, Count> counts = new();

    public void Add(ScimCall call, string path)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var key = new Key(call.Tenant.Value, call.Directory.Value, call.Access.TokenId, now / Hour, call.Method, path);
        var current = counts;
        if (!current.TryGetValue(key, out var count))
        {
            if (current.Count >= MostKeys)
            {
                metrics.RecordLost();
                return;
            }

            count = current.GetOrAdd(key, _ => new Count());
        }

        Interlocked.Increment(ref count.N);
        Volatile.Write(ref count.LastAt, now);
    }

    public async Task FlushUseAsync(CancellationToken cancellation)
    {
        if (counts.IsEmpty) return;
        // A request between the two lines counts in what it found.
        var last = Interlocked.Exchange(ref counts, new ConcurrentDictionary<Key, Count>());
        metrics.Read(last.Values.Sum(count => Interlocked.Read(ref count.N)));
        try
        {
            foreach (var tenant in last.GroupBy(count => count.Key.Tenant)) await WriteAsync(new TenantId(tenant.Key), [.. tenant], cancellation);
        }
        catch (Exception)
        {
            // However the write failed, these counts are gone.
            metrics.RecordLost(last.Values.Sum(count => count.N));
            throw;
        }
    }

    private Task WriteAsync(TenantId tenant, List<KeyValuePair<Key, Count>> rows, CancellationToken cancellation) => queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
    {
        await scope.Sql.ForEachAsync(
            """
            insert into scim_read (tenant, directory, token, hour, method, path, n, last_at)
            select @tenant, x.directory, x.token, x.hour, x.method, x.path, x.n, x.at from {rows} x where true
            on conflict (tenant, directory, token, hour, method, path) do update set n = scim_read.n + excluded.n, last_at = excluded.last_at
            """,
            new SqlRows().Add("directory", rows.ConvertAll(row => (int?)row.Key.Directory)).Add("token", rows.ConvertAll(row => row.Key.Token)).Add("hour", rows.ConvertAll(row => row.Key.Hour))
                .Add("method", rows.ConvertAll(row => (string?)row.Key.Method)).Add("path", rows.ConvertAll(row => (string?)row.Key.Path)).Add("n", rows.ConvertAll(row => row.Value.N))
                .Add("at", rows.ConvertAll(row => row.Value.LastAt)));
    }, cancellation);

    private readonly record struct Key(int Tenant, int Directory, Guid Token, long Hour, string Method, string Path);

    private sealed class Count
    {
        public long N;
        public long LastAt;
    }
}
