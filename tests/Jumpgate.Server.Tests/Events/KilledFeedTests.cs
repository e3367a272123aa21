using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Events.Sinks;
using Jumpgate.Server.Tests.Events.Sinks.Elasticsearch;
using Jumpgate.Server.Tests.Events.Sinks.Splunk;
using Jumpgate.Server.Tests.Events.Sinks.Webhooks;

namespace Jumpgate.Server.Tests.Events;

/// <summary>The server as a process, killed while events go into files and to receivers.</summary>
public sealed class KilledFeedTests
{
    private const int Kills = 12;

    [Fact]
    public async Task F11_Twelve_kills_lose_no_event_and_double_none_where_a_sink_promises_it()
    {
        var random = new Random(4711);
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 5 });
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store, Fed.Polls);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), one => one.Status == OrganizationStatus.Connected, TimeSpan.FromSeconds(60));
        var feed = await server.Api.PostAsync<Feed>("/v1/feeds", new { organizationId = organization });
        List<Sink> sinks = [];
        foreach (var gzip in (bool[])[false, true])
            sinks.Add(await server.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", new { kind = "file", file = new { maxBytes = 16_384, maxAge = "PT1S", gzip } }));

        SinkHarness[] receivers = [await WebhookHarness.StartAsync(), new ElasticsearchHarness(await FakeElasticsearch.StartAsync()), new SplunkHarness(await FakeSplunk.StartAsync())];
        foreach (var receiver in receivers)
            sinks.Add(await server.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", new JsonObject { ["kind"] = receiver.Kind, [receiver.Kind] = receiver.Settings }.ToJsonString()));

        using var stop = new CancellationTokenSource();
        var happening = Task.Run(() => HappenAsync(emulator, stop.Token));
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = (await server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}")).Sinks.Sum(sink => sink.Position);
            await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Sinks.Sum(sink => sink.Position) > before, TimeSpan.FromSeconds(60));
            await Task.Delay(random.Next(1500));
            await server.KillAsync();
            await server.StartAsync();
        }

        await stop.CancelAsync();
        var happened = await happening;
        await JumpgateHost.WaitForAsync(
            () => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Counts.GetValueOrDefault("group_create") == happened && now.Backlog == 0, TimeSpan.FromSeconds(60));
        foreach (var sink in sinks) await server.Api.PostAsync<Sink>($"/v1/sinks/{sink.Id}/pause");
        var log = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await server.Api.GetAsync<Page<FeedEvent>>($"/v1/events?limit=1000{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}");
            log.AddRange(page.Items.Select(item => item.EventId));
            cursor = page.Next;
        }

        foreach (var receiver in receivers)
        {
            var ids = (await receiver.ReadAsync(sinks.Single(sink => sink.Kind == receiver.Kind))).Select(SinkHarness.IdOf).ToList();
            (receiver.IsIdempotent ? ids : ids.Distinct()).ShouldBe(log, ignoreOrder: true, receiver.Kind);
            await receiver.DisposeAsync();
        }

        foreach (var sink in sinks.Where(sink => sink.Kind == "file"))
        {
            var folder = Path.Combine(server.Data, "out", sink.Id.ToString());
            await JumpgateHost.WaitForAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "open.part"))), open => !open, TimeSpan.FromSeconds(30));
            var ids = Fed.LinesIn(folder).Select(Fed.IdOf).ToList();
            ids.Count.ShouldBe(ids.Distinct().Count(), "no event twice");
            ids.ShouldBe(log, ignoreOrder: true);
            var counted = await server.Api.GetAsync<Sink>($"/v1/sinks/{sink.Id}");
            counted.Counts.Values.Sum(count => count.Delivered).ShouldBe(log.Count);
        }
    }

    /// <summary>Makes group after group; answers how many.</summary>
    private static async Task<int> HappenAsync(RunningEmulator emulator, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", emulator.ApiKey);
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            (await client.PostAsync("/api/v2/usergroups", new StringContent($$"""{"name":"g{{count}}"}""", System.Text.Encoding.UTF8, "application/json"), CancellationToken.None)).EnsureSuccessStatusCode();
            count++;
            await Task.Delay(5, CancellationToken.None);
        }

        return count;
    }
}
