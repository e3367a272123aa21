using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed backfill</c>: events that were before the log began.</summary>
internal static class FeedBackfillCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create(Globals globals, Terminal terminal)
    {
        Argument<string?> named = new("feed") { Description = "Id, or name of the organization; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> from = new("--from") { Description = "From when on, as 2026-01-31 or 2026-01-31T00:00:00Z. Without it, shows how far the last one is." };
        Option<string?> to = new("--to") { Description = "Up to when; where the log begins without it." };
        Option<bool> noWait = new("--no-wait") { Description = "Do not wait for its end." };
        Option<bool> cancelIt = new("--cancel") { Description = "Stop the one that runs; what it has stored stays." };
        var command = new Command("backfill", "Fetch events that were before the log began.") { named, from, to, noWait, cancelIt };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var feed = await FeedCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var json = parsed.GetValue(globals.Json);
            if (parsed.GetValue(cancelIt)) return Print(await api.PostAsync($"/v1/feeds/{feed.Id}/backfill/cancel", Json.FeedBackfill, cancel), terminal, json);
            if (parsed.GetValue(from) is not { } since)
            {
                return Print(feed.Backfill ?? throw new WrongUseException("There was no backfill yet: name a time with --from."), terminal, json);
            }

            var started = await api.PostAsync(
                $"/v1/feeds/{feed.Id}/backfill", new FeedBackfillStart(Time(since, "--from"), parsed.GetValue(to) is { } until ? Time(until, "--to") : null), Json.FeedBackfillStart,
                Json.FeedBackfill, cancel);
            if (parsed.GetValue(noWait)) return Print(started, terminal, json);
            return Print(terminal.Interactive && !json ? await BarAsync(api, feed.Id, terminal, cancel) : await WaitAsync(api, feed.Id, null, cancel), terminal, json);
        });
        return command;
    }

    internal static string Line(FeedBackfill one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.State}, from {Listing.Time(one.From)} to {Listing.Time(one.To)}: {Listing.Number(one.Events)}{(one.Expected is { } expected ? " of " + Listing.Number(expected) : "")} events, {one.SlicesDone} of {one.Slices} slices, {one.EventsPerSecond:0} events/s{(one.EstimatedEndAt is { } end ? ", until about " + Listing.Time(end) : "")}");

    private static Task<FeedBackfill> BarAsync(Api api, Guid feed, Terminal terminal, CancellationToken cancel) => terminal.Screen.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            var bar = context.AddTask("events");
            return WaitAsync(api, feed, one =>
            {
                bar.IsIndeterminate = one.Expected is null;
                bar.MaxValue = Math.Max(one.Expected ?? one.Events, 1);
                bar.Value = one.State == BackfillStates.Done ? bar.MaxValue : one.Events;
                bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{Listing.Number(one.Events)} events, {one.EventsPerSecond:0}/s"));
            }, cancel);
        });

    private static async Task<FeedBackfill> WaitAsync(Api api, Guid feed, Action<FeedBackfill>? draw, CancellationToken cancel)
    {
        while (true)
        {
            var now = (await api.GetAsync($"/v1/feeds/{feed}", Json.Feed, cancel)).Backfill!;
            draw?.Invoke(now);
            if (now.State != BackfillStates.Running) return now;
            await Task.Delay(Pause, cancel);
        }
    }

    private static int Print(FeedBackfill one, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(one, Json.FeedBackfill);
            return ExitCodes.Done;
        }

        terminal.Out.WriteLine(Line(one));
        if (one.OutOfReach is { } gone) terminal.Out.WriteLine($"Out of reach: JumpCloud does not keep events from {Listing.Time(gone.From)} to {Listing.Time(gone.To)} any more.");
        return ExitCodes.Done;
    }

    private static DateTimeOffset Time(string text, string option) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? at
        : throw new WrongUseException($"{option} is a time, as 2026-01-31 or 2026-01-31T00:00:00Z.");
}
