using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

public sealed class SyslogSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    private static readonly TestCertificates Certificates = new();

    internal override Task<SinkHarness> StartAsync(Fed fed) => Task.FromResult<SinkHarness>(new SyslogHarness());

    [Fact]
    public async Task A_message_longer_than_the_receiver_takes_goes_without_raw_data_or_becomes_a_dead_letter()
    {
        var settings = Harness.Settings;
        settings["maxBytes"] = 1100;
        var sink = await DeliveredAsync(await CreateAsync(settings: settings));
        var records = await Harness.ReadAsync(sink);
        var dead = (await Fed.Hub.Admin.GetAsync<Page<SinkDeadLetter>>($"/v1/sinks/{sink.Id}/dead-letters")).Items;
        (records.Count + dead.Count).ShouldBe((await Fed.LogAsync()).Count);
        dead.ShouldAllBe(letter => letter.Reason.Code == "too_large");
        records.ShouldAllBe(record => record["raw_data"] == null);
        sink.Counts.Values.Sum(count => count.DeadLetters).ShouldBe(dead.Count);
    }

    /// <summary>A receiver in process, by TLS with certificates on both sides; <see cref="RsyslogTests"/> has a real one.</summary>
    private sealed class SyslogHarness : SinkHarness
    {
        private readonly SyslogReceiver receiver = new(Certificates);

        public override string Kind => "syslog";

        public override JsonObject Settings => new()
        {
            ["host"] = "127.0.0.1",
            ["port"] = receiver.Port,
            ["ca"] = Certificates.Authority,
            ["clientCertificate"] = Certificates.Client,
            ["clientKey"] = Certificates.ClientKey,
            ["maxBytes"] = 262_144,
        };

        public override IReadOnlyList<(JsonObject, string)> Faulty =>
        [
            (Without(Settings, "host"), "syslog.host"), (With(Settings, "host", "https://logs.example.com"), "syslog.host"), (With(Settings, "host", "10.0.0.1"), "syslog.host"),
            (With(Settings, "port", 0), "syslog.port"), (With(Settings, "transport", "udp"), "syslog.transport"), (With(Settings, "transport", "tcp"), "syslog.transport"),
            (With(Settings, "facility", "local9"), "syslog.facility"), (With(Settings, "hostname", "a b"), "syslog.hostname"), (With(Settings, "maxBytes", 100), "syslog.maxBytes"),
            (With(Settings, "ca", "nonsense"), "syslog.ca"), (With(Settings, "clientCertificate", "nonsense"), "syslog.clientCertificate"),
            (With(Settings, "clientKey", new TestCertificates().ClientKey), "syslog.clientCertificate"), (Without(Settings, "clientKey"), "syslog.clientKey"),
        ];

        public override IReadOnlyList<string> Secrets => [Certificates.ClientKey];

        public override (JsonObject, string)? Elsewhere => (new JsonObject { ["host"] = "logs.example.com" }, "syslog.clientKey");

        public override bool IsIdempotent => false;

        public override bool RefusesRecords => false;

        public override Task<JsonObject> UnreachableAsync() => Task.FromResult(With(Settings, "port", 1));

        public override Task RefuseAsync(Sink sink)
        {
            receiver.Manner = ReceiverManner.DiesWithUnreadBytes;
            return Task.CompletedTask;
        }

        public override Task RestoreAsync()
        {
            receiver.Manner = ReceiverManner.ReadsToTheEnd;
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink) => Task.FromResult<IReadOnlyList<JsonNode>>(
        [
            .. receiver.Messages.Where(message => message.Contains($"sink=\"{sink.Id}\"", StringComparison.Ordinal))
                .Select(message => JsonNode.Parse(message[(message.IndexOf("\"] ", StringComparison.Ordinal) + 3)..].TrimStart('\uFEFF'))!),
        ]);

        public override ValueTask DisposeAsync()
        {
            receiver.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
