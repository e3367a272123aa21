using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator.Knobs;

/// <summary>One setting of the weather: its name in JSON, its option on the command line, how it is set and shown.</summary>
internal sealed record WeatherKnob(string Name, string Option, Func<Weather, string, Weather> Turn, Func<Weather, string> Show);

/// <summary>Shows and turns the weather: <c>{"preset":"worst","rate":"5/s"}</c>. A preset is taken first; what is not named stays.</summary>
internal static class WeatherKnobs
{
    private const int MostPerSecond = 20_000;

    public static IReadOnlyList<WeatherKnob> All { get; } =
    [
        new("rate", "--event-rate", (w, v) => w with { Rate = Rate(v) }, w => Text(w.Rate) + "/s"),
        new("spacing", "--event-spacing", (w, v) => w with { Spacing = Choice<Spacing>(v) }, w => Name(w.Spacing)),
        new("since", "--event-since", (w, v) => w with { Since = Durations.Parse(v) }, w => Seconds(w.Since)),
        new("bursts", "--event-bursts", Bursts, w => $"{w.BurstSize}/{Seconds(w.BurstEvery)}"),
        new("late", "--event-late", Late, w => $"{Percent(w.LateShare)}/{Seconds(w.LateLongest)}"),
        new("repeats", "--event-repeats", (w, v) => w with { Repeats = Share(v) }, w => Percent(w.Repeats)),
        new("nullOrganizations", "--event-null-organizations", (w, v) => w with { NullOrganizations = Share(v) }, w => Percent(w.NullOrganizations)),
        new("odd", "--event-odd", (w, v) => w with { Odd = Share(v) }, w => Percent(w.Odd)),
        new("shapes", "--event-odd-shapes", (w, v) => w with { Shapes = Shapes(v) }, w => w.Shapes.Count == 0 ? "all" : string.Join(',', w.Shapes.Select(Name))),
        new("types", "--event-types", (w, v) => w with { Types = Choice<EventTypes>(v) }, w => Name(w.Types)),
        new("headerCase", "--header-case", (w, v) => w with { HeaderCase = Choice<HeaderCase>(v) }, w => Name(w.HeaderCase)),
        new("miscounts", "--miscounts", (w, v) => w with { Miscounts = Share(v) }, w => Percent(w.Miscounts)),
        new("dateSkew", "--date-skew", (w, v) => w with { DateSkew = Durations.Parse(v) }, w => Seconds(w.DateSkew)),
        new("inPlan", "--insights-in-plan", (w, v) => w with { NotInPlan = v switch { "true" => false, "false" => true, _ => throw new FormatException("true or false") } }, w => w.NotInPlan ? "false" : "true"),
    ];

    public static Weather Preset(string name) => name switch
    {
        "calm" => Weather.Calm,
        "worst" => Weather.Worst,
        _ => throw new FormatException("calm or worst"),
    };

    public static JsonObject Show(Weather weather)
    {
        var shown = new JsonObject(All.Select(knob => KeyValuePair.Create(knob.Name, (JsonNode?)knob.Show(weather))));
        shown["faults"] = new JsonArray([.. weather.Faults.Select(rule => (JsonNode)rule)]);
        return shown;
    }

    public static Weather Turn(Weather weather, JsonNode? body)
    {
        var knobs = body as JsonObject ?? throw new FormatException("an object of knobs");
        if (knobs["preset"] is { } preset)
            weather = Preset(preset.ToString());
        foreach (var (name, value) in knobs.Where(knob => knob.Key != "preset"))
        {
            if (name == "faults")
            {
                weather = weather with { Faults = [.. (value as JsonArray ?? []).Select(rule => rule?.ToString() ?? "").Where(rule => Fault.Parse(rule) is not null)] };
                continue;
            }

            var turned = All.FirstOrDefault(knob => knob.Name == name) ?? throw new FormatException($"no such knob: {name} (there are preset, faults, {string.Join(", ", All.Select(knob => knob.Name))})");
            weather = turned.Turn(weather, value?.ToString() ?? "");
        }

        return weather;
    }

    /// <summary><c>{"shapes":"deep,noId","organization":"…"}</c>: an event of each shape happens now; answers what each is known by.</summary>
    public static JsonObject AppendOdd(Installation installation, JsonNode? body)
    {
        var organization = (string?)body?["organization"] is { } id ? installation.FindOrganization(id) ?? throw new FormatException("no such organization") : installation.Home;
        var shapes = Shapes((string?)body?["shapes"] ?? "all");
        return new JsonObject((shapes.Count == 0 ? [.. Enum.GetValues<OddShape>()] : shapes)
            .Select(shape => KeyValuePair.Create(Name(shape), (JsonNode?)installation.Events.AppendOdd(organization.Id, shape))));
    }

    /// <summary><c>1500/60s</c>: so many in one millisecond, once in each such stretch; <c>0</c> for none.</summary>
    private static Weather Bursts(Weather weather, string text)
    {
        var (size, every) = Halves(text);
        return weather with
        {
            BurstSize = int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostPerSecond ? number : throw new FormatException($"for example 1500/60s, at most {MostPerSecond}"),
            BurstEvery = every is null ? weather.BurstEvery : Durations.Parse(every),
        };
    }

    /// <summary><c>5%/90m</c>: this share, by up to so long.</summary>
    private static Weather Late(Weather weather, string text)
    {
        var (share, longest) = Halves(text);
        return weather with { LateShare = Share(share), LateLongest = longest is null ? weather.LateLongest : Durations.Parse(longest) };
    }

    private static (string First, string? Second) Halves(string text) => text.Split('/', 2) is [var first, var second] ? (first, second) : (text, null);

    private static List<OddShape> Shapes(string text) =>
        text is "all" or "" ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Choice<OddShape>).Distinct()];

    private static double Rate(string text) =>
        double.TryParse(text.Replace("/s", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= MostPerSecond
            ? rate : throw new FormatException($"for example 20/s, at most {MostPerSecond}/s");

    private static double Share(string text) =>
        double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 ? percent / 100 : throw new FormatException("a share, for example 5%");

    private static T Choice<T>(string text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Name(value).Equals(text, StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault()
        ?? throw new FormatException("one of " + string.Join(", ", Enum.GetValues<T>().Select(Name)));

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Percent(double share) => Text(share * 100) + "%";

    private static string Seconds(TimeSpan span) => Text(span.TotalSeconds) + "s";

    private static string Text(double number) => Math.Round(number, 6).ToString(CultureInfo.InvariantCulture);
}
