using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator.Knobs;

/// <summary>Shows and turns the knobs of Directory Insights: <c>{"delay":"90s","distinct":"buckets"}</c>. Names of services and types
/// hold for events still to come; the generated past keeps the ones it began with.</summary>
internal static class InsightsKnobs
{
    public static JsonObject Show(InsightsOptions options) => new()
    {
        ["delay"] = Seconds(options.Delay),
        ["retention"] = Seconds(options.Retention),
        ["reportStep"] = Seconds(options.ReportStep),
        ["omitSuccess"] = options.OmitSuccess,
        ["lowerSearchValues"] = options.LowerSearchValues,
        ["alertService"] = options.AlertService,
        ["radiusEventType"] = options.RadiusEventType,
        ["distinct"] = options.Distinct.ToString(),
    };

    public static JsonObject Turn(InsightsOptions options, JsonNode? body)
    {
        foreach (var (name, value) in body as JsonObject ?? throw new FormatException("an object of knobs"))
        {
            var text = value?.ToString() ?? "";
            switch (name)
            {
                case "delay":
                    options.Delay = Durations.Parse(text);
                    break;
                case "retention":
                    options.Retention = Durations.Parse(text);
                    break;
                case "reportStep":
                    options.ReportStep = Durations.Parse(text);
                    break;
                case "omitSuccess":
                    options.OmitSuccess = text == "true";
                    break;
                case "lowerSearchValues":
                    options.LowerSearchValues = text == "true";
                    break;
                case "alertService":
                    options.AlertService = text;
                    break;
                case "radiusEventType":
                    options.RadiusEventType = text;
                    break;
                case "distinct":
                    options.Distinct = Enum.TryParse<DistinctShape>(text, true, out var shape) ? shape : throw new FormatException("both, buckets or fieldName");
                    break;
                default:
                    throw new FormatException($"no such knob: {name}");
            }
        }
        return Show(options);
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s";
}
