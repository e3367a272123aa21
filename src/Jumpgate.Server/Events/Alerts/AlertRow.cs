using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events.Alerts;

/// <summary>A feed with a contact: how it is, and what its contact knows. Times are Unix milliseconds.</summary>
/// <param name="State">Its state now.</param>
/// <param name="HasGaps">Whether there are gaps to be told of.</param>
/// <param name="Seen">The state it was last found in, but for pauses.</param>
/// <param name="SeenAt">Since when.</param>
/// <param name="Told">The state the last mail was of.</param>
/// <param name="Tries">Mails in a row that were not accepted.</param>
internal sealed record AlertRow(
    FeedRow Feed, string State, bool HasGaps, string Seen, long SeenAt, string Told, int Tries = 0, long? FailedAt = null, long? NextAt = null, string? Fault = null)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private const string From =
        $"""
        select {FeedRow.Columns}, o.paused, c.expires_at, e.fault_code, exists (
          select 1 from event_gap g where g.tenant = f.tenant and g.organization = f.organization and {EventGap.Untold}), a.seen, a.seen_at, a.told, a.tries, a.failed_at, a.next_at, a.fault
        from feed f join organization o on o.tenant = f.tenant and o.organization = f.organization
        left join credential c on c.tenant = o.tenant and c.organization = o.organization and c.slot = 'active'
        left join event_cursor e on e.tenant = f.tenant and e.organization = f.organization
        left join feed_alert a on a.tenant = f.tenant and a.feed = f.feed
        where (@tenant = 0 or f.tenant = @tenant) and f.contact_email is not null
        """;

    public bool IsChanged => State != FeedStates.Paused && State != Seen;

    public static ValueTask<List<AlertRow>> ListAsync(TenantSql sql, long now, TimeSpan retention, CancellationToken ct) =>
        sql.QueryAsync($"{From} order by f.tenant, f.feed", row => Read(row, now), ct, ("before", EventGap.EndingBefore(now, retention)));

    public static async Task<AlertRow?> FindAsync(TenantSql sql, FeedRow feed, long now, TimeSpan retention, CancellationToken ct) => (await sql.QueryAsync(
        $"{From} and f.feed = @feed", row => Read(row, now), ct, ("before", EventGap.EndingBefore(now, retention)), ("feed", feed.Key))).SingleOrDefault();

    /// <summary>Whether its state is to be told: a token that has ended at once; what may pass by itself, as a refusal does with new credentials, once it has lasted.</summary>
    public bool IsNews(long now, TimeSpan settles) =>
        State is not FeedStates.Paused && State == Seen && State != Told && (State == FeedStates.Expired || SeenAt + (long)settles.TotalMilliseconds <= now);

    public bool IsDue(long now, TimeSpan settles) => IsChanged || (HasGaps || IsNews(now, settles) ? NextAt is null || NextAt <= now : Tries > 0);

    public AlertRow Accepted() => this with { Tries = 0, FailedAt = null, NextAt = null, Fault = null };

    /// <summary>Tried again after 10 s, then twice as long each time, up to an hour.</summary>
    public AlertRow NotAccepted(string fault, long now) => this with
    {
        Tries = Tries + 1,
        FailedAt = FailedAt ?? now,
        NextAt = now + (long)Math.Min(LongestWait.TotalMilliseconds, FirstWait.TotalMilliseconds * Math.Pow(2, Math.Min(Tries, 10))),
        Fault = fault,
    };

    public ValueTask<int> SaveAsync(WriteScope scope) => scope.Sql.ExecuteAsync(
        """
        insert into feed_alert (tenant, feed, seen, seen_at, told, tries, failed_at, next_at, fault)
        select tenant, feed, @seen, @seen_at, @told, @tries, @failed_at, @next_at, @fault from feed where tenant = @tenant and feed = @feed
        on conflict (tenant, feed) do update set seen = excluded.seen, seen_at = excluded.seen_at, told = excluded.told, tries = excluded.tries, failed_at = excluded.failed_at,
          next_at = excluded.next_at, fault = excluded.fault
        """,
        default, ("feed", Feed.Key), ("seen", Seen), ("seen_at", SeenAt), ("told", Told), ("tries", Tries), ("failed_at", FailedAt), ("next_at", NextAt), ("fault", Fault));

    private static AlertRow Read(DbDataReader row, long now)
    {
        var feed = FeedRow.Read(row);
        var state = FeedHealth.StateOf(feed.Paused || row.GetBoolean(10), row.IsDBNull(11) ? null : row.GetInt64(11), row.IsDBNull(12) ? null : row.GetString(12), now);
        // Whose contact was never told anything believes it to be well.
        return row.IsDBNull(14)
            ? new AlertRow(feed, state, row.GetBoolean(13), FeedStates.Active, feed.CreatedAt, FeedStates.Active)
            : new AlertRow(
                feed, state, row.GetBoolean(13), row.GetString(14), row.GetInt64(15), row.GetString(16), row.GetInt32(17), row.IsDBNull(18) ? null : row.GetInt64(18),
                row.IsDBNull(19) ? null : row.GetInt64(19), row.IsDBNull(20) ? null : row.GetString(20));
    }
}
