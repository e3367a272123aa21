using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Refresh;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Jobs;

/// <summary>Event fetch and event-driven refresh, by shard.</summary>
internal sealed class RefreshWork(RefreshShard shards, SyncSignal signal, Store store, TimeProvider time) : IShardWork
{
    public static string Name => "refresh";

    public event Action<int>? Due
    {
        add => signal.RefreshDue += value;
        remove => signal.RefreshDue -= value;
    }

    public async Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var polls = await SyncTarget.DueShardsAsync(read.Sql, "next_refresh_at", now, cancellation);
        return [.. polls.Union(await EventSlice.DueShardsAsync(read.Sql, now, cancellation))];
    }

    public Task RunAsync(int shard, CancellationToken cancellation) => shards.RunAsync(shard, cancellation);
}
