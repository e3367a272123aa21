using System.Globalization;
using Jumpgate.Server.Organizations;
using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>
/// The jobs and triggers of one kind of work. Triggers get the scheduler's own clock: with two clocks, every second that lies between them
/// would be fired at once.
/// </summary>
internal static class ShardJobs<TWork> where TWork : IShardWork
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static async Task AddAsync(IScheduler scheduler, TimeProvider time, CancellationToken cancellation)
    {
        for (var shard = 0; shard < LinkedOrganization.Shards; shard++)
        {
            await scheduler.AddJob(
                JobBuilder.Create<ShardJob<TWork>>().WithIdentity(Key(shard)).UsingJobData(ShardJob<TWork>.Shard, shard).StoreDurably().RequestRecovery().Build(),
                new AddJobOptions { Replace = true }, cancellation);
        }

        await scheduler.ScheduleJob(
            JobBuilder.Create<WatchJob<TWork>>().WithIdentity("watch", TWork.Name).Build(),
            TriggerBuilder.Create(time).WithIdentity("watch", TWork.Name).StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(Look).RepeatForever()).Build(),
            new ScheduleJobOptions { Replace = true }, cancellation);
    }

    /// <summary>Fires a shard. While one firing waits its turn (the shard is running), another adds nothing.</summary>
    public static async Task FireAsync(IScheduler scheduler, int shard, TimeProvider time, CancellationToken cancellation)
    {
        var key = new TriggerKey(Key(shard).Name, TWork.Name);
        try
        {
            await scheduler.ScheduleJob(TriggerBuilder.Create(time).WithIdentity(key).ForJob(Key(shard)).StartNow().Build(), cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // It waits already.
        }
    }

    private static JobKey Key(int shard) => new(shard.ToString("00", CultureInfo.InvariantCulture), TWork.Name);
}
