using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Knobs;

/// <summary>Shows and turns latency, rate limit, token life and the switches: <c>{"latency":"50ms","rateLimit":"20/s","linkHeader":true}</c>.</summary>
internal static class SwitchKnobs
{
    public static JsonObject Show(Installation installation)
    {
        var switches = installation.Switches;
        return new JsonObject
        {
            ["latency"] = Milliseconds(installation.Latency),
            ["rateLimit"] = installation.Rate.PerSecond,
            ["tokenLife"] = Milliseconds(installation.Credentials.TokenLife),
            ["missingKeyStatus"] = switches.MissingKeyStatus,
            ["defaultOrganization"] = switches.DefaultOrganization,
            ["retryAfter"] = switches.RetryAfter,
            ["refuseLargePages"] = switches.RefuseLargePages,
            ["refuseDuplicates"] = switches.RefuseDuplicates,
            ["deleteAnswersBody"] = switches.DeleteAnswersBody,
            ["linkHeader"] = switches.LinkHeader,
            ["addressBlocked"] = switches.AddressBlocked,
            ["jobDelay"] = Milliseconds(switches.JobDelay),
        };
    }

    public static JsonObject Turn(Installation installation, JsonNode? body)
    {
        foreach (var (name, value) in body as JsonObject ?? throw new FormatException("an object of switches"))
            Turn(installation, name, value?.ToString() ?? "");
        return Show(installation);
    }

    private static void Turn(Installation installation, string name, string text)
    {
        var on = text == "true";
        var switches = installation.Switches;
        installation.Switches = name switch
        {
            "missingKeyStatus" => switches with { MissingKeyStatus = Number(text) },
            "defaultOrganization" => switches with { DefaultOrganization = on },
            "retryAfter" => switches with { RetryAfter = text.Length == 0 ? null : Number(text) },
            "refuseLargePages" => switches with { RefuseLargePages = on },
            "refuseDuplicates" => switches with { RefuseDuplicates = on },
            "deleteAnswersBody" => switches with { DeleteAnswersBody = on },
            "linkHeader" => switches with { LinkHeader = on },
            "addressBlocked" => switches with { AddressBlocked = on },
            "jobDelay" => switches with { JobDelay = Durations.Parse(text) },
            "latency" or "rateLimit" or "tokenLife" => switches,
            _ => throw new FormatException($"no such switch: {name}"),
        };
        if (name == "latency")
            installation.Latency = Durations.Parse(text);
        else if (name == "tokenLife")
            installation.Credentials.TokenLife = Durations.Parse(text);
        else if (name == "rateLimit")
            installation.Rate.PerSecond = text.Length == 0 ? null : double.Parse(text.Replace("/s", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
}
