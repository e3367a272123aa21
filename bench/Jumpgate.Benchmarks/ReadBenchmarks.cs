using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Lists and indexed filters over a large directory: p99 of sequential requests.</summary>
internal static class ReadBenchmarks
{
    private const double Budget = 50;
    private static readonly string[] Orders = ["name", "-name", "email", "userName", "status", "-status", "updatedAt", "-updatedAt"];

    /// <summary>A directory written straight into the tables, and every list and indexed filter over it.</summary>
    public static async Task LargeAsync(Report report, string store, int users)
    {
        using var hub = await Hub.StartAsync(store, "http://127.0.0.1:1");
        var large = new LargeDirectory(users);
        var clock = Stopwatch.StartNew();
        await large.WriteAsync(hub);
        report.Add($"{store}: {users:N0} users written into the tables", clock.Elapsed.TotalSeconds, "s");
        await MeasureAllAsync(report, hub, large.Id);
    }

    public static async Task ListsAsync(Report report, Hub hub, string organization) =>
        await MeasureAllAsync(report, hub, Guid.Parse((await hub.OrganizationAsync(organization))["directoryId"]!.GetValue<string>()));

    private static async Task MeasureAllAsync(Report report, Hub hub, Guid directory)
    {
        var users = $"/v1/directories/{directory}/users";
        var random = new Random(7);
        var sample = new List<JsonNode>();
        foreach (var order in (string[])["name", "-name", "userName", "-updatedAt"])
            sample.AddRange(JsonNode.Parse(await hub.Http.GetStringAsync($"{users}?limit=200&sort={order}"))!["items"]!.AsArray().Select(item => item!));

        var cursor = "";
        await MeasureAsync("list pages of 100", 200, _ => PageAsync(100));
        for (var i = 0; i < 400 && (i == 0 || cursor.Length > 0); i++) await PageAsync(1000);
        await MeasureAsync("list pages of 100, 400,000 rows on", 200, _ => PageAsync(100));
        foreach (var order in Orders) await MeasureAsync($"sort={order}", 40, _ => hub.Http.GetStringAsync($"{users}?sort={order}&limit=100"));

        foreach (var (member, starts) in ((string, int[])[])[
            ("id", [1, 4, 9, 14, 20]), ("remoteId", [1, 2, 4, 7]), ("externalId", [1, 3, 5]), ("userName", [1, 3, 6, 9]), ("email", [1, 3, 6, 9]), ("emails", [1, 3, 6, 9]),
            ("displayName", [1, 3, 6])])
        {
            await MeasureAsync($"{member} eq", 200, _ => FilterAsync($"{member} eq \"{Pick(member)}\""));
            await MeasureAsync($"{member} sw, one to many letters", 60 * starts.Length, i => FilterAsync($"{member} sw \"{Start(member, starts[i % starts.Length])}\""));
        }

        await MeasureAsync("active eq true", 40, _ => FilterAsync("active eq true"));
        await MeasureAsync("active eq false", 40, _ => FilterAsync("active eq false"));
        await MeasureAsync("userName sw and active eq false", 40, i => FilterAsync($"userName sw \"{Start("userName", 2 + i % 3)}\" and active eq false"));
        await MeasureAsync("q", 90, i => SearchAsync(Start("displayName", 1 + i % 6), ""), budget: null);
        foreach (var order in (string[])["name", "-name", "email", "status", "-updatedAt"])
            await MeasureAsync($"q and sort={order}", 60, i => SearchAsync(Start("displayName", 2 + i % 5), $"&sort={order}"), budget: null);

        async Task PageAsync(int limit)
        {
            var page = JsonNode.Parse(await hub.Http.GetStringAsync($"{users}?limit={limit}{cursor}"))!;
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : "";
        }

        string Pick(string member)
        {
            while (true)
            {
                var item = sample[random.Next(sample.Count)];
                if ((member switch { "emails" or "email" => item["email"], "displayName" => item["name"], _ => item[member] ?? item["attributes"]![member] }) is { } value)
                    return value.GetValue<string>();
            }
        }

        string Start(string member, int length) => Pick(member) is var text && text.Length > length ? text[..length] : text;

        Task FilterAsync(string filter) => hub.Http.GetStringAsync($"{users}?limit=100&filter={Uri.EscapeDataString(filter)}");

        Task SearchAsync(string text, string more) => hub.Http.GetStringAsync($"{users}?limit=100&q={Uri.EscapeDataString(text)}{more}");

        async Task MeasureAsync(string name, int times, Func<int, Task> one, double? budget = Budget)
        {
            for (var i = 0; i < 10; i++) await one(i);
            var taken = new double[times];
            for (var i = 0; i < times; i++)
            {
                var clock = Stopwatch.StartNew();
                await one(i);
                taken[i] = clock.Elapsed.TotalMilliseconds;
            }

            Array.Sort(taken);
            report.Add($"{hub.Store}: {name}, p99", taken[(int)(times * 0.99)], "ms", atMost: budget);
        }
    }
}
