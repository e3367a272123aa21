using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Knobs;

/// <summary>The emulator's own routes under <c>/emulator</c>: to look at it and to steer it.</summary>
internal static class KnobEndpoints
{
    public static void Map(IEndpointRouteBuilder app, Installation installation)
    {
        app.MapGet("/emulator/stats", http => SendAsync(http, installation.Stats.ToJson()));
        app.MapPost("/emulator/stats", http => HandleAsync(http, _ =>
        {
            installation.Stats.Reset();
            return installation.Stats.ToJson();
        }));
        app.MapGet("/emulator/world", http => HandleAsync(http, _ => World(installation, http.Request.Query["organization"])));
        app.MapPost("/emulator/world", http => HandleAsync(http, body => Change(installation, body)));
        app.MapGet("/emulator/faults", http => SendAsync(http, Rules(installation)));
        app.MapPost("/emulator/faults", http => HandleAsync(http, body => Faults(installation, body)));
        app.MapDelete("/emulator/faults", http => HandleAsync(http, _ =>
        {
            installation.Faults.Clear();
            return Rules(installation);
        }));
        app.MapGet("/emulator/insights", http => SendAsync(http, InsightsKnobs.Show(installation.Events.Options)));
        app.MapPost("/emulator/insights", http => HandleAsync(http, body => InsightsKnobs.Turn(installation.Events.Options, body)));
        app.MapGet("/emulator/insights/truth", http => TruthAsync(http, installation));
        app.MapPost("/emulator/insights/odd", http => HandleAsync(http, body => WeatherKnobs.AppendOdd(installation, body)));
        app.MapGet("/emulator/weather", http => SendAsync(http, WeatherKnobs.Show(installation.Events.Weather)));
        app.MapPost("/emulator/weather", http => HandleAsync(http, body =>
        {
            installation.Turn(WeatherKnobs.Turn(installation.Events.Weather, body));
            return WeatherKnobs.Show(installation.Events.Weather);
        }));
        app.MapGet("/emulator/switches", http => SendAsync(http, SwitchKnobs.Show(installation)));
        app.MapPost("/emulator/switches", http => HandleAsync(http, body => SwitchKnobs.Turn(installation, body)));
        app.MapPost("/emulator/credentials", http => HandleAsync(http, body => CredentialKnobs.Turn(installation, body)));
        app.MapGet("/emulator/clock", http => SendAsync(http, Clock(installation)));
        app.MapPost("/emulator/clock", http => HandleAsync(http, body => Clock(installation, body)));
    }

    /// <summary>For paths under <c>/emulator</c> that are none.</summary>
    public static Answer Unknown() => Answer.Error(404, "no such knob: see stats, world, faults, clock, switches, insights, weather, credentials and scim", "NOT_FOUND");

    /// <summary><c>?organization=</c> for another than the first, <c>?since=</c> for what has become visible from that Unix millisecond on.</summary>
    private static async Task TruthAsync(HttpContext http, Installation installation)
    {
        var organization = http.Request.Query["organization"].ToString() is { Length: > 0 } id ? installation.FindOrganization(id) : installation.Home;
        if (organization is null || !long.TryParse(http.Request.Query["since"].ToString() is { Length: > 0 } text ? text : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var since))
        {
            await Wire.SendAsync(http, Answer.Invalid(organization is null ? "no such organization" : "since must be a Unix time in milliseconds"));
            return;
        }

        http.Response.ContentType = "application/x-ndjson";
        await Insights.EventTruth.WriteAsync(installation.Events, organization.Id, since, http.Response.Body, http.RequestAborted);
    }

    private static JsonObject World(Installation installation, string? organization)
    {
        installation.Gate.EnterReadLock();
        try
        {
            var chosen = organization is null ? installation.Home : installation.FindOrganization(organization) ?? throw new FormatException("no such organization");
            var report = WorldReport.Of(chosen);
            report["organizations"] = new JsonArray([.. installation.Organizations.Select(o => (JsonNode)o.Id)]);
            return report;
        }
        finally
        {
            installation.Gate.ExitReadLock();
        }
    }

    private static JsonObject Change(Installation installation, JsonNode? body)
    {
        installation.Gate.EnterWriteLock();
        try
        {
            if ((bool?)body?["moveVolatile"] == true)
                installation.Organizations.ForEach(o => o.MoveVolatile());
            if (body?["set"] is JsonObject set)
            {
                var organization = (string?)set["organization"] is { } id ? installation.FindOrganization(id) : installation.Home;
                RawFields.Set(organization ?? throw new KeyNotFoundException("no such organization"), (string?)set["id"] ?? "", set["fields"] as JsonObject ?? []);
            }

            return new JsonObject { ["generation"] = installation.Home.Generation };
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }

    /// <summary><c>"rule"</c>, <c>["rule", …]</c> or <c>{"clear":true,"add":["rule", …]}</c>.</summary>
    private static JsonObject Faults(Installation installation, JsonNode? body)
    {
        var add = body is JsonObject wanted ? wanted["add"] ?? wanted["rules"] ?? wanted["rule"] ?? wanted["fault"] : body;
        var rules = add is JsonArray many ? many.Select(r => Fault.Parse((string?)r ?? "")).ToList() : add is null ? [] : [Fault.Parse((string?)add ?? "")];
        if ((bool?)(body as JsonObject)?["clear"] == true)
            installation.Faults.Clear();
        rules.ForEach(installation.Faults.Add);
        return Rules(installation);
    }

    private static JsonObject Rules(Installation installation) => new()
    {
        ["faults"] = new JsonArray([.. installation.Faults.Rules.Select(r => (JsonNode)new JsonObject
        {
            ["method"] = r.Fault.Method,
            ["path"] = r.Fault.Path,
            ["kind"] = r.Fault.Kind.ToString().ToLowerInvariant(),
            ["status"] = r.Fault.Status,
            ["seen"] = r.Seen,
            ["played"] = r.Played,
        })]),
    };

    /// <summary><c>{"now":"…"}</c> goes to a moment, <c>{"advance":"90s"}</c> goes on, <c>{"freeze":true}</c> stands still.</summary>
    private static JsonObject Clock(Installation installation, JsonNode? body)
    {
        if ((string?)body?["now"] is { } now)
            installation.Clock.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        if (body?["advance"] is { } advance)
            installation.Clock.Advance(Durations.Parse(advance.ToString()));
        if ((bool?)body?["freeze"] == true)
            installation.Clock.Freeze();
        if ((bool?)body?["moveVolatile"] == true)
            Change(installation, body);
        return Clock(installation);
    }

    private static JsonObject Clock(Installation installation) => new() { ["now"] = Worlds.JsonWriting.Iso(installation.Clock.GetUtcNow()) };

    private static async Task HandleAsync(HttpContext http, Func<JsonNode?, JsonNode> handle)
    {
        JsonNode answer;
        try
        {
            var body = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0
                ? await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)
                : null;
            answer = handle(body);
        }
        catch (Exception refused) when (refused is FormatException or System.Text.Json.JsonException or InvalidOperationException or KeyNotFoundException)
        {
            await Wire.SendAsync(http, Answer.Invalid(refused.Message));
            return;
        }

        await SendAsync(http, answer);
    }

    private static Task SendAsync(HttpContext http, JsonNode node) => Wire.SendAsync(http, Answer.Json(200, node));
}
