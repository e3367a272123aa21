using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

/// <summary>A real rsyslog takes what is sent.</summary>
public sealed class RsyslogTests(SinkFeed feed) : IClassFixture<SinkFeed>
{
    private Fed Fed => feed.Fed;

    [RsyslogFact]
    public async Task F14_Events_arrive_over_TCP_with_their_headers()
    {
        using var rsyslog = new Rsyslog();
        await rsyslog.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(Fed.Hub.Emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", Fed.Hub.Emulator.ApiKey);
        using (var group = new StringContent("""{"name":"Grüße an 東京"}""", Encoding.UTF8, "application/json"))
            (await client.PostAsync(new Uri("/api/v2/usergroups", UriKind.Relative), group)).EnsureSuccessStatusCode();
        var before = (await Fed.NowAsync()).Cursor.Position;
        await Fed.FetchedAsync("group_create", (await Fed.NowAsync()).Counts["group_create"]);
        await JumpgateHost.WaitForAsync(Fed.NowAsync, now => now.Cursor.Position >= before);

        await DeliveredAsync(new { kind = "syslog", syslog = new { host = "127.0.0.1", port = rsyslog.Port, transport = "tcp", facility = "audit", hostname = "hub.example.com", maxBytes = 65536 } });
        var messages = rsyslog.Messages();
        var log = await feed.LogAsync();
        messages.Select(message => SinkHarness.IdOf(JsonNode.Parse(message.Text)!)).ShouldBe(log.Select(item => item.EventId).Take(messages.Count));
        messages.Count.ShouldBeGreaterThanOrEqualTo(11);
        foreach (var (message, item) in messages.Zip(log))
        {
            var record = JsonNode.Parse(message.Text)!;
            (message.Priority / 8).ShouldBe(13);
            message.Host.ShouldBe("hub.example.com");
            DateTimeOffset.Parse(message.At, null).ToUnixTimeMilliseconds().ShouldBe((long)record["time"]!);
            message.Type.ShouldBe($"{record["class_uid"]}");
            message.Data.ShouldContain($"eventId=\"{item.EventId}\" position=\"{item.Position}\"");
        }

        await JumpgateHost.WaitForAsync(() => Task.FromResult(rsyslog.Messages()), all => all.Any(message => message.Text.Contains("Grüße an 東京", StringComparison.Ordinal)));
    }

    [RsyslogFact]
    public async Task F14_Events_arrive_over_TLS_where_both_sides_know_each_other_and_not_else()
    {
        var (certificates, others) = (new TestCertificates(), new TestCertificates());
        using var rsyslog = new Rsyslog(certificates, asksClients: true);
        await rsyslog.StartAsync();
        await DeliveredAsync(new
        {
            kind = "syslog",
            syslog = new { host = "127.0.0.1", port = rsyslog.Port, ca = certificates.Authority, clientCertificate = certificates.Client, clientKey = certificates.ClientKey, maxBytes = 65536 },
        });
        rsyslog.Messages().Count.ShouldBeGreaterThanOrEqualTo(11);

        var refused = await Fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", new { kind = "syslog", syslog = new { host = "127.0.0.1", port = rsyslog.Port, ca = others.Authority } });
        refused.Code.ShouldBe("sink_unreachable");
        refused.Detail!.ShouldContain("TLS");

        // With TLS 1.3 a receiver refuses a client when that believes to be connected already: nothing counts as delivered all the same.
        using var answer = await Fed.Hub.Admin.PostAsync(
            new Uri($"/v1/feeds/{Fed.Feed.Id}/sinks", UriKind.Relative),
            JsonContent.Create(new { kind = "syslog", syslog = new { host = "127.0.0.1", port = rsyslog.Port, ca = certificates.Authority, clientCertificate = others.Client, clientKey = others.ClientKey } }));
        if (!answer.IsSuccessStatusCode) return;
        var sink = (await answer.Content.ReadFromJsonAsync<Sink>(ApiCalls.Json))!;
        var failed = await JumpgateHost.WaitForAsync(() => Fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.State == SinkStates.Failed);
        failed.Position.ShouldBe(0);
        await Fed.Hub.Admin.DeleteAsync(new Uri($"/v1/sinks/{sink.Id}", UriKind.Relative));
    }

    [RsyslogFact]
    public async Task F11_A_receiver_that_is_killed_again_and_again_gets_every_event_at_least_once()
    {
        using var rsyslog = new Rsyslog();
        await rsyslog.StartAsync();
        var sink = await Fed.SinkAsync(new { kind = "syslog", syslog = new { host = "127.0.0.1", port = rsyslog.Port, transport = "tcp", maxBytes = 65536 } });
        var random = new Random(7);
        for (var kill = 0; kill < 6; kill++)
        {
            var happening = Fed.HappenAsync(15);
            await Task.Delay(random.Next(1500));
            await rsyslog.KillAsync();
            await happening;
            await Task.Delay(random.Next(500));
            await rsyslog.StartAsync();
        }

        var groups = (await Fed.NowAsync()).Counts["group_create"];
        await JumpgateHost.WaitForAsync(() => Fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Backlog == 0 && one.Fault is null && one.Position >= groups + 3);
        var log = await feed.LogAsync();
        await JumpgateHost.WaitForAsync(() => Fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Position >= log[^1].Position);
        log.Select(item => item.EventId).Except(rsyslog.Messages().Select(message => SinkHarness.IdOf(JsonNode.Parse(message.Text)!))).ShouldBeEmpty("nothing lost");
        await Fed.Hub.Admin.DeleteAsync(new Uri($"/v1/sinks/{sink.Id}", UriKind.Relative));
    }

    private async Task DeliveredAsync(object body)
    {
        var sink = await Fed.SinkAsync(body);
        var head = (await Fed.NowAsync()).Cursor.Position;
        await JumpgateHost.WaitForAsync(() => Fed.Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}"), one => one.Position >= head);
    }
}
