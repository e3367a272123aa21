using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events;

/// <summary>Has older events fetched, as far back as JumpCloud keeps them.</summary>
internal sealed class Backfills(Store store, WriteQueue queue, UpstreamClocks clocks, TimeProvider time, IOptions<EventLogOptions> options)
{
    public async Task<(FeedBackfill? Backfill, ProblemResult? Refused)> StartAsync(Caller by, FeedRow feed, FeedBackfillStart wanted, CancellationToken ct)
    {
        var now = (clocks.Of(feed.Tenant, feed.Organization).Now ?? time.GetUtcNow()).ToUnixTimeMilliseconds();
        var faults = new FieldFaults();
        if (wanted.From is null) faults.Add("from", "required", "From when on is required.", "Send a time, as 2026-01-31T00:00:00Z.");
        if (wanted.From?.ToUnixTimeMilliseconds() >= now) faults.Add("from", "in_the_future", "from lies in the future.", "Name a time that has passed.");
        if (wanted.To <= wanted.From) faults.Add("to", "out_of_range", "to is not after from.", "Leave it out, or name a later time.");
        if (faults.ToResult() is { } refused) return (null, refused);

        var asked = wanted.From!.Value.ToUnixTimeMilliseconds();
        var oldest = now - (long)options.Value.Retention.TotalMilliseconds;
        var (backfill, problem) = await queue.WriteAsync<(EventBackfill?, ProblemResult?)>(feed.Tenant, WritePriority.Interactive, async scope =>
        {
            // Behind its beginning the log is whole, as far as counts tell.
            var beginning = (await EventCursor.ReadAsync(scope.Sql, feed.Organization, default))?.State.Beginning ?? 0;
            var end = Math.Min(now, wanted.To?.ToUnixTimeMilliseconds() ?? (beginning > asked ? beginning : now));
            if (end <= oldest)
                return (null, EventsProblems.BackfillOutOfReach.Because(string.Create(CultureInfo.InvariantCulture, $"It keeps events for {options.Value.RetentionDays} days: since {Time(oldest):u}."), "from"));
            var made = await EventBackfill.CreateAsync(scope, feed.Organization, by.Who, asked, Math.Max(asked, oldest), end, options.Value.LongPageSize);
            if (made is null) return (null, EventsProblems.BackfillRunning.Because("It has not come to its end yet."));
            scope.Audit(feed.Tenant, by.Who, "feed.backfill", feed.Id.ToString(), $"from {wanted.From:O}");
            return (made, null);
        }, ct);
        return backfill is null ? (null, problem) : (await ShowAsync(feed, backfill, ct), null);
    }

    public async Task<(FeedBackfill? Backfill, ProblemResult? Refused)> CancelAsync(Caller by, FeedRow feed, CancellationToken ct)
    {
        var cancelled = await queue.WriteAsync(feed.Tenant, WritePriority.Interactive, async scope =>
        {
            if (!await EventBackfill.CancelAsync(scope, feed.Organization)) return null;
            scope.Audit(feed.Tenant, by.Who, "feed.backfill_cancel", feed.Id.ToString());
            return (await EventBackfill.ListAsync(scope.Sql, feed.Organization, 1))[0];
        }, ct);
        return cancelled is null ? (null, EventsProblems.NoBackfill.Because("The last one has ended, or there was none.")) : (await ShowAsync(feed, cancelled, ct), null);
    }

    private async Task<FeedBackfill> ShowAsync(FeedRow feed, EventBackfill backfill, CancellationToken ct)
    {
        await using var read = await store.SnapshotAsync(feed.Tenant, ct);
        return await backfill.ShowAsync(read.Sql, feed.Organization, time.GetUtcNow().ToUnixTimeMilliseconds(), ct);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>Backfill of a feed: started, cancelled.</summary>
internal static class BackfillEndpoints
{
    public static void MapBackfill(this RouteGroupBuilder v1)
    {
        v1.MapPost("/feeds/{feed:guid}/backfill", Start).Needs(Rights.Feeds).WithName("startBackfill")
            .WithSummary("Fetch events that were before the log began, as far back as JumpCloud keeps them; the feed shows how far it is");
        v1.MapPost("/feeds/{feed:guid}/backfill/cancel", Cancel).Needs(Rights.Feeds).WithName("cancelBackfill").WithSummary("Stop the backfill; what it has stored stays");
    }

    private static async Task<Results<Accepted<FeedBackfill>, ProblemResult>> Start(
        Guid feed, FeedBackfillStart body, HttpContext context, CurrentTenant current, FeedBook book, Backfills backfills, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, feed, cancellation) is not { } row) return FeedEndpoints.Unknown();
        var (started, refused) = await backfills.StartAsync(Caller.Of(context.User)!, row, body, cancellation);
        return started is null ? refused! : TypedResults.Accepted($"/v1/feeds/{feed}", started);
    }

    private static async Task<Results<Ok<FeedBackfill>, ProblemResult>> Cancel(
        Guid feed, HttpContext context, CurrentTenant current, FeedBook book, Backfills backfills, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, feed, cancellation) is not { } row) return FeedEndpoints.Unknown();
        var (cancelled, refused) = await backfills.CancelAsync(Caller.Of(context.User)!, row, cancellation);
        return cancelled is null ? refused! : TypedResults.Ok(cancelled);
    }
}
