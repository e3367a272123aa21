using System.Text.Json.Nodes;
using Confluent.Kafka;
using Jumpgate.Contracts;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Kafka;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Events.Sinks.Kafka;

public sealed class KafkaSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    private const string Topic = "jumpcloud.events";

    internal override Task<SinkHarness> StartAsync(Fed fed) => Task.FromResult<SinkHarness>(new KafkaHarness());

    [Fact]
    public async Task F14_Messages_are_keyed_by_event_and_bear_its_time()
    {
        await DeliveredAsync(await CreateAsync());
        var messages = ((KafkaHarness)Harness).Cluster.Messages(Topic);
        messages.Select(message => message.Partition).Distinct().Count().ShouldBeGreaterThan(1, "by key");
        foreach (var message in messages)
        {
            var record = JsonNode.Parse(message.Value)!;
            message.Key.ShouldBe(SinkHarness.IdOf(record));
            message.At.ToUnixTimeMilliseconds().ShouldBe((long)record["time"]!);
        }
    }

    [Fact]
    public async Task A_topic_that_is_missing_is_told()
    {
        var settings = Harness.Settings;
        settings["topic"] = "nowhere";
        var refused = await Fed.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/feeds/{Fed.Feed.Id}/sinks", new JsonObject { ["kind"] = "kafka", ["kafka"] = settings });
        (refused.Code, refused.Detail!.Contains("nowhere", StringComparison.Ordinal)).ShouldBe(("sink_unreachable", true), refused.Detail);
    }

    [Fact]
    public async Task A_message_larger_than_the_sink_may_send_becomes_a_dead_letter()
    {
        var settings = Harness.Settings;
        settings["maxBytes"] = 1024;
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        var dead = (await Fed.Hub.Admin.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters")).Items;
        dead.ShouldNotBeEmpty();
        dead.ShouldAllBe(letter => letter.Reason.Code == "too_large");
        (((KafkaHarness)Harness).Cluster.Messages(Topic).Count + dead.Count).ShouldBe((await feedLog()).Count);

        async Task<List<FeedEvent>> feedLog() => await Fed.LogAsync();
    }

    [Fact]
    public void Other_brokers_are_not_given_the_password_that_is_stored()
    {
        var kind = new KafkaSink(new TargetGuard(Options.Create(new OutboundOptions()), null!));
        var faults = new FieldFaults();
        var stored = kind.Validate(
            new SinkUpdate(Kafka: new KafkaSinkSettings(["kafka1.example.com:9093", "kafka2.example.com:9093"], "t", Mechanism: "SCRAM-SHA-512", Username: "u", Password: "hush")), null, faults);
        faults.All.ShouldBeEmpty();
        stored.Shown.ShouldNotContain("hush");
        Changed(["kafka2.example.com:9093"], null).ShouldBeEmpty("one of those it knows");
        Changed(["kafka3.example.com:9093"], null).ShouldBe(["kafka.password"]);
        Changed(["kafka3.example.com:9093"], "again").ShouldBeEmpty();

        List<string> Changed(string[] brokers, string? password)
        {
            var found = new FieldFaults();
            kind.Validate(new SinkUpdate(Kafka: new KafkaSinkSettings(brokers, Password: password)), stored, found);
            return [.. found.All.Select(fault => fault.Field)];
        }
    }

    [Fact]
    public async Task Brokers_that_the_cluster_names_are_judged_as_those_that_somebody_entered()
    {
        // It names them by their address, which is not allowed; only this name is.
        var guard = new TargetGuard(Options.Create(new OutboundOptions { AllowLoopback = false, Allow = "localhost" }), null!);
        var port = ((KafkaHarness)Harness).Cluster.Brokers[0].Split(':')[1];
        var settings = new KafkaSettings([$"localhost:{port}"], Topic, false, null, null, "none", KafkaSettings.UsualBytes, null, null);
        (await Should.ThrowAsync<SinkUnavailableException>(() => KafkaClient.OpenAsync(settings, null, null, guard, produce: true, default))).Code.ShouldBe("target_refused");
    }

    private sealed class KafkaHarness : SinkHarness
    {
        public KafkaHarness() => Cluster.CreateTopic(Topic);

        public MockKafka Cluster { get; } = new();

        public override string Kind => "kafka";

        public override JsonObject Settings => new()
        {
            ["brokers"] = new JsonArray([.. Cluster.Brokers.Select(broker => (JsonNode)broker)]),
            ["topic"] = Topic,
            ["tls"] = false,
        };

        public override IReadOnlyList<(JsonObject, string)> Faulty =>
        [
            (Without(Settings, "brokers"), "kafka.brokers"), (With(Settings, "brokers", new JsonArray("kafka.example.com")), "kafka.brokers"),
            (With(Settings, "brokers", new JsonArray("10.0.0.1:9092")), "kafka.brokers"), (With(Settings, "topic", "a b"), "kafka.topic"),
            (With(Settings, "mechanism", "GSSAPI"), "kafka.mechanism"), (With(Settings, "mechanism", "PLAIN"), "kafka.username"), (With(Settings, "username", "u"), "kafka.mechanism"),
            (With(Settings, "compression", "rar"), "kafka.compression"), (With(Settings, "maxBytes", 1), "kafka.maxBytes"), (With(Settings, "ca", "nonsense"), "kafka.ca"),
            (With(Settings, "ca", new TestCertificates().Authority), "kafka.tls"),
        ];

        public override bool IsIdempotent => false;

        public override bool IsOrdered => false;

        public override bool RefusesRecords => false;

        public override Task<JsonObject> UnreachableAsync() => Task.FromResult(With(Settings, "brokers", new JsonArray("127.0.0.1:1")));

        public override Task RefuseAsync(Sink sink)
        {
            Cluster.Refuse(ErrorCode.TopicAuthorizationFailed, 10_000);
            return Task.CompletedTask;
        }

        public override Task RestoreAsync()
        {
            Cluster.TakeAgain();
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>(
            [.. Cluster.Messages(Topic).Where(message => message.Sink == sink.Id).Select(message => JsonNode.Parse(message.Value)!)]);

        public override ValueTask DisposeAsync()
        {
            Cluster.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
