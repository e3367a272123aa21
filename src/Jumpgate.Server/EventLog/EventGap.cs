using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>A stretch of which JumpCloud has more events than the log. Times are Unix milliseconds by JumpCloud's clock.</summary>
/// <param name="Service"><c>all</c>, or one.</param>
/// <param name="Upstream">How many JumpCloud counted when it was last compared.</param>
/// <param name="Repeated">So many of those are events that came before under the same id.</param>
/// <param name="Told">What the feed's contact was last told of it; null: nothing.</param>
internal sealed record EventGap(
    int Key, Guid Id, string Service, long Start, long End, string Reason, string? Detail, long Upstream, long Stored, long Repeated, string State, int Tries, long FoundAt, long? ClosedAt,
    string? Told)
{
    public const string Counted = "counted";
    public const string Unreadable = "unreadable";
    public const string Unreached = "unreached";
    public const string AllServices = "all";
    public const string Ending = "ending";

    /// <summary>Of a gap <c>g</c>: the feed's contact is to be told of it. Begins with what the index is of.</summary>
    public const string Untold =
        """
        (g.state <> 'closed' or g.told = 'ending') and coalesce(g.told, '') <> case when g.state = 'open' then 'ending' else g.state end
        and (g.state <> 'open' or (g.tries > 0 and g.end_at < @before))
        """;

    private const string Columns = "gap, id, service, start_at, end_at, reason, detail, upstream, stored, repeated, state, tries, found_at, closed_at, told";

    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>How long until a stretch is read again after so many times in vain.</summary>
    public static TimeSpan Wait(int tries) => Waits[Math.Clamp(tries - 1, 0, Waits.Length - 1)];

    /// <summary>Whether JumpCloud will delete its events before long.</summary>
    public bool IsEnding(long now, TimeSpan retention) => End < EndingBefore(now, retention);

    /// <summary>JumpCloud will before long delete what happened before that.</summary>
    public static long EndingBefore(long now, TimeSpan retention) =>
        now - (long)(retention - (retention / 5 < LongestAlarm ? retention / 5 : LongestAlarm)).TotalMilliseconds;

    /// <summary>What the feed's contact is told of it.</summary>
    public string Telling => State == GapStates.Open ? Ending : State;

    public static async Task<List<EventGap>> ListAsync(TenantSql sql, OrganizationKey organization, int most, CancellationToken ct = default) => await sql.QueryAsync(
        $"""
        select {Columns} from event_gap where tenant = @tenant and organization = @organization
        order by case when state = 'open' then 0 else 1 end, found_at desc, gap desc limit @most
        """,
        Read, ct, ("organization", organization.Value), ("most", (long)most));

    /// <summary>Those that the feed's contact is to be told of.</summary>
    public static async Task<List<EventGap>> UntoldAsync(TenantSql sql, OrganizationKey organization, long now, TimeSpan retention, CancellationToken ct) => await sql.QueryAsync(
        $"select {Columns} from event_gap g where tenant = @tenant and organization = @organization and {Untold} order by start_at, gap",
        Read, ct, ("organization", organization.Value), ("before", EndingBefore(now, retention)));

    public static ValueTask ToldAsync(WriteScope scope, string telling, IEnumerable<EventGap> gaps) => scope.Sql.ForEachAsync(
        "{update event_gap set told = @told where event_gap.tenant = @tenant and event_gap.gap = x.gap}",
        new SqlRows().Add("gap", gaps.Select(gap => (int?)gap.Key).ToList()), default, ("told", telling));

    public static async ValueTask<EventGap?> FindAsync(TenantSql sql, int gap) =>
        (await sql.QueryAsync($"select {Columns} from event_gap where tenant = @tenant and gap = @gap", Read, default, ("gap", gap))).SingleOrDefault();

    /// <summary>How many gaps there are by state.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(TenantSql sql, OrganizationKey organization, CancellationToken ct = default) => (await sql.QueryAsync(
        "select state, count(*) from event_gap where tenant = @tenant and organization = @organization group by state",
        row => (row.GetString(0), row.GetInt64(1)), ct, ("organization", organization.Value))).ToDictionary(one => one.Item1, one => one.Item2);

    /// <summary>Events of a stretch that JumpCloud counts more often than there are: known by an earlier reading of all of it.</summary>
    public static async ValueTask<long> RepeatedAsync(TenantSql sql, OrganizationKey organization, long start, long end, CancellationToken ct) => await sql.ScalarAsync<long>(
        """
        select max(n) from (
          select cast(coalesce(sum(repeated), 0) as bigint) as n from event_gap
          where tenant = @tenant and organization = @organization and start_at >= @start and end_at <= @end and state = 'closed' and service = 'all'
          union all
          select cast(coalesce(sum(repeated), 0) as bigint) from event_gap
          where tenant = @tenant and organization = @organization and start_at >= @start and end_at <= @end and state = 'closed' and service <> 'all') found
        """,
        ct, ("organization", organization.Value), ("start", start), ("end", end));

    /// <summary>A count was higher than ours: the stretch is read again at once. One that is open already goes on as it is.</summary>
    public static ValueTask CountedAsync(WriteScope scope, OrganizationKey organization, string service, long start, long end, long upstream, long stored, int pageSize) =>
        OpenAsync(scope, organization, service, start, end, Counted, null, upstream, stored, pageSize);

    /// <summary>An event that had to be passed over.</summary>
    public static ValueTask UnreadableAsync(WriteScope scope, OrganizationKey organization, UnreadableEvent skipped, int pageSize) => OpenAsync(
        scope, organization, AllServices, skipped.At, skipped.At, Unreadable, Short($"Event {skipped.Id ?? "without an id"}: {skipped.Why}"), 1, 0, pageSize);

    /// <summary>JumpCloud has deleted what was not read in time.</summary>
    public static async ValueTask UnreachedAsync(WriteScope scope, OrganizationKey organization, long start, long end) => await scope.Sql.ExecuteAsync(
        """
        insert into event_gap (tenant, id, organization, service, start_at, end_at, reason, detail, upstream, stored, state, found_at, closed_at)
        values (@tenant, @id, @organization, 'all', @start, @end, 'unreached', 'It was not read before JumpCloud deleted it.', 0, 0, 'lost', @now, @now)
        on conflict (tenant, organization, service, start_at, end_at) do nothing
        """,
        default, ("id", NewId(scope)), ("organization", organization.Value), ("start", start), ("end", end), ("now", scope.Now));

    /// <summary>All that JumpCloud shows of the stretch is in the log.</summary>
    public async ValueTask CloseAsync(WriteScope scope, long upstream, long stored) => await scope.Sql.ExecuteAsync(
        "update event_gap set state = 'closed', upstream = @upstream, stored = @stored, repeated = @repeated, closed_at = @now where tenant = @tenant and gap = @gap", default,
        ("upstream", upstream), ("stored", stored), ("repeated", Math.Max(0, upstream - stored)), ("now", scope.Now), ("gap", Key));

    /// <summary>Something is missing still.</summary>
    public async ValueTask StaysAsync(WriteScope scope, long upstream, long stored) => await scope.Sql.ExecuteAsync(
        "update event_gap set upstream = @upstream, stored = @stored, tries = tries + 1 where tenant = @tenant and gap = @gap", default,
        ("upstream", upstream), ("stored", stored), ("gap", Key));

    public async ValueTask LoseAsync(WriteScope scope) => await scope.Sql.ExecuteAsync(
        "update event_gap set state = 'lost', closed_at = @now where tenant = @tenant and gap = @gap", default, ("now", scope.Now), ("gap", Key));

    public FeedGap Show(long? nextAt) => new(
        Id, Service == AllServices ? null : Service, Time(Start), Time(End), Reason, Detail, Upstream, Stored, State, Tries, Time(FoundAt),
        nextAt is { } next ? Time(next) : null, ClosedAt is { } closed ? Time(closed) : null);

    private static async ValueTask OpenAsync(
        WriteScope scope, OrganizationKey organization, string service, long start, long end, string reason, string? detail, long upstream, long stored, int pageSize)
    {
        var gap = await scope.Sql.ScalarAsync<int>(
            """
            insert into event_gap (tenant, id, organization, service, start_at, end_at, reason, detail, upstream, stored, state, found_at)
            values (@tenant, @id, @organization, @service, @start, @end, @reason, @detail, @upstream, @stored, 'open', @now)
            on conflict (tenant, organization, service, start_at, end_at) do update set
              state = 'open', reason = excluded.reason, detail = excluded.detail, upstream = excluded.upstream, stored = excluded.stored, closed_at = null,
              tries = case when event_gap.state = 'open' then event_gap.tries else 0 end
            returning gap
            """,
            default, ("id", NewId(scope)), ("organization", organization.Value), ("service", service), ("start", start), ("end", end), ("reason", reason), ("detail", detail),
            ("upstream", upstream), ("stored", stored), ("now", scope.Now));
        if (await scope.Sql.ScalarAsync<long>(
            "select count(*) from event_slice where tenant = @tenant and organization = @organization and work = 'gap' and owner = @gap", default,
            ("organization", organization.Value), ("gap", gap)) == 0)
            await EventSlice.AddAsync(scope, organization, SliceWork.Gap, gap, service, start, end, pageSize, scope.Now);
    }

    private static string Short(string text) => text[..Math.Min(text.Length, 500)];

    private static Guid NewId(WriteScope scope) => Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static EventGap Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetInt64(7),
        row.GetInt64(8), row.GetInt64(9), row.GetString(10), row.GetInt32(11), row.GetInt64(12), row.IsDBNull(13) ? null : row.GetInt64(13),
        row.IsDBNull(14) ? null : row.GetString(14));
}
