using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>A sink as it is to be made.</summary>
/// <param name="From">Where it begins; null: with everything.</param>
internal sealed record CheckedSink(IEventSink Kind, string Name, string Format, string Schema, string Settings, LogPlace? From);

/// <summary>Checks what somebody wants of a sink; all faults at once.</summary>
internal sealed class SinkCheck(SinkKinds kinds)
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
        faults.Plain(body.Name, "name", LongestName);
        LogPlace? from = body.From is { ValueKind: not System.Text.Json.JsonValueKind.Null } ? LogPlace.Read(body.From, faults) : null;
        var settings = kind?.Validate(new SinkUpdate(body.Name, body.File), null, faults);
        return faults.ToResult() is { } refused
            ? (null, refused)
            : (new CheckedSink(kind!, string.IsNullOrWhiteSpace(body.Name) ? kind!.Kind : body.Name.Trim(), format, schema, settings!, from), null);
    }

    /// <summary>The settings as they are to be.</summary>
    public (string? Settings, ProblemResult? Refused) Update(SinkUpdate body, SinkRow row)
    {
        var faults = new FieldFaults();
        if (body.Name is not null && faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", LongestName);
        var settings = kinds.Find(row.Kind)?.Validate(body, row.Settings, faults) ?? row.Settings;
        return (settings, faults.ToResult());
    }
}
