using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>What a slice is read for.</summary>
internal static class SliceWork
{
    /// <summary>Count an hour, and compare.</summary>
    public const string Check = "check";

    /// <summary>Read again where something is missing.</summary>
    public const string Gap = "gap";

    /// <summary>Read the last hours again, for what came late.</summary>
    public const string Hourly = "hourly";

    /// <summary>The same for the last day.</summary>
    public const string Daily = "daily";

    /// <summary>Read what was before.</summary>
    public const string Backfill = "backfill";
}

/// <summary>A stretch of JumpCloud's log, counted or read beside the live tail, with a cursor of its own.</summary>
/// <param name="Owner">The gap or backfill it belongs to, else 0.</param>
/// <param name="Start">Unix milliseconds by JumpCloud's clock; both ends belong to it.</param>
/// <param name="Counted">How many events JumpCloud said there are; null: not asked yet.</param>
/// <param name="Seen">How many came; of a check: how often it was made.</param>
/// <param name="Fresh">How many of those were new.</param>
/// <param name="Tries">How often it failed in a row.</param>
internal sealed record EventSlice(
    TenantId Tenant, int Key, OrganizationKey Organization, string Work, int Owner, string Service, long Start, long End, int PageSize, string? SearchAfter, long? Counted, long Seen,
    long Fresh, int Tries)
{
    private const string Columns = "tenant, slice, organization, work, owner, service, start_at, end_at, page_size, search_after, counted, seen, fresh, tries";

    // Of organizations that are linked, go on, were polled once, and whose events somebody takes.
    private const string Waiting =
        """
        from event_slice s join organization o on o.tenant = s.tenant and o.organization = s.organization and not o.paused
        join feed f on f.tenant = s.tenant and f.organization = s.organization and not f.paused
        join event_cursor c on c.tenant = s.tenant and c.organization = s.organization
        where (@tenant = 0 or s.tenant = @tenant) and s.done_at is null and s.next_at <= @now
        """;

    public EventWindow Window => new(Start, End, Service == EventGap.AllServices ? EventWindow.All : [Service], PageSize);

    public static async Task<List<int>> DueShardsAsync(TenantSql sql, long now, CancellationToken ct) =>
        await sql.QueryAsync($"select distinct o.shard {Waiting}", row => (int)row.GetInt16(0), ct, ("now", now));

    /// <summary>Organizations of a shard with slices that are due, over all tenants.</summary>
    public static async Task<List<(TenantId Tenant, OrganizationKey Organization)>> DueAsync(TenantSql sql, int shard, long now, CancellationToken ct) => await sql.QueryAsync(
        $"select distinct s.tenant, s.organization {Waiting} and o.shard = @shard", row => (new TenantId(row.GetInt32(0)), new OrganizationKey(row.GetInt32(1))), ct,
        ("now", now), ("shard", (short)shard));

    /// <summary>The slices of an organization that come next: first what tells of losses, then what is new, then what is old, the oldest first: JumpCloud deletes it first.</summary>
    public static async Task<List<EventSlice>> NextAsync(TenantSql sql, OrganizationKey organization, long now, int most, CancellationToken ct) => await sql.QueryAsync(
        $"""
        select {string.Join(", ", Columns.Split(", ").Select(column => "s." + column))} {Waiting} and s.organization = @organization
        order by case s.work when 'check' then 0 when 'gap' then 1 when 'hourly' then 2 when 'daily' then 3 else 4 end, s.start_at, s.slice limit @most
        """,
        Read, ct, ("now", now), ("organization", organization.Value), ("most", (long)most));

    /// <summary>As it is now; null: it is done, or gone.</summary>
    public async ValueTask<EventSlice?> AgainAsync(TenantSql sql) =>
        (await sql.QueryAsync($"select {Columns} from event_slice where tenant = @tenant and slice = @slice and done_at is null", Read, default, ("slice", Key))).SingleOrDefault();

    public static async ValueTask AddAsync(
        WriteScope scope, OrganizationKey organization, string work, int owner, string service, long start, long end, int pageSize, long dueAt) => await scope.Sql.ExecuteAsync(
        """
        insert into event_slice (tenant, organization, work, owner, service, start_at, end_at, page_size, next_at)
        values (@tenant, @organization, @work, @owner, @service, @start, @end, @size, @due)
        """,
        default, ("organization", organization.Value), ("work", work), ("owner", owner), ("service", service), ("start", start), ("end", end), ("size", pageSize), ("due", dueAt));

    public async ValueTask SaveAsync(WriteScope scope) => await scope.Sql.ExecuteAsync(
        """
        update event_slice set end_at = @end, search_after = @after, counted = @counted, seen = @seen, fresh = @fresh, tries = @tries
        where tenant = @tenant and slice = @slice
        """,
        default, ("end", End), ("after", SearchAfter), ("counted", Counted), ("seen", Seen), ("fresh", Fresh), ("tries", Tries), ("slice", Key));

    public async ValueTask DeferAsync(WriteScope scope, TimeSpan wait) => await scope.Sql.ExecuteAsync(
        "update event_slice set next_at = @next, tries = @tries where tenant = @tenant and slice = @slice", default, ("next", scope.Now + (long)wait.TotalMilliseconds),
        ("tries", Tries), ("slice", Key));

    public async ValueTask DoneAsync(WriteScope scope) => await scope.Sql.ExecuteAsync(
        "update event_slice set done_at = @now where tenant = @tenant and slice = @slice", default, ("now", scope.Now), ("slice", Key));

    public async ValueTask RemoveAsync(WriteScope scope) => await scope.Sql.ExecuteAsync(
        "delete from event_slice where tenant = @tenant and slice = @slice", default, ("slice", Key));

    private static EventSlice Read(DbDataReader row) => new(
        new TenantId(row.GetInt32(0)), row.GetInt32(1), new OrganizationKey(row.GetInt32(2)), row.GetString(3), row.GetInt32(4), row.GetString(5), row.GetInt64(6), row.GetInt64(7),
        row.GetInt32(8), row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt32(13));
}
