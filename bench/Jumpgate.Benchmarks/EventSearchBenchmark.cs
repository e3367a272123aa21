using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Questions to a long event log, each with values that stand in it: p99 of sequential requests.</summary>
internal static class EventSearchBenchmark
{
    private const double Budget = 100;
    private const int Warm = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);

    /// <summary>What is asked, and what of an event of the log the question is made from; null: nothing can be asked with it.</summary>
    private static readonly (string Name, int Times, Func<JsonNode, Random, string?> Ask)[] Questions =
    [
        ("newest", 100, (_, _) => "/v1/events?limit=100"),
        ("type", 200, (e, _) => $"/v1/events?limit=100&type={Text(e["type"])}"),
        ("rare type", 100, (e, _) => Text(e["type"]) is { } type && (type.StartsWith("os_", StringComparison.Ordinal) || type.StartsWith("admin_", StringComparison.Ordinal)) ? $"/v1/events?limit=100&type={type}" : null),
        ("service", 100, (e, _) => $"/v1/events?limit=100&service={Text(e["service"])}"),
        ("a day of one type", 200, (e, random) => $"/v1/events?limit=100&type={Text(e["type"])}&{Stretch(e, random, TimeSpan.FromDays(1))}"),
        ("an hour", 200, (e, random) => $"/v1/events?limit=100&{Stretch(e, random, TimeSpan.FromHours(1))}"),
        ("actor", 200, (e, _) => Actor(e) is { } actor ? $"/v1/events?limit=100&actor={actor}" : null),
        ("actor and type", 200, (e, _) => Actor(e) is { } actor ? $"/v1/events?limit=100&actor={actor}&type={Text(e["type"])}" : null),
        ("target", 200, (e, _) => Text(e["raw"]?["resource"]?["id"] ?? e["raw"]?["application"]?["id"]) is { } target ? $"/v1/events?limit=100&target={target}" : null),
        ("outcome", 100, (_, random) => $"/v1/events?limit=100&outcome={(random.Next(2) == 0 ? "failure" : "success")}"),
        ("text", 200, (e, _) => Text(e["raw"]?["client_ip"]) is { } text ? $"/v1/events?limit=100&text={text}" : null),
        ("text of two words", 200, (e, _) => Actor(e) is { } actor ? $"/v1/events?limit=100&text={actor}%20{Text(e["type"])}" : null),
        ("text that stands nowhere", 100, (_, random) => $"/v1/events?limit=100&text=nowhere{random.Next()}"),
        ("counts by hour of a week", 50, (_, random) => $"/v1/events/counts?interval=PT1H&{Back(random)}"),
        ("counts by day of a type", 50, (e, random) => $"/v1/events/counts?interval=P1D&type={Text(e["type"])}&{Back(random)}"),
    ];

    public static async Task MeasureAsync(Report report, string store, int count)
    {
        using var fed = await FeedHub.StartAsync(store, $"--users 2000 --groups 100 --devices 500 --applications 50 --admins 20 --events {count}", poll: 15);
        var clock = Stopwatch.StartNew();
        await fed.BackfillAsync(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(31));
        await fed.UntilAsync(async () => await fed.StoredAsync() >= count, $"{count} events are stored", Patience);
        report.Add($"{store}: {count:N0} events stored for the search", clock.Elapsed.TotalSeconds, "s");
        var random = new Random(7);
        var sample = await SampleAsync(fed.Hub, random);
        foreach (var (name, times, ask) in Questions)
        {
            List<string> asked = [];
            for (var tries = 0; asked.Count < times + Warm && tries < 100 * times; tries++)
                if (ask(sample[random.Next(sample.Count)], random) is { } question) asked.Add(question);
            if (asked.Count < times + Warm) throw new InvalidOperationException($"The sample has nothing to ask for by {name}.");
            report.Add($"{store}: {name}, p99", await P99Async(fed.Hub, asked), "ms", atMost: Budget);
        }

        await PagesAsync(report, fed.Hub, store);
    }

    /// <summary>Pages of the whole log, each with the cursor of the one before.</summary>
    private static async Task PagesAsync(Report report, Hub hub, string store)
    {
        List<double> taken = [];
        for (string? cursor = ""; cursor is not null && taken.Count < 300;)
        {
            var clock = Stopwatch.StartNew();
            var page = JsonNode.Parse(await hub.Http.GetStringAsync($"/v1/events?limit=1000{cursor}"))!;
            taken.Add(clock.Elapsed.TotalMilliseconds);
            cursor = page["next"]?.GetValue<string>() is { } next ? "&cursor=" + Uri.EscapeDataString(next) : null;
        }

        taken.Sort();
        report.Add($"{store}: pages of 1,000 on and on, p99", taken[(int)(taken.Count * 0.99)], "ms");
    }

    private static async Task<double> P99Async(Hub hub, List<string> asked)
    {
        List<double> taken = [];
        foreach (var question in asked)
        {
            var clock = Stopwatch.StartNew();
            await hub.Http.GetByteArrayAsync(question);
            taken.Add(clock.Elapsed.TotalMilliseconds);
        }

        taken.RemoveRange(0, Warm);
        taken.Sort();
        return taken[(int)(taken.Count * 0.99)];
    }

    /// <summary>Events from all over the log.</summary>
    private static async Task<List<JsonNode>> SampleAsync(Hub hub, Random random)
    {
        List<JsonNode> sample = [];
        for (var i = 0; i < 60; i++)
        {
            var page = JsonNode.Parse(await hub.Http.GetStringAsync($"/v1/events?limit=50&to={Time(TimeProvider.System.GetUtcNow() - (random.NextDouble() * TimeSpan.FromDays(29)))}"))!;
            sample.AddRange(page["items"]!.AsArray().Select(item => item!));
        }

        return sample;
    }

    private static string? Actor(JsonNode e) => Text(e["raw"]?["initiated_by"]?["username"] ?? e["raw"]?["initiated_by"]?["email"]);

    private static string Stretch(JsonNode e, Random random, TimeSpan length)
    {
        var from = DateTimeOffset.Parse(e["at"]!.GetValue<string>(), CultureInfo.InvariantCulture) - (random.NextDouble() * length);
        return $"from={Time(from)}&to={Time(from + length)}";
    }

    private static string Back(Random random)
    {
        var to = TimeProvider.System.GetUtcNow() - (random.NextDouble() * TimeSpan.FromDays(20));
        return $"from={Time(to - TimeSpan.FromDays(7))}&to={Time(to)}";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? value) => (string?)value is { Length: > 0 } text ? Uri.EscapeDataString(text) : null;
}
