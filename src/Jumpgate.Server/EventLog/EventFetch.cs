using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.EventLog;

/// <summary>What a poll brought.</summary>
/// <param name="GapFrom">The log had been out of reach for so long that events before may be lost; when it was last reached.</param>
internal readonly record struct EventPoll(int Fresh, int Requests, DateTimeOffset? GapFrom);

/// <summary>
/// The live tail: fetches the events of an organization, all services, into the log. Every window reaches back over a few minutes, because events
/// arrive late and out of order, and ends at JumpCloud's present; an event is stored once by its id; cursor and rows are one transaction.
/// </summary>
internal sealed class EventFetch(
    Store store, WriteQueue queue, Epoch epochs, EventSignal signal, UpstreamClocks clocks, EventMetrics metrics, TimeProvider time, IOptions<EventLogOptions> options)
{
    public const string EpochKind = "events";

    /// <summary>How far a window reaches back behind the newest event seen.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>JumpCloud keeps events for 15 days at least; after a day out of reach we no longer rely on them alone.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    public async Task<EventPoll> PollAsync(
        TenantId tenant, OrganizationKey organization, DateTimeOffset beginning, JumpCloudClient client, long epoch, CancellationToken cancellation)
    {
        var cursor = await BeginAsync(tenant, organization, beginning, epoch, cancellation);
        var clock = clocks.Of(tenant, organization);
        var (fresh, requests) = (0, 0);
        metrics.Trying(tenant, organization);
        if (clock.Now is null)
        {
            await InsightsProbe.AskAsync(client, clock, time.GetUtcNow(), cancellation);
            requests++;
        }

        var window = cursor.Window ?? await OpenAsync(tenant, organization, clock, epoch, cancellation);
        var reached = cursor.State.ReachedAt;
        var token = cursor.SearchAfter;
        var guard = new PageGuard(token);
        var reader = new EventReader(client, clock, window.Limit);
        while (true)
        {
            EventAnswer answer;
            try
            {
                answer = await reader.ReadAsync(window.Query(token), cancellation);
            }
            catch (JumpCloudException refused) when (refused.Kind == JumpCloudErrorKind.BadRequest)
            {
                // A page token that is no longer known, or a start that now lies in the future: from shortly before the newest event on it is asked anew.
                clock.Forget();
                await WriteAsync(tenant, organization, epoch, async (scope, now) =>
                {
                    await (now with { Window = null, SearchAfter = null }).SaveAsync(scope, organization);
                    return 0;
                }, cancellation);
                throw;
            }

            requests += answer.Requests;
            guard.Check(answer.Page);
            fresh += await TakeAsync(tenant, organization, answer, window, epoch, cancellation);
            if (answer.Page.IsLast)
            {
                metrics.Polled(tenant, organization, requests);
                var gap = reached > 0 && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(reached) > LongestGap
                    ? DateTimeOffset.FromUnixTimeMilliseconds(reached) : (DateTimeOffset?)null;
                return new EventPoll(fresh, requests, gap);
            }

            token = answer.Page.SearchAfter;
        }
    }

    /// <summary>Events of the log behind a position, those at or after a time.</summary>
    public async Task<List<LoggedEvent>> ReadAsync(TenantId tenant, OrganizationKey organization, long after, long upTo, long since, int limit, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.QueryAsync(
            $"""
            select {LoggedEvent.Columns} from event e
            where e.tenant = @tenant and e.organization = @organization and e.position > @after and e.position <= @upto and e.at >= @since order by e.position limit @limit
            """,
            LoggedEvent.Read, cancellation, ("organization", organization.Value), ("after", after), ("upto", upTo), ("since", since), ("limit", limit));
    }

    public async Task<EventCursor?> CursorAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await EventCursor.ReadAsync(read.Sql, organization, cancellation);
    }

    /// <summary>The directory has followed the log up to here.</summary>
    public Task FollowedAsync(TenantId tenant, OrganizationKey organization, long position, long epoch, CancellationToken cancellation) =>
        WriteAsync(tenant, organization, epoch, async (scope, cursor) =>
        {
            await (cursor with { State = cursor.State with { Followed = Math.Max(position, cursor.State.Followed) } }).SaveAsync(scope, organization);
            return 0;
        }, cancellation);

    /// <summary>A poll failed: what stands at the cursor until one succeeds.</summary>
    public Task FailedAsync(TenantId tenant, OrganizationKey organization, string code, string detail, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            if (await EventCursor.ReadAsync(scope.Sql, organization, default) is not { } cursor) return;
            var at = cursor.Fault?.Code == code ? cursor.Fault.At : scope.Now;
            await (cursor with { Fault = new FetchFault(code, detail, at) }).SaveAsync(scope, organization);
        }, cancellation);

    private Task<EventCursor> BeginAsync(TenantId tenant, OrganizationKey organization, DateTimeOffset beginning, long epoch, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await epochs.CheckAsync(scope, tenant, organization, EpochKind, epoch);
            if (await EventCursor.ReadAsync(scope.Sql, organization, default) is { } known)
            {
                return known;
            }

            var at = beginning.ToUnixTimeMilliseconds();
            var cursor = new EventCursor(0, at, null, null, new EventCursorState(Beginning: at));
            await cursor.SaveAsync(scope, organization);
            return cursor;
        }, cancellation);

    /// <summary>From shortly before the newest event to JumpCloud's present. What JumpCloud has deleted meanwhile, unseen, is put down as lost.</summary>
    private async Task<EventWindow> OpenAsync(TenantId tenant, OrganizationKey organization, UpstreamClock clock, long epoch, CancellationToken cancellation)
    {
        var now = (clock.Now ?? time.GetUtcNow()).ToUnixTimeMilliseconds();
        var end = now - (options.Value.Lag * 1000L);
        var oldest = now - (long)options.Value.Retention.TotalMilliseconds;
        var start = 0L;
        await WriteAsync(tenant, organization, epoch, async (scope, cursor) =>
        {
            // The first one is by the clock of this server.
            var ahead = cursor.State is { ReachedAt: 0, Covered: 0 } && clock.Ahead is { } by && by > TimeSpan.Zero ? (long)by.TotalMilliseconds : 0;
            start = Math.Min(cursor.Checkpoint - ahead, now) - (long)Overlap.TotalMilliseconds;
            if (start >= oldest) return 0;
            start = oldest;
            var seen = Math.Max(cursor.Checkpoint, cursor.State.Covered);
            if (seen < oldest && cursor.State.ReachedAt > 0) await EventGap.UnreachedAsync(scope, organization, seen, oldest);
            return 0;
        }, cancellation);
        return new EventWindow(Math.Min(start, end), end, EventWindow.All, options.Value.PageSize);
    }

    private Task<int> TakeAsync(TenantId tenant, OrganizationKey organization, EventAnswer answer, EventWindow window, long epoch, CancellationToken cancellation)
    {
        var page = answer.Page;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var events = page.Items.Select(item => IncomingEvent.Of(item.Json, now)).DistinctBy(item => item.Id).ToList();
        return WriteAsync(tenant, organization, epoch, async (scope, cursor) =>
        {
            var fresh = await EventIntake.StoreAsync(scope, organization, cursor.Position, events);
            if (answer.Skipped is { } skipped) await EventGap.UnreadableAsync(scope, organization, skipped, options.Value.LongPageSize);
            var newest = events.Count == 0 ? cursor.Checkpoint : Math.Max(cursor.Checkpoint, events.Max(item => item.At));
            await (cursor with
            {
                Position = cursor.Position + fresh,
                // A clock that runs ahead must not make later events invisible.
                Checkpoint = Math.Min(newest, window.End),
                Window = page.IsLast ? null : window,
                SearchAfter = page.IsLast ? null : page.SearchAfter,
                State = page.IsLast ? cursor.State with { ReachedAt = now, Covered = window.End } : cursor.State,
                Fault = page.IsLast ? null : cursor.Fault,
            }).SaveAsync(scope, organization);
            metrics.Stored(scope, fresh);
            if (fresh > 0) scope.OnCommitted(() => signal.Publish(tenant, organization));
            return fresh;
        }, cancellation);
    }

    private Task<int> WriteAsync(
        TenantId tenant, OrganizationKey organization, long epoch, Func<WriteScope, EventCursor, ValueTask<int>> work, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await epochs.CheckAsync(scope, tenant, organization, EpochKind, epoch);
            return await work(scope, (await EventCursor.ReadAsync(scope.Sql, organization, default))!);
        }, cancellation);
}
