using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Lists and indexed filters over a large directory: p99 of sequential requests.</summary>
internal static class ReadBenchmarks
{
    public static async Task ListsAsync(Report report, Hub hub, string organization)
    {
        var directory = (await hub.OrganizationAsync(organization))["directoryId"]!.GetValue<string>();
        var users = $"/v1/directories/{directory}/users";
        var sample = JsonNode.Parse(await hub.Http.GetStringAsync($"{users}?limit=200"))!["items"]!.AsArray();
        var random = new Random(7);

        string cursor = "";
        await MeasureAsync("list pages of 100", 200, async _ =>
        {
            var page = JsonNode.Parse(await hub.Http.GetStringAsync($"{users}?limit=100{cursor}"))!;
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : "";
        });
        await MeasureAsync("userName eq", 300, i => Filter($"userName eq \"{Pick("userName")}\""));
        await MeasureAsync("emails eq", 300, i => Filter($"emails eq \"{Pick("email")}\""));
        await MeasureAsync("userName sw", 300, i => Filter($"userName sw \"{Pick("userName")[..4]}\""));
        await MeasureAsync("displayName sw", 300, i => Filter($"displayName sw \"{Pick("name")[..3]}\""));

        string Pick(string member)
        {
            var item = sample[random.Next(sample.Count)]!;
            return (item[member] ?? item["attributes"]![member])!.GetValue<string>();
        }

        Task Filter(string filter) => hub.Http.GetStringAsync($"{users}?limit=100&filter={Uri.EscapeDataString(filter)}");

        async Task MeasureAsync(string name, int times, Func<int, Task> one)
        {
            for (var i = 0; i < 20; i++) await one(i);
            var taken = new double[times];
            for (var i = 0; i < times; i++)
            {
                var clock = Stopwatch.StartNew();
                await one(i);
                taken[i] = clock.Elapsed.TotalMilliseconds;
            }

            Array.Sort(taken);
            report.Add($"{hub.Store}: {name}, p99", taken[(int)(times * 0.99)], "ms", atMost: 50);
        }
    }
}
