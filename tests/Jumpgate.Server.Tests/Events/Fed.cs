using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Directory.Sync;
using Microsoft.AspNetCore.Builder;

namespace Jumpgate.Server.Tests.Events;

/// <summary>A server with a linked organization whose events are fetched each second, and what tests of feeds do with it.</summary>
internal sealed class Fed : IAsyncDisposable
{
    public static readonly string[] Polls = ["--EventLog:ShortestPoll", "1", "--EventLog:LongestPoll", "1", "--EventLog:RefusedPoll", "1"];

    private Fed(JumpgateHost hub, Organization organization, Feed feed) => (Hub, Organization, Feed) = (hub, organization, feed);

    public JumpgateHost Hub { get; }

    public Organization Organization { get; }

    public Feed Feed { get; private set; }

    public string Out => Path.Combine(Hub.DataDirectory, "out");

    /// <summary>Event-driven refresh is off: the feed alone has the events fetched.</summary>
    public static async Task<Fed> StartAsync(
        object? feed = null, Action<WebApplicationBuilder>? configure = null, EmulatorOptions? world = null, IEnumerable<string>? more = null, TimeProvider? time = null)
    {
        var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = world ?? new EmulatorOptions { Users = 20, Groups = 4, Devices = 2, Applications = 3, Admins = 3, Roles = 1 },
            Arguments = [.. Polls, .. more ?? []],
            Configure = configure,
            Time = time,
        });
        try
        {
            var organization = await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand);
            await hub.ConnectedAsync(organization.Id);
            var body = System.Text.Json.JsonSerializer.SerializeToNode(feed ?? new { }, ApiCalls.Json)!.AsObject();
            body["organizationId"] = organization.Id;
            return new Fed(hub, organization, await hub.Admin.PostAsync<Feed>("/v1/feeds", body.ToJsonString()));
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public Task<Sink> SinkAsync(object body) => Hub.Admin.PostAsync<Sink>($"/v1/feeds/{Feed.Id}/sinks", body);

    public Task<Sink> FileAsync(object? file = null) => SinkAsync(new { kind = "file", file = file ?? new { maxAge = "PT1S" } });

    public async Task<Feed> NowAsync() => Feed = await Hub.Admin.GetAsync<Feed>($"/v1/feeds/{Feed.Id}");

    /// <summary>Things happen in JumpCloud; each leaves an event.</summary>
    public async Task HappenAsync(int times)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(Hub.Emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", Hub.Emulator.ApiKey);
        for (var i = 0; i < times; i++)
            (await client.PostAsync("/api/v2/usergroups", new StringContent($$"""{"name":"g{{Guid.NewGuid():N}}"}""", Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the log holds so many events of a type.</summary>
    public Task<Feed> FetchedAsync(string type, long count, TimeSpan? patience = null) =>
        JumpgateHost.WaitForAsync(NowAsync, feed => feed.Counts.GetValueOrDefault(type) >= count, patience);

    /// <summary>Waits until a sink has everything, then has it finish its file.</summary>
    public async Task<Sink> FinishedAsync(Sink sink)
    {
        await JumpgateHost.WaitForAsync(() => Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Backlog == 0 && one.Position > 0 && one.ReplayTo is null);
        await Hub.Admin.PostAsync<Sink>($"/v1/sinks/{sink.Id}/pause");
        await JumpgateHost.WaitForAsync(
            () => Task.FromResult(System.IO.Directory.Exists(Path.Combine(Out, sink.Id.ToString())) && File.Exists(Path.Combine(Out, sink.Id.ToString(), "open.part"))), open => !open);
        return await Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}");
    }

    /// <summary>The lines of the finished files, in their order.</summary>
    public List<string> Lines(Sink sink, string pattern = "*.ndjson*") => LinesIn(Path.Combine(Out, sink.Id.ToString()), pattern);

    public static List<string> LinesIn(string folder, string pattern = "*.ndjson*") => !System.IO.Directory.Exists(folder) ? [] :
    [
        .. System.IO.Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).SelectMany(file =>
        {
            using Stream bytes = File.OpenRead(file);
            using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
            return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }),
    ];

    public static string IdOf(string line) => (string)JsonNode.Parse(line)!["metadata"]!["uid"]!;

    /// <summary>The whole log, the newest first.</summary>
    public async Task<List<FeedEvent>> LogAsync(string query = "")
    {
        List<FeedEvent> all = [];
        for (string? cursor = null; ;)
        {
            var page = await Hub.Admin.GetAsync<Page<FeedEvent>>($"/v1/events?limit=7{query}{(cursor is null ? "" : "&cursor=" + cursor)}");
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null) return all;
        }
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
