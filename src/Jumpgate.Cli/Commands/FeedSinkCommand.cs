using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink</c>: where the events of a feed go.</summary>
internal static class FeedSinkCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Create(Globals globals, Terminal terminal) => new("sink", "Where events go: add, pause, resume, replay, dead-letters.")
    {
        SinkAddCommand.Create(globals, terminal),
        Act("pause", "Deliver nothing for now; the open file is finished.", globals, terminal),
        Act("resume", "Go on where it stopped.", globals, terminal),
        Replay(globals, terminal),
        DeadLetters(globals, terminal),
    };

    internal static void Table(IReadOnlyList<Sink> sinks, Terminal terminal) =>
        terminal.Table(["Sink", "Kind", "State", "Behind", "Delivered", "Where", "Id"], sinks.Select(sink => (string?[])
        [
            sink.Name, sink.Kind, (sink.Fault ?? sink.Warning) is { } told ? $"{sink.State}: {told.Detail}" : sink.State, Listing.Number(sink.Backlog),
            Listing.Number(sink.Counts.Values.Sum(count => count.Delivered)), Where(sink), sink.Id.ToString(),
        ]));

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
            var replayed = await api.PostAsync($"/v1/sinks/{sink.Id}/replay", new SinkReplay(SinkAddCommand.Place(parsed.GetValue(from))), Json.SinkReplay, Json.SinkReplayed, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(replayed, Json.SinkReplayed);
            else terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Positions {replayed.From} to {replayed.To} are delivered again; what is new comes behind them."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command DeadLetters(Globals globals, Terminal terminal)
    {
        var named = Named();
        var command = new Command("dead-letters", "Events that a sink could not deliver; a replay tries them again.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var sink = await FindAsync(api, parsed.GetValue(named), cancel);
            var page = await api.GetAsync($"/v1/sinks/{sink.Id}/dead-letters?limit=1000", Json.PageSinkDeadLetter, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, Json.PageSinkDeadLetter);
            else
            {
                terminal.Table(["Position", "Type", "Why", "At", "Event"], page.Items.Select(one => (string?[])
                [
                    Listing.Number(one.Position), one.Type, $"{one.Reason.Code}: {one.Reason.Detail}", Listing.Time(one.At), one.EventId,
                ]));
            }

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

    private static string? Where(Sink sink) => sink switch
    {
        { Elasticsearch: { } cluster } => $"{cluster.Url} {cluster.Index}",
        { Syslog: { } syslog } => $"{syslog.Host}:{syslog.Port}",
        { S3: { } s3 } => $"s3://{s3.Bucket}/{s3.Prefix}",
        { Kafka: { } kafka } => kafka.Topic,
        _ => sink.File?.Folder ?? sink.Webhook?.Url ?? sink.Splunk?.Url,
    };

    internal static int Print(Sink sink, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(sink, Json.Sink);
            return ExitCodes.Done;
        }

        Table([sink], terminal);
        if (sink.Webhook?.Secret is { } secret) terminal.Out.WriteLine($"Signing secret {secret}. Keep it now: it is not shown again.");
        return ExitCodes.Done;
    }
}
