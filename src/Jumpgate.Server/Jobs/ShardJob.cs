using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>One shard of one kind of work; run anew elsewhere when its node dies.</summary>
[DisallowConcurrentExecution]
internal sealed class ShardJob<TWork>(TWork work) : IJob where TWork : IShardWork
{
    public const string Shard = "shard";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await work.RunAsync(context.MergedJobDataMap.GetInt(Shard), cancellationToken);
}
