using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Events.Sinks.Kafka;
using Jumpgate.Server.Tests.Events.Sinks.S3;
using Jumpgate.Server.Tests.Events.Sinks.Syslog;

namespace Jumpgate.Server.Tests.Events.Sinks;

/// <summary>The server as a process, killed when a receiver has what it does not know of yet.</summary>
public sealed class KilledSinksTests
{
    private const int Kills = 4;

    [Fact]
    public async Task F11_Killed_between_a_put_and_its_commit_each_event_is_in_the_bucket_once_and_elsewhere_at_least_once()
    {
        const string Topic = "events";
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Users = 5 });
        await using var store = await TestStore.CreateAsync();
        using var server = new ServerProcess(emulator, store, Fed.Polls);
        using var bucket = new HeldS3();
        using var syslog = new SyslogReceiver();
        using var kafka = new MockKafka();
        kafka.CreateTopic(Topic);
        await server.StartAsync();
        var organization = await server.LinkAsync(emulator);
        await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Organization>($"/v1/organizations/{organization}"), one => one.Status == OrganizationStatus.Connected);
        var feed = await server.Api.PostAsync<Feed>("/v1/feeds", new { organizationId = organization });
        object[] sinks =
        [
            new { kind = "s3", s3 = new { endpoint = bucket.Endpoint, bucket = "events", region = "eu-central-1", accessKeyId = "a", secretAccessKey = "b", maxAge = "PT1S" } },
            new { kind = "syslog", syslog = new { host = "127.0.0.1", port = syslog.Port, transport = "tcp", maxBytes = 65536 } },
            new { kind = "kafka", kafka = new { brokers = kafka.Brokers, topic = Topic, tls = false } },
        ];
        HasLibrdkafka().ShouldNotBe(true, "there is no sink yet that needs it");
        foreach (var sink in sinks) await server.Api.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", sink);

        HasLibrdkafka().ShouldNotBe(false);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(emulator.Url) };
        client.DefaultRequestHeaders.Add("x-api-key", emulator.ApiKey);
        var happened = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var held = bucket.HoldNextAsync();
            await HappenAsync(3);
            await held.WaitAsync(TimeSpan.FromSeconds(60));
            // The batch that was put is over; what comes meanwhile would be in it, were it made anew.
            await HappenAsync(3);
            await JumpgateHost.WaitForAsync(() => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Counts.GetValueOrDefault("group_create") == happened);
            await server.KillAsync();
            await server.StartAsync();
        }

        var last = await JumpgateHost.WaitForAsync(
            () => server.Api.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), now => now.Counts.GetValueOrDefault("group_create") == happened && now.Backlog == 0);
        var log = (await server.Api.GetAsync<Page<FeedEvent>>("/v1/events?limit=1000")).Items.Select(item => item.EventId).ToList();
        last.Sinks.ShouldAllBe(sink => sink.Counts.Values.Sum(count => count.Delivered) == log.Count, "each is counted once");
        bucket.Lines().Select(Fed.IdOf).ShouldHoldTheSameAs(log);
        syslog.Messages.Select(message => Fed.IdOf(message[message.IndexOf('{', StringComparison.Ordinal)..])).Distinct().ShouldHoldTheSameAs(log);
        kafka.Messages(Topic).Select(message => message.Key).Distinct().ShouldHoldTheSameAs(log);

        // Null: there is no telling here.
        bool? HasLibrdkafka() => OperatingSystem.IsLinux() ? File.ReadLines($"/proc/{server.Id}/maps").Any(line => line.Contains("librdkafka", StringComparison.Ordinal)) : null;

        async Task HappenAsync(int times)
        {
            for (var i = 0; i < times; i++, happened++)
            {
                using var group = new StringContent(new JsonObject { ["name"] = $"g{happened}" }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
                (await client.PostAsync(new Uri("/api/v2/usergroups", UriKind.Relative), group)).EnsureSuccessStatusCode();
            }
        }
    }
}
