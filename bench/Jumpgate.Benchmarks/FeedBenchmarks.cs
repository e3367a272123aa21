using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>Events from the emulator through the log into files: how many a second, stage by stage and all together, and how soon a single one arrives.</summary>
internal static class FeedBenchmarks
{
    private const string World = "--users 2000 --groups 100 --devices 500 --applications 50 --admins 20";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private static readonly JsonObject Files = new() { ["kind"] = "file" };

    /// <summary>The generated past is thirty days long.</summary>
    private static DateTimeOffset Beginning => TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(31);

    public static async Task BackfillAsync(Report report, string store, int count)
    {
        var events = count.ToString("N0", CultureInfo.InvariantCulture);
        using (var fed = await FeedHub.StartAsync(store, $"{World} --events {count}", poll: 15))
        {
            foreach (var limit in (int[])[1000, 10_000]) report.Add($"{store}: {events} events read from the emulator alone, {limit:N0} a page", await ReadAsync(fed.Emulator, limit), "/s");
            report.Add($"{store}: — fetched and stored", await FillAsync(fed, count), "/s");
            var clock = Stopwatch.StartNew();
            var sink = await fed.SinkAsync((JsonObject)Files.DeepClone());
            await DeliveredAsync(fed, sink, count);
            report.Add($"{store}: — mapped to OCSF 1.8.0 and written to files", count / clock.Elapsed.TotalSeconds, "/s");
        }

        using var whole = await FeedHub.StartAsync(store, $"{World} --events {count}", poll: 15);
        var file = await whole.SinkAsync((JsonObject)Files.DeepClone());
        var processor = whole.Hub.Child.ProcessorSeconds;
        var watch = Stopwatch.StartNew();
        await whole.BackfillAsync(Beginning);
        await DeliveredAsync(whole, file, count);
        report.Add($"{store}: {events} events of backfill into NDJSON, end to end", count / watch.Elapsed.TotalSeconds, "/s");
        report.Add($"{store}: — processor time of the server per event", (whole.Hub.Child.ProcessorSeconds - processor) / count * 1_000_000, "µs");
        report.Add($"{store}: — server, peak", whole.Hub.Child.PeakMemory, "MiB", atMost: 400);
        report.Add($"{store}: — emulator, peak", whole.Emulator.Child.PeakMemory, "MiB");
    }

    /// <summary>From the moment an event is visible upstream to the moment its line stands in the file.</summary>
    public static async Task LiveAsync(Report report, string store)
    {
        const int poll = 2;
        const int wanted = 1500;
        using var fed = await FeedHub.StartAsync(store, $"{World} --event-rate 0/s", poll);
        var sink = await fed.SinkAsync(new JsonObject { ["kind"] = "file", ["file"] = new JsonObject { ["maxBytes"] = 1L << 32, ["maxAge"] = "PT1H" } });
        await fed.Emulator.PostAsync("/emulator/weather", new JsonObject { ["rate"] = "25/s" });
        var open = Path.Combine(fed.FolderOf(sink), "open.part");
        await fed.UntilAsync(() => Task.FromResult(File.Exists(open)), "events come", TimeSpan.FromMinutes(1));
        var arrived = await TailAsync(open, wanted);
        var truth = await FeedTruth.ReadAsync(fed.Emulator.Http);
        var waits = arrived.Where(one => truth.VisibleAt(one.Name) is not null).Select(one => (one.At - truth.VisibleAt(one.Name)!.Value) / 1000.0).Order().ToList();
        report.Add($"{store}: from visible at JumpCloud to a line in the file, median (polls of {poll} s)", waits[waits.Count / 2] / poll, "polls");
        report.Add($"{store}: — p95 of {waits.Count:N0}", waits[(int)(waits.Count * 0.95)] / poll, "polls", atMost: 2);
        report.Add($"{store}: — the slowest", waits[^1] / poll, "polls");
    }

    /// <summary>Events a second, page by page.</summary>
    private static async Task<double> ReadAsync(Emulator emulator, int limit)
    {
        var (events, after, clock) = (0, (JsonNode?)null, Stopwatch.StartNew());
        while (true)
        {
            var query = new JsonObject { ["service"] = new JsonArray("all"), ["start_time"] = Beginning.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ["limit"] = limit };
            if (after is not null) query["search_after"] = after.DeepClone();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/insights/directory/v1/events") { Headers = { { "x-api-key", emulator.ApiKey } }, Content = JsonContent.Create(query) };
            using var answer = await emulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await (await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
            var came = int.Parse(answer.Headers.GetValues("X-Result-Count").Single(), CultureInfo.InvariantCulture);
            events += came;
            if (came < limit) return events / clock.Elapsed.TotalSeconds;
            after = JsonNode.Parse(answer.Headers.GetValues("X-Search_after").Single());
        }
    }

    private static async Task<double> FillAsync(FeedHub fed, int count)
    {
        var clock = Stopwatch.StartNew();
        await fed.BackfillAsync(Beginning);
        await fed.UntilAsync(async () => await fed.StoredAsync() >= count, $"{count} events are stored", Patience);
        return count / clock.Elapsed.TotalSeconds;
    }

    private static Task DeliveredAsync(FeedHub fed, string sink, int count) => fed.UntilAsync(
        async () => (await fed.Hub.Http.GetFromJsonAsync<JsonNode>($"/v1/sinks/{sink}"))!["position"]!.GetValue<long>() >= count, $"{count} events are delivered", Patience);

    /// <summary>Watches a file grow: the ids of the records and when each stood there, Unix milliseconds.</summary>
    private static async Task<List<(string Name, long At)>> TailAsync(string path, int wanted)
    {
        List<(string, long)> arrived = [];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(0, SeekOrigin.End);
        using var text = new StreamReader(file);
        var (rest, buffer) = ("", new char[1 << 16]);
        for (var clock = Stopwatch.StartNew(); arrived.Count < wanted; await Task.Delay(5))
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException($"Only {arrived.Count} of {wanted} events came.");
            for (int read; (read = text.Read(buffer)) > 0;)
            {
                var lines = (rest + new string(buffer, 0, read)).Split('\n');
                rest = lines[^1];
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                foreach (var line in lines[..^1])
                    if (Name(line) is { } name) arrived.Add((name, now));
            }
        }

        return arrived;
    }

    /// <summary>Null for the rest of a line whose beginning was there before.</summary>
    private static string? Name(string line)
    {
        try
        {
            return (string?)JsonNode.Parse(line)?["metadata"]?["uid"];
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
