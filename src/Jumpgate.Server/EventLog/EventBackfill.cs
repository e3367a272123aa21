using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Older events that were asked for. Times are Unix milliseconds.</summary>
/// <param name="Asked">From when on they were asked for.</param>
/// <param name="Start">From when on JumpCloud still has them.</param>
/// <param name="Expected">How many JumpCloud counted; null: not asked yet.</param>
internal sealed record EventBackfill(int Key, Guid Id, long Asked, long Start, long End, long? Expected, string State, string CreatedBy, long CreatedAt, long? EndedAt)
{
    private const string Columns = "backfill, id, asked_at, start_at, end_at, expected, state, created_by, created_at, ended_at";

    public static async Task<List<EventBackfill>> ListAsync(TenantSql sql, OrganizationKey organization, int most, CancellationToken ct = default) => await sql.QueryAsync(
        $"select {Columns} from event_backfill where tenant = @tenant and organization = @organization order by backfill desc limit @most", Read, ct,
        ("organization", organization.Value), ("most", (long)most));

    /// <summary>From when on older events were fetched; null: none were.</summary>
    public static async ValueTask<long?> OldestAsync(TenantSql sql, OrganizationKey organization) => await sql.ScalarAsync<long?>(
        "select min(start_at) from event_backfill where tenant = @tenant and organization = @organization and state <> 'cancelled'", default, ("organization", organization.Value));

    /// <summary>One slice at first; it is cut where there are many events. Null: another one runs.</summary>
    public static async ValueTask<EventBackfill?> CreateAsync(WriteScope scope, OrganizationKey organization, string by, long asked, long start, long end, int pageSize)
    {
        if ((await ListAsync(scope.Sql, organization, 1)) is [{ State: BackfillStates.Running }]) return null;
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
        var key = await scope.Sql.ScalarAsync<int>(
            """
            insert into event_backfill (tenant, id, organization, asked_at, start_at, end_at, state, created_by, created_at)
            values (@tenant, @id, @organization, @asked, @start, @end, @state, @by, @now) returning backfill
            """,
            default, ("id", id), ("organization", organization.Value), ("asked", asked), ("start", start), ("end", end), ("state", BackfillStates.Running), ("by", by), ("now", scope.Now));
        await EventSlice.AddAsync(scope, organization, SliceWork.Backfill, key, EventGap.AllServices, start, end, pageSize, scope.Now);
        return new EventBackfill(key, id, asked, start, end, null, BackfillStates.Running, by, scope.Now, null);
    }

    /// <summary>What is stored stays; what was not read yet is not read. False: none runs.</summary>
    public static async ValueTask<bool> CancelAsync(WriteScope scope, OrganizationKey organization)
    {
        if (await ListAsync(scope.Sql, organization, 1) is not [{ State: BackfillStates.Running } running]) return false;
        await scope.Sql.ExecuteAsync(
            "delete from event_slice where tenant = @tenant and organization = @organization and work = 'backfill' and owner = @backfill and done_at is null", default,
            ("organization", organization.Value), ("backfill", running.Key));
        await EndAsync(scope, running.Key, BackfillStates.Cancelled);
        return true;
    }

    /// <summary>The first slice is the whole of it: its count is how many events are expected.</summary>
    public static async ValueTask ExpectAsync(WriteScope scope, EventSlice slice, long counted) => await scope.Sql.ExecuteAsync(
        "update event_backfill set expected = @counted where tenant = @tenant and backfill = @backfill and expected is null and start_at = @start and end_at = @end", default,
        ("counted", counted), ("backfill", slice.Owner), ("start", slice.Start), ("end", slice.End));

    /// <summary>Ends it where no slice is left.</summary>
    public static async ValueTask EndAsync(WriteScope scope, OrganizationKey organization, int backfill)
    {
        if (await scope.Sql.ScalarAsync<long>(
            "select count(*) from event_slice where tenant = @tenant and organization = @organization and work = 'backfill' and owner = @backfill and done_at is null", default,
            ("organization", organization.Value), ("backfill", backfill)) == 0)
            await EndAsync(scope, backfill, BackfillStates.Done);
    }

    public async Task<FeedBackfill> ShowAsync(TenantSql sql, OrganizationKey organization, long now, CancellationToken ct)
    {
        var (slices, done, seen, fresh) = (await sql.QueryAsync(
            """
            select count(*), count(done_at), cast(coalesce(sum(seen), 0) as bigint), cast(coalesce(sum(fresh), 0) as bigint) from event_slice
            where tenant = @tenant and organization = @organization and work = 'backfill' and owner = @backfill
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), ct, ("organization", organization.Value), ("backfill", Key)))[0];
        var seconds = Math.Max(0.001, ((EndedAt ?? now) - CreatedAt) / 1000.0);
        var rate = seen / seconds;
        return new FeedBackfill(
            Id, State, Time(Start), Time(End), Asked < Start ? new FeedReach(Time(Asked), Time(Start)) : null, slices, done, seen, fresh, Expected, Math.Round(rate, 1),
            State == BackfillStates.Running && Expected > seen && rate > 0 ? Time(now + (long)((Expected.Value - seen) / rate * 1000)) : null, CreatedBy, Time(CreatedAt),
            EndedAt is { } ended ? Time(ended) : null);
    }

    private static async ValueTask EndAsync(WriteScope scope, int backfill, string state) => await scope.Sql.ExecuteAsync(
        "update event_backfill set state = @state, ended_at = @now where tenant = @tenant and backfill = @backfill and state = 'running'", default, ("state", state),
        ("now", scope.Now), ("backfill", backfill));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static EventBackfill Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetInt64(5), row.GetString(6), row.GetString(7),
        row.GetInt64(8), row.IsDBNull(9) ? null : row.GetInt64(9));
}
