using Jumpgate.Server.Directory;
using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>Puts the jobs in place, and fires a shard at once when this node makes something due.</summary>
internal sealed class JobsStart(
    ISchedulerFactory schedulers, SyncWork sync, RefreshWork refresh, RolesWork roles, WebhookWork webhooks, FeedWork feeds, Retention retention, TimeProvider time, ILogger<JobsStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            await StartAsync(scheduler, sync, stoppingToken);
            await StartAsync(scheduler, refresh, stoppingToken);
            await StartAsync(scheduler, roles, stoppingToken);
            await StartAsync(scheduler, webhooks, stoppingToken);
            await StartAsync(scheduler, feeds, stoppingToken);
            await AlertJob.AddAsync(scheduler, time, stoppingToken);
            await RetentionJob.AddAsync(scheduler, time, stoppingToken);
            retention.Due += () => _ = SweepAsync(scheduler, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops before it has started, perhaps because its address is taken; that is what there is to say.
        }
    }

    private async Task StartAsync<TWork>(IScheduler scheduler, TWork work, CancellationToken cancellation) where TWork : IShardWork
    {
        await ShardJobs<TWork>.AddAsync(scheduler, time, cancellation);
        work.Due += shard => _ = FireAsync<TWork>(scheduler, shard, cancellation);
    }

    private async Task SweepAsync(IScheduler scheduler, CancellationToken cancellation)
    {
        try
        {
            await scheduler.TriggerJob(RetentionJob.Key, cancellationToken: cancellation);
        }
        catch (Exception error) when (error is SchedulerException or OperationCanceledException)
        {
            JobsLog.SweepMissed(logger, error);
        }
    }

    /// <summary>Only a head start: what is due stands in the store, and the watch finds it within a second.</summary>
    private async Task FireAsync<TWork>(IScheduler scheduler, int shard, CancellationToken cancellation) where TWork : IShardWork
    {
        try
        {
            await ShardJobs<TWork>.FireAsync(scheduler, shard, time, cancellation);
        }
        catch (Exception error) when (error is SchedulerException or OperationCanceledException)
        {
            JobsLog.HeadStartMissed(logger, TWork.Name, shard, error);
        }
    }
}
