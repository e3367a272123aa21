using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink</c>: where the events of a feed go.</summary>
internal static class FeedSinkCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Create(Globals globals, Terminal terminal) => new("sink", "Where events go: add, pause, resume, replay.")
    {
        new Command("add", "Add a sink to a feed.") { AddFile(globals, terminal) },
        Act("pause", "Deliver nothing for now; the open file is finished.", globals, terminal),
        Act("resume", "Go on where it stopped.", globals, terminal),
        Replay(globals, terminal),
    };

    internal static void Table(IReadOnlyList<Sink> sinks, Terminal terminal) =>
        terminal.Table(["Sink", "Kind", "State", "Behind", "Delivered", "Where", "Id"], sinks.Select(sink => (string?[])
        [
            sink.Name, sink.Kind, sink.Fault is { } fault ? $"{sink.State}: {fault.Detail}" : sink.State, Listing.Number(sink.Backlog),
            Listing.Number(sink.Counts.Values.Sum(count => count.Delivered)), sink.File?.Folder, sink.Id.ToString(),
        ]));

    private static Command AddFile(Globals globals, Terminal terminal)
    {
        Option<string?> feed = new("--feed") { Description = "Id of the feed, or name of its organization; may be left out when there is only one." };
        Option<string?> name = new("--name") { Description = "What to call it." };
        Option<string?> schema = new("--schema") { Description = "The release of OCSF: 1.8.0 or 1.1.0." };
        Option<bool> raw = new("--raw") { Description = "Events as JumpCloud sent them, instead of OCSF." };
        Option<string?> from = new("--from") { Description = "Where to begin: a position or a time. With everything there is without it." };
        Option<long?> maxBytes = new("--max-bytes") { Description = "The size at which a file ends." };
        Option<string?> maxAge = new("--max-age") { Description = "The age at which a file ends, as ISO 8601 duration (PT1H)." };
        Option<bool> gzip = new("--gzip") { Description = "Compress finished files." };
        var command = new Command("file", "Rotating NDJSON files below the server's data folder.") { feed, name, schema, raw, from, maxBytes, maxAge, gzip };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var to = await FeedCommand.FindAsync(api, parsed.GetValue(feed), cancel);
            var made = await api.PostAsync(
                $"/v1/feeds/{to.Id}/sinks",
                new SinkCreate(
                    "file", parsed.GetValue(name), parsed.GetValue(schema), parsed.GetValue(raw) ? "raw" : null, Place(parsed.GetValue(from)),
                    File: new FileSinkSettings(parsed.GetValue(maxBytes), parsed.GetValue(maxAge), parsed.GetValue(gzip))),
                Json.SinkCreate, Json.Sink, cancel);
            return Print(made, terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Act(string verb, string about, Globals globals, Terminal terminal)
    {
        var named = Named();
        var command = new Command(verb, about) { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var sink = await FindAsync(api, parsed.GetValue(named), cancel);
            return Print(await api.PostAsync($"/v1/sinks/{sink.Id}/{verb}", Json.Sink, cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Replay(Globals globals, Terminal terminal)
    {
        var named = Named();
        Option<string> from = new("--from") { Description = "A position of the log, or a time.", Required = true };
        var command = new Command("replay", "Deliver events again, from a position or time up to where the sink is.") { named, from };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var sink = await FindAsync(api, parsed.GetValue(named), cancel);
            var replayed = await api.PostAsync($"/v1/sinks/{sink.Id}/replay", new SinkReplay(Place(parsed.GetValue(from))), Json.SinkReplay, Json.SinkReplayed, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(replayed, Json.SinkReplayed);
            else terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Positions {replayed.From} to {replayed.To} are delivered again; what is new comes behind them."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string?> Named() => new("sink") { Description = "Id or name; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };

    private static async Task<Sink> FindAsync(Api api, string? named, CancellationToken cancel)
    {
        if (Guid.TryParse(named, out var id)) return await api.GetAsync($"/v1/sinks/{id}", Json.Sink, cancel);
        var all = (await api.GetAsync("/v1/feeds?limit=1000", Json.PageFeed, cancel)).Items.SelectMany(feed => feed.Sinks).ToList();
        var found = named is null ? all : [.. all.Where(sink => sink.Name == named)];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new WrongUseException(named is null ? "There is no sink yet." : $"There is no sink named {named}."),
            _ => throw new WrongUseException($"Name the sink by its id: {string.Join(", ", found.Select(sink => $"{sink.Name} {sink.Id}"))}."),
        };
    }

    /// <summary>Digits are a position, all else a time, which the server reads.</summary>
    private static JsonElement? Place(string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? JsonElement.Parse(position.ToString(CultureInfo.InvariantCulture))
        : JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static int Print(Sink sink, Terminal terminal, bool json)
    {
        if (json) terminal.Json(sink, Json.Sink);
        else Table([sink], terminal);
        return ExitCodes.Done;
    }
}
