using System.Collections.Concurrent;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Organizations;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Directory.Refresh;

/// <summary>
/// Polls Directory Insights for the due organizations of a shard, and lets their directories follow what the events name; beside the polls, and without holding
/// them up, reads what else is due of their logs.
/// </summary>
internal sealed class RefreshShard(
    Store store, WriteQueue queue, Epoch epochs, JumpCloudClients clients, UpstreamClocks clocks, EventFetch events, FeedPace pace, FetchPlan beside, SliceShard slices, DirectoryRefresh refresh, SyncRuns runs,
    TimeProvider time, SyncOptions options, ILogger<RefreshShard> logger)
{
    /// <summary>Beyond so many reads a full sync is the shorter way.</summary>
    private const int MostReads = 1000;
    private const int EventsAtOnce = 2000;
    private const int MostDue = 100;
    private static readonly TimeSpan Refused = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), int> failures = new();

    public async Task RunAsync(int shard, CancellationToken cancellation)
    {
        using var limit = new SemaphoreSlim(options.Abreast);
        Dictionary<(TenantId, OrganizationKey, bool IsPoll), Task> running = [];
        try
        {
            while (true)
            {
                foreach (var done in running.Where(one => one.Value.IsCompleted).ToList())
                {
                    running.Remove(done.Key);
                    await done.Value;
                }

                foreach (var target in await DueAsync(shard, cancellation))
                    if (!running.ContainsKey((target.Tenant, target.Organization, true)))
                        running.Add((target.Tenant, target.Organization, true), Task.Run(() => PollWhenDueAsync(target, limit, cancellation), CancellationToken.None));
                foreach (var (tenant, organization) in await slices.DueAsync(shard, cancellation))
                    if (!running.ContainsKey((tenant, organization, false)))
                        running.Add((tenant, organization, false), Task.Run(() => SlicesAsync(tenant, organization, cancellation), CancellationToken.None));
                if (running.Count == 0) return;
                await Task.WhenAny([Task.Delay(Look, cancellation), .. running.Values]);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }
    }

    private async Task<List<SyncTarget>> DueAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await SyncTarget.DueAsync(read.Sql, "next_refresh_at", shard, time.GetUtcNow().ToUnixTimeMilliseconds(), MostDue, cancellation);
    }

    private async Task PollWhenDueAsync(SyncTarget target, SemaphoreSlim limit, CancellationToken cancellation)
    {
        await limit.WaitAsync(cancellation);
        try
        {
            var next = await OneAsync(target, cancellation);
            // Who made it due meanwhile wants it looked at again, whatever time that was written down for: it may have been written long before it was committed.
            await queue.WriteAsync(target.Tenant, WritePriority.Interactive, async scope => await scope.Sql.ExecuteAsync(
                "update organization set next_refresh_at = @next where tenant = @tenant and organization = @organization and next_refresh_at = @due",
                default, ("next", next?.ToUnixTimeMilliseconds()), ("organization", target.Organization.Value), ("due", target.DueAt)), cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What nobody foresaw has no type: one organization must not stop the others of its shard. It stays due.
            RefreshLog.Interrupted(logger, target.Tenant.Value, target.Organization.Value, error);
            await RestAsync(cancellation);
        }
        finally
        {
            limit.Release();
        }
    }

    private async Task SlicesAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        try
        {
            await slices.RunAsync(tenant, organization, cancellation);
        }
        catch (StaleEpochException)
        {
            // Another run has begun, and does what there is to do.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // As above; slices keep their cursors and go on at the next turn.
            RefreshLog.Interrupted(logger, tenant.Value, organization.Value, error);
            await RestAsync(cancellation);
        }
    }

    private static async Task RestAsync(CancellationToken cancellation) => await Task.Delay(Rest, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>When to look again; null: not before something makes it due.</summary>
    private async Task<DateTimeOffset?> OneAsync(SyncTarget target, CancellationToken cancellation)
    {
        var (tenant, organization) = (target.Tenant, target.Organization);
        var followed = target.Settings.RefreshInterval is { } text && Schedule.TryReadInterval(text, out var every) ? every : (TimeSpan?)null;
        var fed = await pace.IsFedAsync(tenant, organization, cancellation);
        if (target.Paused || (followed is null && !fed))
        {
            return null;
        }

        int? fresh = null;
        TimeSpan? wait = null;
        try
        {
            fresh = await PollAsync(target, followed is not null, cancellation);
            if (fed) await beside.RunAsync(tenant, organization, cancellation);
            failures.TryRemove((tenant, organization), out _);
        }
        catch (JumpCloudException refused) when (refused.Kind is JumpCloudErrorKind.MissingPermission or JumpCloudErrorKind.PaymentRequired)
        {
            // Without the right to read events, full syncs alone keep the directory fresh.
            RefreshLog.Refused(logger, tenant.Value, target.Id, refused.Message);
            await events.FailedAsync(tenant, organization, FetchProblems.Of(refused.Kind).Code, refused.Message, cancellation);
            wait = fed ? pace.Refused : Refused;
        }
        catch (StaleEpochException)
        {
            // Another run has begun, and does what there is to do.
        }
        catch (Exception error) when (error is JumpCloudException or EventPagingStuckException)
        {
            var code = error is JumpCloudException { Kind: var kind } ? FetchProblems.Of(kind) : LinkProblems.PagingStuck;
            await events.FailedAsync(tenant, organization, code.Code, error.Message, cancellation);
            wait = Failed(error);
        }
        catch (Exception error) when (error is StoreUnavailableException or StatementTimeoutException or OrganizationGoneException)
        {
            wait = Failed(error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What nobody foresaw has no type: it is told as the feed's fault, and tried again like any other.
            RefreshLog.Interrupted(logger, tenant.Value, organization.Value, error);
            await events.FailedAsync(tenant, organization, FetchProblems.EventsUnreachable.Code, error.Message, cancellation);
            wait = Failed(error);
        }

        var interval = IntervalOf();
        return time.GetUtcNow() + (wait > interval ? wait.Value : interval);

        TimeSpan IntervalOf() => fed && pace.Next(tenant, organization, fresh) is var feeding && !(followed < feeding) ? feeding : followed!.Value;

        TimeSpan Failed(Exception error)
        {
            RefreshLog.Failed(logger, tenant.Value, target.Id, error.Message);
            var inARow = failures.AddOrUpdate((tenant, organization), 1, (_, before) => before + 1);
            return TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, IntervalOf().Ticks << Math.Min(inARow, 6)));
        }
    }

    /// <summary>Fetches what is new and, where the directory follows events, lets it; answers how many were new.</summary>
    private async Task<int> PollAsync(SyncTarget target, bool follow, CancellationToken cancellation)
    {
        var epoch = await epochs.TakeAsync(target.Tenant, target.Organization, EventFetch.EpochKind, cancellation);
        var client = await clients.ForAsync(target.Tenant, target.Organization, cancellation);
        var synced = await SyncedAsync(target, cancellation);
        var poll = await events.PollAsync(target.Tenant, target.Organization, synced ?? time.GetUtcNow(), client, epoch, cancellation);
        // Before its first full sync a directory has nothing that events could change.
        if (follow && synced is { } begun)
        {
            // By the clock of the events.
            var ahead = clocks.Of(target.Tenant, target.Organization).Ahead ?? TimeSpan.Zero;
            await FollowAsync(target, poll, begun - ahead, client, epoch, cancellation);
        }

        return poll.Fresh;
    }

    /// <param name="since">By JumpCloud's clock, when the last full sync began: what happened before it has been read, however late its events come.</param>
    private async Task FollowAsync(SyncTarget target, EventPoll poll, DateTimeOffset since, JumpCloudClient client, long epoch, CancellationToken cancellation)
    {
        if (poll.GapFrom is { } from)
        {
            await FullAsync(target, epoch, $"the event log was out of reach since {from:O}", cancellation);
            return;
        }

        while (await events.CursorAsync(target.Tenant, target.Organization, cancellation) is { } cursor && cursor.State.Followed < cursor.Position)
        {
            var stretch = await events.ReadAsync(
                target.Tenant, target.Organization, cursor.State.Followed, cursor.Position, (since - EventFetch.Overlap).ToUnixTimeMilliseconds(), EventsAtOnce, cancellation);
            var plan = RefreshPlan.Of(stretch);
            if (plan.Reads > MostReads)
            {
                await FullAsync(target, epoch, $"{plan.Reads} objects have changed at once", cancellation);
                return;
            }

            if (plan.Reads > 0)
            {
                await ReadAgainAsync(target, plan, client, poll.Requests, epoch, cancellation);
            }

            await events.FollowedAsync(
                target.Tenant, target.Organization, stretch.Count < EventsAtOnce ? cursor.Position : stretch[^1].Position, epoch, cancellation);
        }
    }

    private async Task ReadAgainAsync(SyncTarget target, RefreshPlan plan, JumpCloudClient client, int pollRequests, long epoch, CancellationToken cancellation)
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

    /// <summary>When the last full sync began, null before the first. The first query begins there: what changed behind it as it read is found here.</summary>
    private async Task<DateTimeOffset?> SyncedAsync(SyncTarget target, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(target.Tenant, cancellation);
        var started = await read.Sql.ScalarAsync<long?>(
            "select max(started_at) from run where tenant = @tenant and organization = @organization and mode = 'full' and state = 'done'",
            cancellation, ("organization", target.Organization.Value));
        return started is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
