using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Events;

/// <summary>Sinks: made, shown, changed, removed, paused, delivering again.</summary>
internal static class SinkEndpoints
{
    public static void MapSinks(this RouteGroupBuilder v1)
    {
        v1.MapPost("/feeds/{feed:guid}/sinks", Create).Needs(Rights.Feeds).WithName("createSink").WithSummary("Add a sink to a feed; the way to it is tried first");
        v1.MapGet("/sinks/{sink:guid}", Get).Needs(Rights.Read).WithName("getSink").WithSummary("One sink: how far it is, what became of its events");
        v1.MapPatch("/sinks/{sink:guid}", Update).Needs(Rights.Feeds).WithName("updateSink").WithSummary("Change a sink; where its receiver's settings are, the way is tried first");
        v1.MapDelete("/sinks/{sink:guid}", Remove).Needs(Rights.Feeds).WithName("removeSink").WithSummary("Remove a sink; what it has delivered stays");
        v1.MapPost("/sinks/{sink:guid}/pause", Pause).Needs(Rights.Feeds).WithName("pauseSink").WithSummary("Deliver nothing for now; an open file is finished");
        v1.MapPost("/sinks/{sink:guid}/resume", Resume).Needs(Rights.Feeds).WithName("resumeSink").WithSummary("Go on where it stopped");
        v1.MapPost("/sinks/{sink:guid}/replay", Replay).Needs(Rights.Feeds).WithName("replaySink")
            .WithSummary("Deliver events again, from a position or time up to where the sink is; what is new comes behind them");
        v1.MapGet("/sinks/{sink:guid}/dead-letters", DeadLetters).Needs(Rights.Read).WithName("listSinkDeadLetters")
            .WithSummary("Events that a sink could not deliver, in the order of the log; a replay tries them again");
    }

    public static ProblemResult Unknown() => HttpProblems.NotFound.Because("No sink has this id.");

    private static async Task<Results<Created<Sink>, ProblemResult>> Create(
        Guid feed, SinkCreate body, HttpContext context, CurrentTenant current, FeedBook feeds, SinkCheck check, SinkBook book, FeedView view, CancellationToken cancellation)
    {
        var (wanted, refused) = check.Create(body);
        if (refused is not null) return refused;
        if (await feeds.FindAsync(current.Id!.Value, feed, cancellation) is not { } of) return FeedEndpoints.Unknown();
        var (row, not) = await book.CreateAsync(Caller.Of(context.User)!, of, wanted!, cancellation);
        if (row is null) return not!;
        return TypedResults.Created($"/v1/sinks/{row.Id}", wanted!.Kind.ShowOnce(await view.ShowAsync(row, cancellation), wanted.Asked, wanted.Settings));
    }

    private static async Task<Results<Ok<Sink>, ProblemResult>> Get(Guid sink, CurrentTenant current, SinkBook book, FeedView view, CancellationToken cancellation) =>
        await Shown(await book.FindAsync(current.Id!.Value, sink, cancellation), view, cancellation);

    private static async Task<Results<Ok<Sink>, ProblemResult>> Update(
        Guid sink, SinkUpdate body, HttpContext context, CurrentTenant current, SinkCheck check, SinkBook book, FeedView view, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, sink, cancellation) is not { } row) return Unknown();
        var (settings, choice, tried, refused) = check.Update(body, row);
        if (refused is not null) return refused;
        var (changed, not) = await book.UpdateAsync(Caller.Of(context.User)!, row, body.Name?.Trim(), choice!, settings!, tried, cancellation);
        return not is null ? await Shown(changed, view, cancellation) : not;
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(Guid sink, HttpContext context, CurrentTenant current, SinkBook book, CancellationToken cancellation) =>
        await book.FindAsync(current.Id!.Value, sink, cancellation) is { } row && await book.RemoveAsync(Caller.Of(context.User)!, row, cancellation) ? TypedResults.NoContent() : Unknown();

    private static Task<Results<Ok<Sink>, ProblemResult>> Pause(Guid sink, HttpContext context, CurrentTenant current, SinkBook book, FeedView view, CancellationToken cancellation) =>
        Set(sink, true, context, current, book, view, cancellation);

    private static Task<Results<Ok<Sink>, ProblemResult>> Resume(Guid sink, HttpContext context, CurrentTenant current, SinkBook book, FeedView view, CancellationToken cancellation) =>
        Set(sink, false, context, current, book, view, cancellation);

    private static async Task<Results<Ok<Sink>, ProblemResult>> Set(
        Guid sink, bool paused, HttpContext context, CurrentTenant current, SinkBook book, FeedView view, CancellationToken cancellation)
    {
        if (await book.FindAsync(current.Id!.Value, sink, cancellation) is not { } row) return Unknown();
        return await Shown(await book.PauseAsync(Caller.Of(context.User)!, row, paused, cancellation), view, cancellation);
    }

    private static async Task<Results<Accepted<SinkReplayed>, ProblemResult>> Replay(
        Guid sink, SinkReplay body, HttpContext context, CurrentTenant current, SinkBook book, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var from = LogPlace.Read(body.From, faults);
        if (faults.ToResult() is { } refused) return refused;
        if (await book.FindAsync(current.Id!.Value, sink, cancellation) is not { } row) return Unknown();
        var (replayed, not) = await book.ReplayAsync(Caller.Of(context.User)!, row, from!.Value, cancellation);
        return replayed is null ? not! : TypedResults.Accepted($"/v1/sinks/{sink}", replayed);
    }

    private static async Task<Results<Ok<Page<SinkDeadLetter>>, ProblemResult>> DeadLetters(
        Guid sink, HttpContext context, CurrentTenant current, SinkBook book, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        if (await book.FindAsync(current.Id!.Value, sink, cancellation) is not { } row) return Unknown();
        var found = await book.DeadLettersAsync(row, page, cancellation);
        return TypedResults.Ok(new Page<SinkDeadLetter>(
            [.. found.Take(page.Limit)], found.Count > page.Limit ? PageRequest.Cursor(found[page.Limit - 1].Position.ToString(CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Ok<Sink>, ProblemResult>> Shown(SinkRow? row, FeedView view, CancellationToken cancellation) =>
        row is null ? Unknown() : TypedResults.Ok(await view.ShowAsync(row, cancellation));
}
