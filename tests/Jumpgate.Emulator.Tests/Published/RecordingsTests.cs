using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Holds the emulator against recorded answers of the real console: every recorded key is there, in the recorded order and of the recorded type.</summary>
public sealed partial class RecordingsTests
{
    /// <summary>Connection details and those of the front end of the day.</summary>
    private static readonly string[] FrontEnd =
        ["server", "connection", "content-length", "cf-cache-status", "x-envoy-upstream-service-time", "x-total-count", "vary"];

    [PublishedFact]
    public async Task Recorded_answers_look_like_the_emulators()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 40, Groups = 8, Devices = 10, Applications = 6 });
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var recording in Recordings().Where(recording => !IsPastTheEnd(recording)))
        {
            var path = Path(recording);
            foreach (var real in await RealAsync(emulator, path))
            {
                using var answer = await emulator.GetAsync(real + "?limit=100");
                var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
                ((int)answer.StatusCode).ShouldBe(recording["status"]!.GetValue<int>(), real);
                Compare(path, recording["body"], body, faults);
                foreach (var (name, value) in recording["headers"]!.AsObject().Where(header => !FrontEnd.Contains(header.Key)))
                {
                    if (!answer.Headers.TryGetValues(name, out var values) && !answer.Content.Headers.TryGetValues(name, out values))
                        faults.Add($"{path}: header {name} is missing");
                    else if (name is not ("etag" or "x-response-time") && string.Join(", ", values) != value!.GetValue<string>())
                        faults.Add($"{path}: header {name} is {string.Join(", ", values)}");
                }
                answer.Headers.Contains("x-total-count").ShouldBe(recording["headers"]!["x-total-count"] is not null, path);
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [PublishedFact]
    public async Task A_page_past_the_end_is_empty_with_the_same_total()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 40, Groups = 8, Devices = 10, Applications = 6 });
        foreach (var recording in Recordings().Where(IsPastTheEnd))
        {
            foreach (var real in await RealAsync(emulator, Path(recording)))
            {
                using var first = await emulator.GetAsync(real + "?limit=100");
                using var past = await emulator.GetAsync(real + "?limit=100&skip=5000");
                var (whole, body) = (JsonNode.Parse(await first.Content.ReadAsStringAsync())!, JsonNode.Parse(await past.Content.ReadAsStringAsync())!);
                if (recording["body"] is JsonArray)
                {
                    body.AsArray().ShouldBeEmpty(real);
                    past.Headers.GetValues("x-total-count").ShouldBe(first.Headers.GetValues("x-total-count"));
                }
                else
                {
                    body.ToJsonString().ShouldBe($$"""{"totalCount":{{whole["totalCount"]}},"results":[]}""", real);
                }
            }
        }
    }

    private static List<JsonObject> Recordings() =>
        [.. JsonNode.Parse(File.ReadAllText(SharedReference.PathOf("jumpcloud-recordings.json")))!.AsArray().Select(recording => recording!.AsObject())];

    private static string Path(JsonObject recording) => Ids().Replace(new Uri(recording["url"]!.GetValue<string>()).AbsolutePath, "{id}");

    private static bool IsPastTheEnd(JsonObject recording) =>
        (recording["body"] as JsonArray ?? recording["body"]!["results"]!.AsArray()).Count == 0;

    /// <summary>The recorded path with ids of objects that have something to show.</summary>
    private static async Task<IEnumerable<string>> RealAsync(EmulatorClient emulator, string path)
    {
        if (!path.Contains("{id}", StringComparison.Ordinal))
            return [path];
        var list = path[..path.IndexOf("/{id}", StringComparison.Ordinal)];
        var items = await emulator.AllAsync(list == "/api/v2/applications" ? "/api/applications" : list);
        return items.Select(item => path.Replace("{id}", item["id"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    private static void Compare(string at, JsonNode? recorded, JsonNode? answered, SortedSet<string> faults)
    {
        if (recorded is JsonObject wanted && answered is JsonObject given)
        {
            // A group's attributes are the customer's own.
            var names = at.EndsWith("ttributes", StringComparison.Ordinal) ? [] : wanted.Select(field => field.Key).ToList();
            foreach (var missing in names.Where(name => !given.ContainsKey(name)))
                faults.Add($"{at}.{missing}: missing");
            var common = given.Select(field => field.Key).Where(names.Contains).ToList();
            if (!common.SequenceEqual(names.Where(given.ContainsKey)))
                faults.Add($"{at}: order is {string.Join(' ', common)} instead of {string.Join(' ', names.Where(given.ContainsKey))}");
            // The recording's publisher put a text in the place of an application's configuration.
            foreach (var name in common.Where(name => name != "config"))
                Compare($"{at}.{name}", wanted[name], given[name], faults);
        }
        else if (recorded is JsonArray { Count: > 0 } list && answered is JsonArray items)
        {
            // The element with the most to show stands for all recorded ones.
            var fullest = list.MaxBy(item => item is JsonObject known ? known.Count : 0);
            foreach (var item in items)
                Compare(at + "[]", fullest, item, faults);
        }
        else if (recorded is not null && answered is not null && Kind(recorded) != Kind(answered))
        {
            faults.Add($"{at}: {Kind(answered)} instead of {Kind(recorded)}");
        }
    }

    private static JsonValueKind Kind(JsonNode node) => node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();

    [GeneratedRegex("(?<=/)[0-9a-f]{24}(?=/|$)")]
    private static partial Regex Ids();
}
