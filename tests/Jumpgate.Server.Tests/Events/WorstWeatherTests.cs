using System.Text.Json.Nodes;
using Jumpgate.Benchmarks;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Emulator.Insights;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;
using Jumpgate.Server.Tests.Events.Sinks;
using Jumpgate.Server.Tests.Events.Sinks.Elasticsearch;
using Jumpgate.Server.Tests.Events.Sinks.Splunk;
using Jumpgate.Server.Tests.Events.Sinks.Webhooks;

namespace Jumpgate.Server.Tests.Events;

/// <summary>The server as a process, killed while it takes events into files and to receivers in the worst weather JumpCloud's event log can have.</summary>
public sealed class WorstWeatherTests
{
    private const int Kills = 12;

    /// <summary>The worst weather the emulator has, smaller in number so that a test can wait for it.</summary>
    private static readonly Weather Bad = Weather.Worst with
    {
        Rate = 1.5,
        Since = TimeSpan.Zero,
        BurstSize = 1100,
        BurstEvery = TimeSpan.FromMinutes(20),
        Odd = 0.01,
        Shapes = [.. Enum.GetValues<OddShape>().Where(shape => shape != OddShape.Huge)],
    };

    /// <summary>JumpCloud's time goes on in jumps: what is late by up to 90 minutes comes within the test, and so do the sweeps of each hour.</summary>
    [Fact]
    public async Task F11_Twelve_kills_lose_no_event_and_double_none_where_a_sink_promises_it()
    {
        var random = new Random(1147);
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 20, Groups = 4, Devices = 3, Applications = 3, Admins = 3 });
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store, Fed.Polls);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), one => one.Status == OrganizationStatus.Connected);
        var began = emulator.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var feed = await server.Api.PostAsync<Feed>("/v1/feeds", new { organizationId = organization });
        List<(Sink Sink, RecordValidator? Validator)> sinks = [];
        foreach (var (validator, body) in ((RecordValidator?, object)[])
        [
            (new(OcsfVersion.V180), new { kind = "file", file = new { maxBytes = 1_000_000, maxAge = "PT2S" } }),
            (new(OcsfVersion.V110), new { kind = "file", schema = "1.1.0", file = new { maxAge = "PT2S", gzip = true } }),
            (null, new { kind = "file", format = "raw" }),
        ])
            sinks.Add((await server.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", body), validator));
        List<(SinkHarness Harness, Sink Sink)> receivers = [];
        foreach (var harness in (SinkHarness[])[await WebhookHarness.StartAsync(), new ElasticsearchHarness(await FakeElasticsearch.StartAsync()), new SplunkHarness(await FakeSplunk.StartAsync())])
            receivers.Add((harness, await server.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", new JsonObject { ["kind"] = harness.Kind, [harness.Kind] = harness.Settings }.ToJsonString())));

        emulator.Weather = Bad;
        foreach (var shape in Enum.GetValues<OddShape>()) emulator.Events.AppendOdd(emulator.OrganizationId, shape);
        var refusing = Path.Combine(server.Data, "out", sinks[1].Sink.Id.ToString());
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill == 2) await RefuseAsync(refusing);
            if (kill == 8) Relent(refusing);
            var before = (await server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}")).Sinks.Sum(sink => sink.Position);
            emulator.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 20)));
            await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Sinks.Sum(sink => sink.Position) > before, TimeSpan.FromSeconds(90));
            if (kill == 7) await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Sink>($"/v1/sinks/{sinks[1].Sink.Id}"), sink => sink.State == SinkStates.Failed);
            await Task.Delay(random.Next(1500));
            await server.KillAsync();
            await server.StartAsync();
        }

        // No more rain: what is late still comes, and is swept up.
        emulator.Weather = Bad with { Rate = 0, BurstSize = 0 };
        for (var passed = TimeSpan.Zero; passed < Bad.LateLongest + TimeSpan.FromMinutes(70); passed += TimeSpan.FromMinutes(20))
        {
            emulator.Clock.Advance(TimeSpan.FromMinutes(20));
            await Task.Delay(TimeSpan.FromSeconds(4));
        }

        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(emulator.Url) };
        var truth = await FeedTruth.ReadAsync(client);
        string[] must = [.. truth.Since(began)];
        truth.LateSince(began, TimeSpan.FromMinutes(30)).ShouldBeGreaterThan(50);
        await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Cursor.Position >= must.Length && now.Backlog == 0, TimeSpan.FromSeconds(120));
        foreach (var (sink, validator) in sinks)
        {
            await server.Api.PostAsync<Sink>($"/v1/sinks/{sink.Id}/pause");
            var folder = Path.Combine(server.Data, "out", sink.Id.ToString());
            await JumpgateHost.WaitForAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "open.part"))), open => !open);
            var tally = truth.Hold(Fed.LinesIn(folder), validator, must);
            tally.Faults.ShouldBeEmpty($"{sink.Kind} {sink.Schema ?? sink.Format}: {tally}");
            tally.Lines.ShouldBeGreaterThan(must.Length - 1);
            (await server.Api.GetAsync<Sink>($"/v1/sinks/{sink.Id}")).Counts.Values.Sum(count => count.Delivered).ShouldBe(tally.Lines);
        }

        foreach (var (harness, sink) in receivers)
        {
            var records = (await harness.ReadAsync(sink)).Select(record => record.ToJsonString());
            var tally = truth.Hold(harness.IsIdempotent ? records : records.Distinct(), new(OcsfVersion.V180), must);
            tally.Faults.ShouldBeEmpty($"{sink.Kind}: {tally}");
            await harness.DisposeAsync();
        }
    }

    /// <summary>The sink's folder is gone and cannot be made again.</summary>
    private static async Task RefuseAsync(string folder)
    {
        await JumpgateHost.WaitForAsync(() => Task.FromResult(System.IO.Directory.Exists(folder)), exists => exists);
        System.IO.Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "in the way");
    }

    private static void Relent(string folder)
    {
        File.Delete(folder);
        System.IO.Directory.Move(folder + ".away", folder);
    }
}
