using System.Globalization;
using System.Text.Json;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Knobs;

namespace Jumpgate.Emulator.Hosting;

/// <summary>Reads the program's arguments; all faults are reported at once.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<EmulatorOptions, string, EmulatorOptions>> Own = new(StringComparer.Ordinal)
    {
        ["--urls"] = (o, v) => o with { Urls = v },
        ["--seed"] = (o, v) => o with { Seed = Whole(v) },
        ["--users"] = (o, v) => o with { Users = Whole(v) },
        ["--admins"] = (o, v) => o with { Admins = Whole(v) },
        ["--groups"] = (o, v) => o with { Groups = Whole(v) },
        ["--memberships"] = (o, v) => o with { Memberships = Whole(v) },
        ["--device-groups"] = (o, v) => o with { DeviceGroups = Whole(v) },
        ["--devices"] = (o, v) => o with { Devices = Whole(v) },
        ["--applications"] = (o, v) => o with { Applications = Whole(v) },
        ["--application-group-bindings"] = (o, v) => o with { ApplicationGroupBindings = Whole(v) },
        ["--application-user-bindings"] = (o, v) => o with { ApplicationUserBindings = Whole(v) },
        ["--roles"] = (o, v) => o with { Roles = Whole(v) },
        ["--events"] = (o, v) => o with { Events = Whole(v) },
        ["--group-sizes"] = (o, v) => o with { GroupSizes = Enum.TryParse<GroupSizes>(v, true, out var sizes) ? sizes : throw new FormatException("company or equal") },
        ["--world"] = (o, v) => WorldFile.Options(o, v),
        ["--api-key"] = (o, v) => o with { ApiKey = v },
        ["--client-id"] = (o, v) => o with { ClientId = v },
        ["--client-secret"] = (o, v) => o with { ClientSecret = v },
        ["--organization-id"] = (o, v) => o with { OrganizationId = Worlds.ObjectIds.IsWellFormed(v) ? v : throw new FormatException("24 hexadecimal digits") },
        ["--organizations"] = (o, v) => o with { Organizations = Whole(v) },
        ["--latency"] = (o, v) => o with { Latency = Durations.Parse(v) },
        ["--rate-limit"] = (o, v) => o with { RateLimit = Rate(v) },
        ["--token-life"] = (o, v) => o with { TokenLife = Durations.Parse(v) },
        ["--event-delay"] = (o, v) => Insights(o, i => i.Delay = Durations.Parse(v)),
        ["--event-retention"] = (o, v) => Insights(o, i => i.Retention = Durations.Parse(v)),
        ["--alert-service"] = (o, v) => Insights(o, i => i.AlertService = v is "alerts" or "alert" ? v : throw new FormatException("alerts or alert")),
        ["--radius-event-type"] = (o, v) => Insights(o, i => i.RadiusEventType = v),
        ["--distinct-shape"] = (o, v) => Insights(o, i => i.Distinct = Enum.TryParse<DistinctShape>(v, true, out var shape) ? shape : throw new FormatException("both, buckets or fieldName")),
        ["--fault"] = (o, v) => o with { Faults = [.. o.Faults, Checked(v)] },
        ["--weather"] = (o, v) => Insights(o, i => i.Weather = WeatherKnobs.Preset(v)),
    };

    private static readonly Dictionary<string, Func<EmulatorOptions, string, EmulatorOptions>> Known = new(
        Own.Concat(WeatherKnobs.All.Select(knob => KeyValuePair.Create<string, Func<EmulatorOptions, string, EmulatorOptions>>(
            knob.Option, (o, v) => Insights(o, i => i.Weather = knob.Turn(i.Weather, v))))), StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys;

    public static (EmulatorOptions Options, IReadOnlyList<string> Faults) Parse(IReadOnlyList<string> arguments)
    {
        var options = new EmulatorOptions();
        List<string> faults = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var n, var v] ? (n, v) : (arguments[i], (string?)null);
            if (!Known.TryGetValue(name, out var set))
            {
                faults.Add($"unknown option {name}");
                continue;
            }

            value ??= ++i < arguments.Count ? arguments[i] : null;
            if (value is null)
            {
                faults.Add($"{name} needs a value");
                continue;
            }

            try
            {
                options = set(options, value);
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException or IOException or JsonException or UnauthorizedAccessException)
            {
                faults.Add($"{name} {value}: {wrong.Message}");
            }
        }

        return (options, faults);
    }

    private static EmulatorOptions Insights(EmulatorOptions options, Action<InsightsOptions> set)
    {
        set(options.Insights);
        return options;
    }

    private static int Whole(string text)
        => int.TryParse(text.Replace("_", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException("a whole number, not negative");

    private static double Rate(string text)
        => double.TryParse(text.Replace("/s", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 ? rate : throw new FormatException("for example 20/s");

    private static string Checked(string rule)
    {
        Fault.Parse(rule);
        return rule;
    }
}
