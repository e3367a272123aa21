using Jumpgate.Server.Directory;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Scim.Records;
using Jumpgate.Server.Tenancy.Handover;
using Jumpgate.Server.Webhooks;
using Quartz;

namespace Jumpgate.Server.Jobs;

/// <summary>Cuts and sweeps history, records of SCIM requests and the delivery log, and forgets setup links long ended: each hour, when a server starts, and when somebody has asked for it.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(Retention retention, RequestRetention requests, DeliveryRetention deliveries, EventRetention events, SetupLinks links) : IJob
{
    public static readonly JobKey Key = new("retention", "history");

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public static async Task AddAsync(IScheduler scheduler, TimeProvider time, CancellationToken cancellation) => await scheduler.ScheduleJob(
        JobBuilder.Create<RetentionJob>().WithIdentity(Key).StoreDurably().RequestRecovery().Build(),
        TriggerBuilder.Create(time).WithIdentity(Key.Name, Key.Group).StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(Interval).RepeatForever()).Build(),
        new ScheduleJobOptions { Replace = true }, cancellation);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await links.ForgetAsync(cancellationToken);
        await requests.RunAsync(cancellationToken);
        await deliveries.RunAsync(cancellationToken);
        await events.RunAsync(cancellationToken);
        await retention.RunAsync(cancellationToken);
    }
}
