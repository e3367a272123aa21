using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Tests.Insights;

/// <summary>What happens in the weather, by type: as answered over HTTP, not as listed in the code.</summary>
public sealed class WeatherTypesTests
{
    [Theory]
    [InlineData(EventTypes.Documented)]
    [InlineData(EventTypes.All)]
    public async Task Every_type_of_the_catalogue_happens(EventTypes types)
    {
        Chapter[] chapters = types == EventTypes.Documented ? [.. EventCatalogue.Documented] : [.. EventCatalogue.Documented, .. EventCatalogue.Portal, .. EventCatalogue.Others];
        await using var host = await HostAsync(types);
        foreach (var service in chapters.GroupBy(chapter => chapter.Service, chapter => chapter.Types))
        {
            var listed = service.SelectMany(names => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
            listed.ShouldNotBeEmpty();
            listed.Except(await TypesAsync(host, service.Key)).ShouldBeEmpty(service.Key);
        }
    }

    [PublishedFact]
    public async Task Every_type_that_was_published_happens()
    {
        await using var documented = await HostAsync(EventTypes.Documented, radius: "radius_auth");
        await using var all = await HostAsync(EventTypes.All);
        var told = (await TypesAsync(all)).Append("radius_auth").ToHashSet();
        var rows = SharedReference.Catalogue();
        rows.Count.ShouldBeGreaterThan(300);
        rows.Where(row => row.GetProperty("origin").GetString() == "spec").Select(Type).Except(await TypesAsync(documented)).ShouldBeEmpty();
        rows.Select(Type).Except(told).ShouldBeEmpty();
        SharedReference.Samples().Select(sample => JsonSerializer.Deserialize<JsonElement>(sample)).Select(Type).Except(told).ShouldBeEmpty();

        static string Type(JsonElement of) => of.GetProperty("event_type").GetString()!;
    }

    /// <summary>An hour of weather: enough for what comes once in some ten thousand events.</summary>
    private static Task<InsightsHost> HostAsync(EventTypes types, string? radius = null) => InsightsHost.StartAsync(set: options =>
    {
        options.Weather = Weather.Calm with { Rate = 40, Spacing = Spacing.Even, Since = TimeSpan.FromHours(1), Types = types };
        if (radius is not null) options.RadiusEventType = radius;
    });

    private static async Task<List<string>> TypesAsync(InsightsHost host, string service = "all")
    {
        using var answer = await host.PostAsync("/events/distinct", InsightsHost.Query(new() { ["service"] = new JsonArray(service), ["field"] = "event_type" }));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, service);
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["buckets"]!.AsArray().Select(bucket => (string)bucket!["key"]!)];
    }
}
