using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>A server with one linked organization and its feed, beside the emulator whose events it fetches.</summary>
internal sealed class FeedHub : IDisposable
{
    private FeedHub(Emulator emulator, Hub hub) => (Emulator, Hub) = (emulator, hub);

    public Emulator Emulator { get; }

    public Hub Hub { get; }

    public string Feed { get; private set; } = "";

    /// <summary>When the feed was made, Unix milliseconds.</summary>
    public long Began { get; private set; }

    /// <param name="world">Arguments of the emulator.</param>
    /// <param name="poll">Seconds between polls.</param>
    public static async Task<FeedHub> StartAsync(string store, string world, int poll)
    {
        var emulator = await Emulator.StartAsync(world);
        FeedHub? fed = null;
        try
        {
            fed = new FeedHub(emulator, await Hub.StartAsync(store, emulator.Url, "--EventLog:ShortestPoll", $"{poll}", "--EventLog:LongestPoll", $"{poll}", "--EventLog:RefusedPoll", $"{poll}"));
            var organization = await fed.Hub.LinkAsync(emulator, new JsonObject { ["schedule"] = null, ["refreshInterval"] = null });
            await fed.UntilAsync(async () => (await fed.Hub.OrganizationAsync(organization))["status"]!.GetValue<string>() == "Connected", "the organization is connected", TimeSpan.FromMinutes(1));
            fed.Began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            fed.Feed = (await fed.PostAsync("/v1/feeds", new JsonObject { ["organizationId"] = organization }))["id"]!.GetValue<string>();
            return fed;
        }
        catch
        {
            if (fed is null) emulator.Dispose();
            fed?.Dispose();
            throw;
        }
    }

    public async Task<JsonNode> PostAsync(string path, JsonObject? body)
    {
        using var answer = body is null ? await Hub.Http.PostAsync(path, null) : await Hub.Http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }

    public async Task<string> SinkAsync(JsonObject body) => (await PostAsync($"/v1/feeds/{Feed}/sinks", body))["id"]!.GetValue<string>();

    public async Task<JsonNode> NowAsync() => (await Hub.Http.GetFromJsonAsync<JsonNode>($"/v1/feeds/{Feed}"))!;

    /// <summary>Events of the log.</summary>
    public async Task<long> StoredAsync() => (await NowAsync())["cursor"]!["position"]!.GetValue<long>();

    /// <summary>Fetches what JumpCloud has from a moment on.</summary>
    public Task BackfillAsync(DateTimeOffset from) => PostAsync($"/v1/feeds/{Feed}/backfill", new JsonObject { ["from"] = from.ToString("O") });

    public string FolderOf(string sink) => Path.Combine(Hub.Folder, "out", sink);

    /// <summary>The lines of a file sink's finished files.</summary>
    public IEnumerable<string> LinesOf(string sink)
    {
        foreach (var file in System.IO.Directory.GetFiles(FolderOf(sink), "*.ndjson*").Order(StringComparer.Ordinal))
        {
            using Stream bytes = File.OpenRead(file);
            using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
            while (text.ReadLine() is { } line) yield return line;
        }
    }

    public async Task UntilAsync(Func<Task<bool>> reached, string what, TimeSpan limit)
    {
        for (var clock = Stopwatch.StartNew(); !await reached(); await Task.Delay(50))
            if (clock.Elapsed > limit) throw new TimeoutException($"Not within {limit}: {what}. The feed: {(await NowAsync()).ToJsonString()}\n{string.Join('\n', Hub.Child.Tail)}");
    }

    public void Dispose()
    {
        Hub.Dispose();
        Emulator.Dispose();
    }
}
