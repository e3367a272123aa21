using Jumpgate.Server.Events.Sending;

namespace Jumpgate.Server.Jobs;

/// <summary>Deliveries of events, by shard of sinks.</summary>
internal sealed class FeedWork(SinkShard shards, SinkWake wake) : IShardWork
{
    public static string Name => "feed";

    public event Action<int>? Due
    {
        add => wake.Due += value;
        remove => wake.Due -= value;
    }

    public Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation) => shards.LookAsync(cancellation);

    public Task RunAsync(int shard, CancellationToken cancellation) => shards.RunAsync(shard, cancellation);
}
