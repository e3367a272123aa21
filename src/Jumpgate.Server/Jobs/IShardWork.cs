namespace Jumpgate.Server.Jobs;

/// <summary>A kind of work that is done per shard of organizations: one shard runs once in the cluster at a time.</summary>
internal interface IShardWork
{
    static abstract string Name { get; }

    /// <summary>Raised on this node when something has become due.</summary>
    event Action<int>? Due;

    /// <summary>Shards with something to do now, found in the store.</summary>
    Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation);

    /// <summary>Does what is due in the shard and returns when nothing is left.</summary>
    Task RunAsync(int shard, CancellationToken cancellation);
}
