using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.EventLog;

/// <summary>After a poll for a feed: puts down what is due beside it. Each hour that has passed is counted, what may have come late is read again each hour, the last 26 hours each day.</summary>
internal sealed class FetchPlan(Store store, WriteQueue queue, UpstreamClocks clocks, IOptions<EventLogOptions> options)
{
    /// <summary>Events come up to 90 minutes late, and the sweep before may just have missed one: an hour more, and a little.</summary>
    private static readonly TimeSpan HourlyReach = TimeSpan.FromMinutes(160);
    private static readonly TimeSpan DailyReach = TimeSpan.FromHours(26);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How long after its end an hour is counted again: when what was late has come, and once more the day after.</summary>
    private static readonly TimeSpan[] Again = [TimeSpan.FromMinutes(135), TimeSpan.FromHours(26)];

    private const int MostHours = 500;

    /// <summary>When an hour is counted again after so many times; null: not any more.</summary>
    public static TimeSpan? NextCheck(long checks, long end, long now) =>
        checks > Again.Length ? null : Positive(TimeSpan.FromMilliseconds(end + Again[checks - 1].TotalMilliseconds - now));

    public async Task RunAsync(TenantId tenant, OrganizationKey organization, CancellationToken cancellation)
    {
        if (clocks.Of(tenant, organization).Now is not { } present) return;
        var now = present.ToUnixTimeMilliseconds();
        EventCursor? seen;
        await using (var read = await store.ReadAsync(tenant, cancellation)) seen = await EventCursor.ReadAsync(read.Sql, organization, cancellation);
        if (seen is null || !IsDue(seen.State, now)) return;
        await queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            if (await EventCursor.ReadAsync(scope.Sql, organization, default) is not { } cursor) return;
            var state = cursor.State;
            // From there on the log is meant to be whole.
            var beginning = state.Beginning > 0 ? state.Beginning : state.Covered;
            if (state.CheckedTo == 0) state = state with { CheckedTo = (beginning + Milliseconds(Hour) - 1) / Milliseconds(Hour) * Milliseconds(Hour) };
            var counted = state.CheckedTo;
            for (var hours = 0; hours < MostHours && counted + Milliseconds(Hour + Settle) <= state.Covered; hours++, counted += Milliseconds(Hour))
                await EventSlice.AddAsync(scope, organization, SliceWork.Check, 0, EventGap.AllServices, counted, counted + Milliseconds(Hour), 1, scope.Now);
            state = state with
            {
                CheckedTo = counted,
                HourlyAt = await SweepAsync(SliceWork.Hourly, state.HourlyAt, HourlyReach, Hour),
                DailyAt = await SweepAsync(SliceWork.Daily, state.DailyAt, DailyReach, Day),
            };
            await (cursor with { State = state }).SaveAsync(scope, organization);

            async ValueTask<long> SweepAsync(string work, long dueAt, TimeSpan reach, TimeSpan every)
            {
                if (dueAt > now) return dueAt;
                // The first one comes when there is something behind the live tail.
                if (dueAt == 0) return now + Milliseconds(every);
                // The one before is not through yet: this one stays due.
                if (await scope.Sql.ScalarAsync<long>(
                    "select count(*) from event_slice where tenant = @tenant and organization = @organization and work = @work and owner = 0", default,
                    ("organization", organization.Value), ("work", work)) > 0)
                    return dueAt;
                // What was fetched of older events has its late ones, too.
                var oldest = Math.Min(beginning, await EventBackfill.OldestAsync(scope.Sql, organization) ?? beginning);
                // As far back as if it had come in time.
                await EventSlice.AddAsync(
                    scope, organization, work, 0, EventGap.AllServices, Math.Min(Math.Max(dueAt - Milliseconds(reach), oldest), state.Covered), state.Covered,
                    options.Value.LongPageSize, scope.Now);
                return now + Milliseconds(every);
            }
        }, cancellation);
    }

    private static bool IsDue(EventCursorState state, long now) =>
        state.HourlyAt <= now || state.DailyAt <= now || state.CheckedTo == 0 || state.CheckedTo + Milliseconds(Hour + Settle) <= state.Covered;

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
