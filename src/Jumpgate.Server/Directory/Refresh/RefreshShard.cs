using System.Collections.Concurrent;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Organizations;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Refresh;

/// <summary>Polls Directory Insights for the due organizations of a shard, and lets their directories follow what the events name.</summary>
internal sealed class RefreshShard(
    Store store, WriteQueue queue, Epoch epochs, JumpCloudClients clients, EventFetch events, DirectoryRefresh refresh, SyncRuns runs, TimeProvider time,
    SyncOptions options, ILogger<RefreshShard> logger)
{
    /// <summary>Beyond so many reads a full sync is the shorter way.</summary>
    private const int MostReads = 1000;
    private const int EventsAtOnce = 2000;
    private static readonly TimeSpan Refused = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), int> failures = new();

    public async Task RunAsync(int shard, CancellationToken cancellation)
    {
        List<SyncTarget> due;
        await using (var read = await store.ReadAsync(default, cancellation))
        {
            due = await SyncTarget.DueAsync(read.Sql, "next_refresh_at", shard, time.GetUtcNow().ToUnixTimeMilliseconds(), 100, cancellation);
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.Abreast, CancellationToken = cancellation }, async (target, token) =>
        {
            var next = await OneAsync(target, token);
            await queue.WriteAsync(target.Tenant, WritePriority.Interactive, async scope => await scope.Sql.ExecuteAsync(
                "update organization set next_refresh_at = @next where tenant = @tenant and organization = @organization",
                default, ("next", next?.ToUnixTimeMilliseconds()), ("organization", target.Organization.Value)), token);
        });
    }

    /// <summary>When to look again; null: not before something makes it due.</summary>
    private async Task<DateTimeOffset?> OneAsync(SyncTarget target, CancellationToken cancellation)
    {
        if (target.Paused || target.Settings.RefreshInterval is not { } text || !Schedule.TryReadInterval(text, out var interval))
        {
            return null;
        }

        try
        {
            await PollAsync(target, cancellation);
            failures.TryRemove((target.Tenant, target.Organization), out _);
            return time.GetUtcNow() + interval;
        }
        catch (JumpCloudException refused) when (refused.Kind is JumpCloudErrorKind.MissingPermission or JumpCloudErrorKind.PaymentRequired)
        {
            // Without the right to read events, full syncs alone keep the directory fresh.
            RefreshLog.Refused(logger, target.Tenant.Value, target.Id, refused.Message);
            return time.GetUtcNow() + (interval > Refused ? interval : Refused);
        }
        catch (StaleEpochException)
        {
            return time.GetUtcNow() + interval;
        }
        catch (Exception error) when (error is JumpCloudException or EventPagingStuckException or StoreUnavailableException or OrganizationGoneException)
        {
            RefreshLog.Failed(logger, target.Tenant.Value, target.Id, error.Message);
            var inARow = failures.AddOrUpdate((target.Tenant, target.Organization), 1, (_, before) => before + 1);
            var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, interval.Ticks << Math.Min(inARow, 6)));
            return time.GetUtcNow() + (wait > interval ? wait : interval);
        }
    }

    private async Task PollAsync(SyncTarget target, CancellationToken cancellation)
    {
        var epoch = await epochs.TakeAsync(target.Tenant, target.Organization, EventFetch.EpochKind, cancellation);
        var client = await clients.ForAsync(target.Tenant, target.Organization, cancellation);
        var poll = await events.PollAsync(target.Tenant, target.Organization, await BeginningAsync(target, cancellation), client, epoch, cancellation);
        if (poll.GapFrom is { } from)
        {
            await FullAsync(target, epoch, $"the event log was out of reach since {from:O}", cancellation);
            return;
        }

        while (await events.CursorAsync(target.Tenant, target.Organization, cancellation) is { } cursor && cursor.State.Followed < cursor.Position)
        {
            var stretch = await events.ReadAsync(target.Tenant, target.Organization, cursor.State.Followed, EventsAtOnce, cancellation);
            if (stretch.Count == 0)
            {
                return;
            }

            var plan = RefreshPlan.Of(stretch);
            if (plan.Reads > MostReads)
            {
                await FullAsync(target, epoch, $"{plan.Reads} objects have changed at once", cancellation);
                return;
            }

            if (plan.Reads > 0)
            {
                await FollowAsync(target, plan, client, poll.Requests, epoch, cancellation);
            }

            await events.FollowedAsync(target.Tenant, target.Organization, stretch[^1].Position, epoch, cancellation);
        }
    }

    private async Task FollowAsync(SyncTarget target, RefreshPlan plan, JumpCloudClient client, int pollRequests, long epoch, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var begun = time.GetUtcNow();
        var counts = await refresh.RunAsync(
            target, plan, client, new Cause(CauseKind.Refresh, id),
            scope => epochs.CheckAsync(scope, target.Tenant, target.Organization, EventFetch.EpochKind, epoch), cancellation);
        await queue.WriteAsync(target.Tenant, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                """
                insert into run (tenant, organization, id, mode, trigger, state, queued_at, started_at, ended_at, counts, requests, seconds, sequence)
                select @tenant, @organization, @id, 'refresh', 'events', 'done', @begun, @begun, @now, @counts, @requests, @seconds, t.sequence from tenant t where t.tenant = @tenant
                """,
                default, ("organization", target.Organization.Value), ("id", id), ("begun", begun.ToUnixTimeMilliseconds()), ("now", scope.Now),
                ("counts", RunJson.Counts(counts.Kinds)), ("requests", (long)(counts.Requests + pollRequests)), ("seconds", (time.GetUtcNow() - begun).TotalSeconds));
            await scope.Sql.ExecuteAsync(
                "update organization set last_good_call_at = @now where tenant = @tenant and organization = @organization",
                default, ("now", scope.Now), ("organization", target.Organization.Value));
        }, cancellation);
    }

    /// <summary>A full sync reads everything that the events up to now can name.</summary>
    private async Task FullAsync(SyncTarget target, long epoch, string why, CancellationToken cancellation)
    {
        RefreshLog.Full(logger, target.Tenant.Value, target.Id, why);
        await runs.QueueAsync(target.Tenant, target.Organization, "events", cancellation);
        if (await events.CursorAsync(target.Tenant, target.Organization, cancellation) is { } cursor)
        {
            await events.FollowedAsync(target.Tenant, target.Organization, cursor.Position, epoch, cancellation);
        }
    }

    /// <summary>The first query begins where the first full sync began: what changed behind it as it read is found here.</summary>
    private async Task<DateTimeOffset> BeginningAsync(SyncTarget target, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(target.Tenant, cancellation);
        var started = await read.Sql.ScalarAsync<long?>(
            "select max(started_at) from run where tenant = @tenant and organization = @organization and mode = 'full' and state = 'done'",
            cancellation, ("organization", target.Organization.Value));
        return started is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : time.GetUtcNow();
    }
}
