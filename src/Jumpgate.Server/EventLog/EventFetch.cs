using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>What a poll brought.</summary>
/// <param name="GapFrom">The log had been out of reach for so long that events before may be lost; when it was last reached.</param>
internal readonly record struct EventPoll(int Fresh, int Requests, DateTimeOffset? GapFrom);

/// <summary>
/// Fetches the events of an organization, all services, into the log: every query reaches back over a few minutes, because events
/// arrive late and out of order; an event is stored once by its id; cursor and rows are one transaction.
/// </summary>
internal sealed class EventFetch(Store store, WriteQueue queue, Epoch epochs, EventSignal signal, TimeProvider time)
{
    public const string EpochKind = "events";

    /// <summary>How far a query reaches back behind the newest event seen.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>JumpCloud keeps events for 15 days at least; after a day out of reach we no longer rely on them alone.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    private const int PageSize = 1000;

    public async Task<EventPoll> PollAsync(
        TenantId tenant, OrganizationKey organization, DateTimeOffset beginning, JumpCloudClient client, long epoch, CancellationToken cancellation)
    {
        var cursor = await BeginAsync(tenant, organization, beginning, epoch, cancellation);
        var start = cursor.QueryStart ?? cursor.Checkpoint - (long)Overlap.TotalMilliseconds;
        var query = new EventQuery { Services = ["all"], Start = DateTimeOffset.FromUnixTimeMilliseconds(start), Limit = PageSize, SearchAfter = cursor.SearchAfter };
        var reached = cursor.State.ReachedAt;
        var (fresh, requests) = (0, 0);
        HashSet<string?> tokens = [query.SearchAfter];
        HashSet<UInt128> openings = [];
        while (true)
        {
            requests++;
            var page = await client.Insights.EventsPageAsync(query, cancellation);
            // Tokens may go round, or be new each time before the same events.
            if ((!page.IsLast && !tokens.Add(page.SearchAfter)) || (page.Items is [var opening, ..] && !openings.Add(Hash128.Of(opening.Json.Span))))
            {
                throw new EventPagingStuckException();
            }

            fresh += await TakeAsync(tenant, organization, page, start, epoch, cancellation);
            if (page.IsLast)
            {
                var gap = reached > 0 && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(reached) > LongestGap
                    ? DateTimeOffset.FromUnixTimeMilliseconds(reached) : (DateTimeOffset?)null;
                return new EventPoll(fresh, requests, gap);
            }

            query = query with { SearchAfter = page.SearchAfter };
        }
    }

    public async Task<List<LoggedEvent>> ReadAsync(TenantId tenant, OrganizationKey organization, long after, int limit, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.QueryAsync(
            $"select {LoggedEvent.Columns} from event e where e.tenant = @tenant and e.organization = @organization and e.position > @after order by e.position limit @limit", LoggedEvent.Read,
            cancellation, ("organization", organization.Value), ("after", after), ("limit", limit));
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

    private Task<EventCursor> BeginAsync(TenantId tenant, OrganizationKey organization, DateTimeOffset beginning, long epoch, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await epochs.CheckAsync(scope, tenant, organization, EpochKind, epoch);
            if (await EventCursor.ReadAsync(scope.Sql, organization, default) is { } known)
            {
                return known;
            }

            var cursor = new EventCursor(0, beginning.ToUnixTimeMilliseconds(), null, null, new EventCursorState());
            await cursor.SaveAsync(scope, organization);
            return cursor;
        }, cancellation);

    private Task<int> TakeAsync(TenantId tenant, OrganizationKey organization, EventPage page, long start, long epoch, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var events = page.Items.Select(item => IncomingEvent.Of(item.Json, now)).DistinctBy(item => item.Id).ToList();
        return WriteAsync(tenant, organization, epoch, async (scope, cursor) =>
        {
            var known = await KnownAsync(scope.Sql, organization, events);
            var fresh = events.Where(item => !known.Contains(item.Id)).ToList();
            fresh = await ErasedPeople.TakeOutAsync(scope.Sql, organization, fresh);
            await InsertAsync(scope, organization, cursor.Position, fresh);
            await EventIndex.AddAsync(scope, organization, cursor.Position, fresh);
            await CountAsync(scope.Sql, organization, fresh);
            var newest = events.Count == 0 ? cursor.Checkpoint : Math.Max(cursor.Checkpoint, events.Max(item => item.At));
            await (cursor with
            {
                Position = cursor.Position + fresh.Count,
                // A clock that runs ahead must not make later events invisible.
                Checkpoint = Math.Min(newest, Math.Max(cursor.Checkpoint, now)),
                QueryStart = page.IsLast ? null : start,
                SearchAfter = page.IsLast ? null : page.SearchAfter,
                State = page.IsLast ? cursor.State with { ReachedAt = now } : cursor.State,
            }).SaveAsync(scope, organization);
            if (fresh.Count > 0) scope.OnCommitted(() => signal.Publish(tenant, organization));
            return fresh.Count;
        }, cancellation);
    }

    private Task<int> WriteAsync(
        TenantId tenant, OrganizationKey organization, long epoch, Func<WriteScope, EventCursor, ValueTask<int>> work, CancellationToken cancellation) =>
        queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await epochs.CheckAsync(scope, tenant, organization, EpochKind, epoch);
            return await work(scope, (await EventCursor.ReadAsync(scope.Sql, organization, default))!);
        }, cancellation);

    private static async ValueTask<HashSet<string>> KnownAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> events)
    {
        HashSet<string> known = [];
        await sql.QueryEachAsync(
            "select e.id from {rows} x {join event e on e.tenant = @tenant and e.organization = @organization and e.id = x.id}",
            new SqlRows().Add("id", events.ConvertAll(item => (string?)item.Id)), row => known.Add(row.GetString(0)), default, ("organization", organization.Value));
        return known;
    }

    private static ValueTask CountAsync(TenantSql sql, OrganizationKey organization, List<IncomingEvent> fresh)
    {
        var types = fresh.GroupBy(item => item.Type ?? "").ToList();
        return sql.ForEachAsync(
            """
            insert into event_count (tenant, organization, type, n, last_at) select @tenant, @organization, x.type, x.n, x.last_at from {rows} x where true
            on conflict (tenant, organization, type) do update set n = event_count.n + excluded.n,
              last_at = case when excluded.last_at > event_count.last_at then excluded.last_at else event_count.last_at end
            """,
            new SqlRows().Add("type", types.ConvertAll(type => (string?)type.Key)).Add("n", types.ConvertAll(type => (long)type.Count()))
                .Add("last_at", types.ConvertAll(type => type.Max(item => item.At))),
            default, ("organization", organization.Value));
    }

    private static ValueTask InsertAsync(WriteScope scope, OrganizationKey organization, long position, List<IncomingEvent> fresh) => scope.Sql.InsertAsync(
        "event",
        new SqlRows().Add("position", fresh.Select((_, i) => position + i + 1).ToArray()).Add("id", fresh.ConvertAll(item => (string?)item.Id))
            .Add("service", fresh.ConvertAll(item => item.Service)).Add("type", fresh.ConvertAll(item => item.Type))
            .Add("at", fresh.ConvertAll(item => item.At)).Add("raw", fresh.ConvertAll(item => (byte[]?)item.Raw.ToArray())),
        ("organization", organization.Value), ("received_at", scope.Now));
}

/// <summary>Directory Insights gave the same page token twice.</summary>
internal sealed class EventPagingStuckException() : Exception("The event log of JumpCloud goes round: a page or its token came again.");
