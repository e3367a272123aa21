using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>Looks every second which shards have something due and fires their jobs.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchJob<TWork>(TWork work, TimeProvider time) : IJob where TWork : IShardWork
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var shard in await work.DueShardsAsync(cancellationToken))
        {
            await ShardJobs<TWork>.FireAsync(context.Scheduler, shard, time, cancellationToken);
        }
    }
}
