using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>One slice: counted, cut in two where it is large, read to its end, and what comes of it.</summary>
/// <param name="write">A transaction under the epoch of the run.</param>
internal sealed class SliceRun(
    Store store, EventSlice slice, JumpCloudClient client, UpstreamClock clock, EventSignal signal, EventMetrics metrics, TimeProvider time, EventLogOptions options,
    ILogger logger, Func<Func<WriteScope, ValueTask>, Task> write)
{
    /// <summary>Events stored in one transaction: others write too.</summary>
    private const int Chunk = 1000;

    private const long Shortest = 60_000;

    private EventSlice slice = slice;

    private CountCheck Counts => field ??= new CountCheck(store, client, slice.Tenant, slice.Organization);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (slice.Work == SliceWork.Check) await CheckAsync(cancellation);
        else if (slice.Work == SliceWork.Gap && slice.End < Oldest) await LoseAsync();
        else if (await SizeAsync(cancellation)) await ReadAsync(cancellation);
        metrics.Asked(slice.Work, Counts.Requests);
    }

    private long UpstreamNow => (clock.Now ?? time.GetUtcNow()).ToUnixTimeMilliseconds();

    private long Oldest => UpstreamNow - (long)options.Retention.TotalMilliseconds;

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var found = await Counts.CompareAsync(slice.Start, slice.End, cancellation);
        await write(async scope =>
        {
            if (await slice.AgainAsync(scope.Sql) is null) return;
            foreach (var one in found)
            {
                await EventGap.CountedAsync(scope, slice.Organization, one.Service, one.Start, one.End, one.Upstream, one.Stored, options.LongPageSize);
                metrics.GapFound();
                FetchLog.GapFound(logger, slice.Tenant.Value, slice.Organization.Value, Time(one.Start), Time(one.End), one.Service, one.Upstream, one.Stored);
            }

            var checks = slice.Seen + 1;
            if (FetchPlan.NextCheck(checks, slice.End, UpstreamNow) is not { } wait)
            {
                await slice.RemoveAsync(scope);
                return;
            }

            slice = slice with { Seen = checks, Tries = 0 };
            await slice.SaveAsync(scope);
            await slice.DeferAsync(scope, wait);
        });
    }

    /// <summary>Asks how many events there are, where that matters; false: it was cut in two.</summary>
    private async Task<bool> SizeAsync(CancellationToken cancellation)
    {
        if (slice.Counted is not null || slice.Work is SliceWork.Hourly or SliceWork.Daily) return true;
        var counted = await Counts.CountAsync(slice.Window, cancellation);
        var isCut = slice.Work == SliceWork.Backfill && counted > options.SliceEvents && slice.End - slice.Start > Shortest;
        await write(async scope =>
        {
            // Somebody may have cancelled what it belongs to.
            if (await slice.AgainAsync(scope.Sql) is null) return;
            if (slice.Work == SliceWork.Backfill) await EventBackfill.ExpectAsync(scope, slice, counted);
            if (!isCut)
            {
                slice = slice with { Counted = counted };
                await slice.SaveAsync(scope);
                return;
            }

            // An event at the very middle belongs to both: it is stored once.
            var middle = slice.Start + ((slice.End - slice.Start) / 2);
            await EventSlice.AddAsync(scope, slice.Organization, slice.Work, slice.Owner, slice.Service, middle, slice.End, slice.PageSize, scope.Now);
            await (slice with { End = middle }).SaveAsync(scope);
        });
        return !isCut;
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var guard = new PageGuard(slice.SearchAfter);
        var reader = new EventReader(client, clock, slice.PageSize);
        var window = slice.Window;
        while (true)
        {
            var answer = await reader.ReadAsync(window.Query(slice.SearchAfter), cancellation);
            metrics.Asked(slice.Work, answer.Requests);
            guard.Check(answer.Page);
            if (!await TakeAsync(answer)) return;
            if (!answer.Page.IsLast) continue;
            await EndAsync(cancellation);
            return;
        }
    }

    /// <summary>Stores a page; false: the slice is gone.</summary>
    private async Task<bool> TakeAsync(EventAnswer answer)
    {
        var page = answer.Page;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var fresh = 0;
        var isThere = true;
        for (var i = 0; isThere && (i == 0 || i < page.Items.Count); i += Chunk)
        {
            var isLast = i + Chunk >= page.Items.Count;
            // Read piece by piece: long pages have some ten megabytes, and what is known of an event as much again.
            List<IncomingEvent> chunk = [.. page.Items.Skip(i).Take(Chunk).Select(item => IncomingEvent.Of(item.Json, now)).DistinctBy(item => item.Id)];
            await write(async scope =>
            {
                isThere = await slice.AgainAsync(scope.Sql) is not null;
                if (!isThere) return;
                var stored = 0;
                if (chunk.Count > 0)
                {
                    var position = await scope.Sql.ScalarAsync<long>(
                        "select position from event_cursor where tenant = @tenant and organization = @organization", default, ("organization", slice.Organization.Value));
                    stored = await EventIntake.StoreAsync(scope, slice.Organization, position, chunk);
                    await scope.Sql.ExecuteAsync(
                        "update event_cursor set position = @position where tenant = @tenant and organization = @organization", default, ("position", position + stored),
                        ("organization", slice.Organization.Value));
                    metrics.Stored(scope, stored);
                    if (stored > 0) scope.OnCommitted(() => signal.Publish(slice.Tenant, slice.Organization));
                }

                var moved = slice with { Fresh = slice.Fresh + fresh + stored };
                if (isLast)
                {
                    if (answer.Skipped is { } skipped) await EventGap.UnreadableAsync(scope, slice.Organization, skipped, options.LongPageSize);
                    moved = moved with { SearchAfter = page.SearchAfter, Seen = slice.Seen + page.Items.Count, Tries = 0 };
                    await moved.SaveAsync(scope);
                    scope.OnCommitted(() => slice = moved);
                }
                else scope.OnCommitted(() => fresh += stored);
            });
        }

        return isThere;
    }

    private Task EndAsync(CancellationToken cancellation) => slice.Work switch
    {
        SliceWork.Gap => EndGapAsync(cancellation),
        SliceWork.Backfill => EndBackfillAsync(cancellation),
        _ => write(slice.RemoveAsync),
    };

    /// <summary>The stretch was read to its end. Counts may change meanwhile: what counts is whether as many came as JumpCloud said before, or says now.</summary>
    private async Task EndGapAsync(CancellationToken cancellation)
    {
        var upstream = await Counts.CountAsync(slice.Window, cancellation);
        await write(async scope =>
        {
            if (await EventGap.FindAsync(scope.Sql, slice.Owner) is not { } gap)
            {
                await slice.RemoveAsync(scope);
                return;
            }

            var stored = await StoredAsync(scope.Sql);
            // Where JumpCloud has begun to delete, its counts fall by themselves.
            if (slice.Start < Oldest && stored < gap.Upstream)
            {
                await LoseAsync(scope, gap);
                return;
            }

            if (stored >= upstream || slice.Seen >= Math.Min(slice.Counted ?? upstream, upstream))
            {
                await gap.CloseAsync(scope, upstream, stored);
                await slice.RemoveAsync(scope);
                FetchLog.GapClosed(logger, slice.Tenant.Value, slice.Organization.Value, Time(slice.Start), Time(slice.End), slice.Service, slice.Fresh);
                return;
            }

            await gap.StaysAsync(scope, upstream, stored);
            slice = slice with { SearchAfter = null, Counted = null, Seen = 0, Tries = 0 };
            await slice.SaveAsync(scope);
            await slice.DeferAsync(scope, EventGap.Wait(gap.Tries + 1));
            if (gap.IsEnding(UpstreamNow, options.Retention))
                FetchLog.GapEnding(logger, slice.Tenant.Value, slice.Organization.Value, Time(slice.Start), Time(slice.End), slice.Service, upstream, stored);
            else FetchLog.GapStays(logger, slice.Tenant.Value, slice.Organization.Value, Time(slice.Start), Time(slice.End), slice.Service, upstream, stored);
        });
    }

    private Task LoseAsync() => write(async scope => await LoseAsync(scope, await EventGap.FindAsync(scope.Sql, slice.Owner)));

    private async ValueTask LoseAsync(WriteScope scope, EventGap? gap)
    {
        if (gap is not null) await gap.LoseAsync(scope);
        await slice.RemoveAsync(scope);
        FetchLog.GapLost(logger, slice.Tenant.Value, slice.Organization.Value, Time(slice.Start), Time(slice.End), slice.Service);
    }

    private async Task EndBackfillAsync(CancellationToken cancellation)
    {
        var upstream = slice.Seen < slice.Counted ? Math.Min(slice.Counted.Value, await Counts.CountAsync(slice.Window, cancellation)) : slice.Seen;
        await write(async scope =>
        {
            if (slice.Seen < upstream)
            {
                await EventGap.CountedAsync(scope, slice.Organization, slice.Service, slice.Start, slice.End, upstream, await StoredAsync(scope.Sql), options.LongPageSize);
                metrics.GapFound();
            }

            await slice.DoneAsync(scope);
            await EventBackfill.EndAsync(scope, slice.Organization, slice.Owner);
        });
    }

    private async ValueTask<long> StoredAsync(TenantSql sql)
    {
        var stored = await CountCheck.StoredAsync(sql, slice.Organization, slice.Start, slice.End, default);
        return slice.Service == EventGap.AllServices ? stored.Values.Sum() : stored.GetValueOrDefault(slice.Service);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
