using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Jobs;

/// <summary>Full syncs, by shard.</summary>
internal sealed class SyncWork(SyncShard shards, SyncSignal signal, Store store, TimeProvider time) : IShardWork
{
    public static string Name => "sync";

    public event Action<int>? Due
    {
        add => signal.SyncDue += value;
        remove => signal.SyncDue -= value;
    }

    public async Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await SyncTarget.DueShardsAsync(read.Sql, "next_sync_at", time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
    }

    public Task RunAsync(int shard, CancellationToken cancellation) => shards.RunAsync(shard, cancellation);
}
