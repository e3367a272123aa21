using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink add</c>: a command for each kind of sink, with what all of them have in common.</summary>
internal static class SinkAddCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Create(Globals globals, Terminal terminal) => new("add", "Add a sink to a feed.")
    {
        AddFile(globals, terminal), AddWebhook(globals, terminal), AddSplunk(globals, terminal), AddElasticsearch(globals, terminal), SinkAddSyslog.Create(globals, terminal),
        SinkAddS3.Create(globals, terminal), SinkAddKafka.Create(globals, terminal),
    };

    /// <summary>Digits are a position, all else a time, which the server reads.</summary>
    internal static JsonElement? Place(string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? JsonElement.Parse(position.ToString(CultureInfo.InvariantCulture))
        : JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static Command AddFile(Globals globals, Terminal terminal)
    {
        Option<long?> maxBytes = new("--max-bytes") { Description = "The size at which a file ends." };
        Option<string?> maxAge = new("--max-age") { Description = "The age at which a file ends, as ISO 8601 duration (PT1H)." };
        Option<bool> gzip = new("--gzip") { Description = "Compress finished files." };
        return Add(
            "file", "Rotating NDJSON files below the server's data folder.", globals, terminal, null, [maxBytes, maxAge, gzip],
            (parsed, sink) => sink with { File = new FileSinkSettings(parsed.GetValue(maxBytes), parsed.GetValue(maxAge), parsed.GetValue(gzip)) });
    }

    private static Command AddWebhook(Globals globals, Terminal terminal)
    {
        var url = Url("The address that batches are posted to.");
        Option<string?> secret = new("--secret") { Description = "The signing secret, whsec_…; - reads it from standard input. Made by the server and shown once when left out." };
        Option<string?> authorization = new("--authorization") { Description = "The whole value of an Authorization header; - reads it from standard input." };
        Option<bool> array = new("--array") { Description = "A JSON array in each request, instead of a record on each line." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The most bytes in one request." };
        Option<int?> maxEvents = new("--max-events") { Description = "The most events in one request." };
        Option<bool> gzip = new("--gzip") { Description = "Compress what is sent." };
        return Add(
            "webhook", "An HTTP address that takes signed batches.", globals, terminal, url, [secret, authorization, array, maxBytes, maxEvents, gzip],
            (parsed, sink) => sink with
            {
                Webhook = new WebhookSinkSettings(
                    parsed.GetValue(url), LinkCommand.Secret(terminal, parsed.GetValue(secret)), LinkCommand.Secret(terminal, parsed.GetValue(authorization)), null,
                    parsed.GetValue(array) ? "array" : null, parsed.GetValue(maxBytes), parsed.GetValue(maxEvents), parsed.GetValue(gzip)),
            });
    }

    private static Command AddSplunk(Globals globals, Terminal terminal)
    {
        var url = Url("The address of the HTTP Event Collector, as https://splunk.example.com:8088.");
        Option<string?> token = new("--token") { Description = "The token of the collector; - reads it from standard input. Asked for when left out." };
        Option<bool> unacknowledged = new("--unacknowledged") { Description = "The token has no indexer acknowledgement: what Splunk has taken counts as delivered." };
        Option<string?> index = new("--index") { Description = "The index; the token's own when left out." };
        Option<string?> source = new("--source") { Description = "jumpcloud when left out." };
        Option<string?> sourcetype = new("--sourcetype") { Description = "jumpgate:ocsf or jumpgate:raw when left out." };
        Option<string?> host = new("--host") { Description = "The host of the events." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The most bytes in one request." };
        Option<bool> gzip = new("--gzip") { Description = "Compress what is sent." };
        return Add(
            "splunk", "The HTTP Event Collector of Splunk.", globals, terminal, url, [token, unacknowledged, index, source, sourcetype, host, maxBytes, gzip],
            (parsed, sink) => sink with
            {
                Splunk = new SplunkSinkSettings(
                    parsed.GetValue(url), LinkCommand.Secret(terminal, parsed.GetValue(token)) ?? LinkCommand.Ask(terminal, "Token"), !parsed.GetValue(unacknowledged), parsed.GetValue(index),
                    parsed.GetValue(source), parsed.GetValue(sourcetype), parsed.GetValue(host), parsed.GetValue(maxBytes), parsed.GetValue(gzip)),
            });
    }

    private static Command AddElasticsearch(Globals globals, Terminal terminal)
    {
        var url = Url("The address of the cluster.");
        Option<string> index = new("--index") { Description = "The index or data stream.", Required = true };
        Option<string?> apiKey = new("--api-key") { Description = "An API key as Elasticsearch encodes it; - reads it from standard input." };
        Option<string?> username = new("--username") { Description = "A user name, instead of an API key." };
        Option<string?> password = new("--password") { Description = "Its password; - reads it from standard input. Asked for when left out." };
        Option<string?> pipeline = new("--pipeline") { Description = "The ingest pipeline." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The most bytes in one request." };
        Option<bool> plain = new("--no-gzip") { Description = "Do not compress what is sent." };
        return Add(
            "elasticsearch", "Elasticsearch or OpenSearch.", globals, terminal, url, [index, apiKey, username, password, pipeline, maxBytes, plain],
            (parsed, sink) =>
            {
                var user = parsed.GetValue(username);
                var secret = LinkCommand.Secret(terminal, parsed.GetValue(password)) ?? (user is null ? null : LinkCommand.Ask(terminal, "Password"));
                return sink with
                {
                    Elasticsearch = new ElasticsearchSinkSettings(
                        parsed.GetValue(url), parsed.GetValue(index), LinkCommand.Secret(terminal, parsed.GetValue(apiKey)), user, secret, parsed.GetValue(pipeline), parsed.GetValue(maxBytes),
                        !parsed.GetValue(plain)),
                };
            });
    }

    private static Argument<string> Url(string about) => new("to") { Description = about };

    /// <param name="to">The address; null: the kind has none.</param>
    /// <param name="with">Adds the settings of the kind.</param>
    internal static Command Add(
        string kind, string about, Globals globals, Terminal terminal, Argument<string>? to, IReadOnlyList<Option> own, Func<ParseResult, SinkCreate, SinkCreate> with)
    {
        Option<string?> feed = new("--feed") { Description = "Id of the feed, or name of its organization; may be left out when there is only one." };
        Option<string?> name = new("--name") { Description = "What to call it." };
        Option<string?> schema = new("--schema") { Description = "The release of OCSF: 1.8.0 or 1.1.0." };
        Option<bool> raw = new("--raw") { Description = "Events as JumpCloud sent them, instead of OCSF." };
        Option<string?> from = new("--from") { Description = "Where to begin: a position or a time. With everything there is without it." };
        Option<string[]> types = new("--type") { Description = "Only events of this type; may be given several times." };
        Option<int[]> classes = new("--class") { Description = "Only events of this class of OCSF, by class_uid; may be given several times." };
        var command = new Command(kind, about) { feed, name, schema, raw, from, types, classes };
        if (to is not null) command.Add(to);
        foreach (var option in own) command.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var of = await FeedCommand.FindAsync(api, parsed.GetValue(feed), cancel);
            var wanted = new SinkCreate(
                kind, parsed.GetValue(name), parsed.GetValue(schema), parsed.GetValue(raw) ? "raw" : null, Place(parsed.GetValue(from)),
                parsed.GetValue(types) is { Length: > 0 } chosen ? chosen : null, parsed.GetValue(classes) is { Length: > 0 } only ? only : null);
            var made = await api.PostAsync($"/v1/feeds/{of.Id}/sinks", with(parsed, wanted), Json.SinkCreate, Json.Sink, cancel);
            return FeedSinkCommand.Print(made, terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }
}
