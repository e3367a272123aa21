using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>A sink as it is to be made.</summary>
/// <param name="From">Where it begins; null: with everything.</param>
/// <param name="Asked">What was wanted, as for a change.</param>
internal sealed record CheckedSink(IEventSink Kind, string Name, string Format, string Schema, SinkChoice Choice, SinkSettings Settings, LogPlace? From, SinkUpdate Asked);

/// <summary>What a sink delivers of what its feed does.</summary>
/// <param name="Types">Null: all.</param>
/// <param name="Classes">Null: all.</param>
internal sealed record SinkChoice(IReadOnlyList<string>? Types, IReadOnlyList<int>? Classes);

/// <summary>Checks what somebody wants of a sink; all faults at once.</summary>
internal sealed class SinkCheck(SinkKinds kinds, SinkSeal seal)
{
    private const int LongestName = 100;
    private static readonly string[] Formats = [SinkRow.Ocsf, SinkRow.Raw];

    public (CheckedSink? Wanted, ProblemResult? Refused) Create(SinkCreate body)
    {
        var faults = new FieldFaults();
        var kind = kinds.Find(body.Kind);
        if (kind is null) faults.Add("kind", body.Kind is null ? "required" : "unknown_word", $"kind is {string.Join(" or ", kinds.All)}.");
        var format = body.Format ?? SinkRow.Ocsf;
        if (!Formats.Contains(format)) faults.Add("format", "unknown_word", $"format is {string.Join(" or ", Formats)}.");
        var schema = body.Schema ?? OcsfVersion.V180.Text;
        if (!OcsfVersions.TryRead(schema, out _)) faults.Add("schema", "unknown_word", $"schema is {string.Join(" or ", OcsfVersions.All.Select(version => version.Text))}.");
        else if (body.Schema is not null && format == SinkRow.Raw) faults.Add("schema", "not_wanted", "Events as JumpCloud sent them have no schema of OCSF.", "Leave schema out.");
        LogPlace? from = body.From is { ValueKind: not System.Text.Json.JsonValueKind.Null } ? LogPlace.Read(body.From, faults) : null;
        var asked = new SinkUpdate(
            body.Name, body.EventTypes, body.Classes, body.File, body.Webhook, body.Splunk, body.Elasticsearch, body.Syslog, body.S3, body.Kafka);
        Common(asked, body.Kind, faults);
        var settings = kind?.Validate(asked, null, faults);
        return faults.ToResult() is { } refused
            ? (null, refused)
            : (new CheckedSink(kind!, string.IsNullOrWhiteSpace(body.Name) ? kind!.Kind : body.Name.Trim(), format, schema, Choice(asked, null, null), settings!, from, asked), null);
    }

    /// <summary>The settings as they are to be; <c>Kind</c> where the way to the receiver is to be tried again.</summary>
    public (SinkSettings? Settings, SinkChoice? Choice, IEventSink? Kind, ProblemResult? Refused) Update(SinkUpdate body, SinkRow row)
    {
        var faults = new FieldFaults();
        if (body.Name is not null) faults.Require(body.Name, "name", "The name");
        Common(body, row.Kind, faults);
        var present = Present(row);
        var kind = kinds.Find(row.Kind);
        var settings = kind?.Validate(body, present, faults) ?? present;
        var isNew = Members(body).Any(member => member.Kind == row.Kind && member.Given is not null);
        return faults.ToResult() is { } refused ? (null, null, null, refused) : (settings, Choice(body, row.Chosen, row.Classes), isNew ? kind : null, null);
    }

    private static SinkChoice Choice(SinkUpdate wanted, IReadOnlyList<string>? types, IReadOnlyList<int>? classes) => new(
        wanted.EventTypes is null ? types : FeedCheck.Chosen(wanted.EventTypes), wanted.Classes switch { null => classes, [] => null, var chosen => [.. chosen.Distinct().Order()] });

    private static void Common(SinkUpdate body, string? kind, FieldFaults faults)
    {
        faults.Plain(body.Name, "name", LongestName);
        FeedCheck.Types(body.EventTypes, faults);
        foreach (var one in (body.Classes ?? []).Where(one => !ClassUids.All.Contains(one)).Take(20))
            faults.Add("classes", "unknown_class", $"No event becomes the class {one}.", $"Classes are {string.Join(", ", ClassUids.All)}; 0 is Base Event.");
        foreach (var (word, _) in Members(body).Where(member => member.Given is not null && member.Kind != kind))
            faults.Add(word, "not_wanted", $"{word} holds settings of another kind of sink.", $"Leave {word} out.");
    }

    private static IEnumerable<(string Kind, object? Given)> Members(SinkUpdate body) =>
    [
        ("file", body.File), ("webhook", body.Webhook), ("splunk", body.Splunk), ("elasticsearch", body.Elasticsearch), ("syslog", body.Syslog), ("s3", body.S3), ("kafka", body.Kafka),
    ];

    /// <summary>Without secrets where they cannot be opened any more: they are asked for again.</summary>
    private SinkSettings Present(SinkRow row)
    {
        try
        {
            return seal.Open(row);
        }
        catch (SinkUnavailableException)
        {
            return new SinkSettings(row.Settings);
        }
    }
}
