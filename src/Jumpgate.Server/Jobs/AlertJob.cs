using Jumpgate.Server.Events.Alerts;
using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>Looks every ten seconds what contacts of feeds are to be told, on one node of the cluster.</summary>
[DisallowConcurrentExecution]
internal sealed class AlertJob(AlertRun run) : IJob
{
    private static readonly JobKey Key = new("alerts", "feeds");
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static async Task AddAsync(IScheduler scheduler, TimeProvider time, CancellationToken cancellation) => await scheduler.ScheduleJob(
        JobBuilder.Create<AlertJob>().WithIdentity(Key).StoreDurably().RequestRecovery().Build(),
        TriggerBuilder.Create(time).WithIdentity(Key.Name, Key.Group).StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(Interval).RepeatForever()).Build(),
        new ScheduleJobOptions { Replace = true }, cancellation);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await run.RunAsync(cancellationToken);
}
