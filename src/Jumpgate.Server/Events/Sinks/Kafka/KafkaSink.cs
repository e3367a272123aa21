using System.Text.RegularExpressions;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Kafka;

/// <summary>A topic of Kafka, or of what speaks its protocol.</summary>
internal sealed partial class KafkaSink(TargetGuard guard) : IEventSink
{
    private const int MostBrokers = 20;
    private const int LeastBytes = 1024;
    private const int MostBytes = 100 * 1024 * 1024;
    private const int LongestWord = 255;
    private static readonly string[] Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];
    private static readonly string[] Compressions = ["none", "gzip", "snappy", "lz4", "zstd"];

    public string Kind => "kafka";

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (given, old) = (wanted.Kafka ?? new KafkaSinkSettings(), KafkaSettings.Read(present?.Shown));
        var brokers = Brokers(given.Brokers, old?.Brokers, faults);
        var topic = (given.Topic ?? old?.Topic)?.Trim();
        if (faults.Require(topic, "kafka.topic", "The topic") && (topic is "." or ".." || !TopicForm().IsMatch(topic!)))
            faults.Add("kafka.topic", "topic_malformed", "topic is letters, digits, dots, - and _, at most 249 of them.");
        var mechanism = given.Mechanism switch { null => old?.Mechanism, "" => null, var word => word };
        if (mechanism is not null && !Mechanisms.Contains(mechanism)) faults.Add("kafka.mechanism", "unknown_word", $"mechanism is {string.Join(", ", Mechanisms)}, or empty for none.");
        var secrets = new SecretChoice(present, old is not null && !brokers.All(broker => old.Brokers.Contains(broker, StringComparer.OrdinalIgnoreCase)), faults);
        var username = mechanism is null ? null : given.Username ?? old?.Username;
        if (mechanism is not null)
        {
            if (faults.Require(username, "kafka.username", "The user name")) faults.Plain(username, "kafka.username", LongestWord);
            secrets.Require(KafkaSettings.Password, given.Password, "kafka.password", "The password");
        }
        else if (given.Username is { Length: > 0 } || given.Password is { Length: > 0 })
        {
            faults.Add("kafka.mechanism", "required", "A user name and password need a mechanism.", $"mechanism is {string.Join(", ", Mechanisms)}.");
        }

        var isTls = given.Tls ?? old?.Tls ?? true;
        var ca = Pem.Authorities(given.Ca, old?.Ca, "kafka.ca", faults);
        var certificate = Pem.Certificate(given.ClientCertificate, old?.Certificate, given.ClientKey, secrets, KafkaSettings.Key, "kafka", faults);
        if (!isTls && (given.Ca is { Length: > 0 } || given.ClientCertificate is { Length: > 0 }))
            faults.Add("kafka.tls", "not_wanted", "Certificates are of use with TLS only.", "Leave out ca and clientCertificate, or tls.");
        var compression = given.Compression ?? old?.Compression ?? "lz4";
        if (!Compressions.Contains(compression)) faults.Add("kafka.compression", "unknown_word", $"compression is {string.Join(", ", Compressions)}.");
        if (given.MaxBytes is < LeastBytes or > MostBytes) faults.Add("kafka.maxBytes", "out_of_range", $"maxBytes lies between {LeastBytes} and {MostBytes}.");
        return new SinkSettings(
            new KafkaSettings(brokers, topic ?? "", isTls, mechanism, username, compression, given.MaxBytes ?? old?.MaxBytes ?? KafkaSettings.UsualBytes, ca, certificate).ToJson(),
            secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = KafkaSettings.Read(settings)!;
        return sink with
        {
            Kafka = new KafkaSinkSettings(own.Brokers, own.Topic, own.Tls, own.Mechanism, own.Username, null, own.Compression, own.MaxBytes, own.Ca, own.Certificate),
        };
    }

    public Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation) => OpenAsync(settings, produce: false, cancellation);

    public async Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation) =>
        new KafkaSession(row, (await OpenAsync(settings, produce: true, cancellation))!);

    private Task<KafkaClient?> OpenAsync(SinkSettings settings, bool produce, CancellationToken cancellation) => KafkaClient.OpenAsync(
        KafkaSettings.Read(settings.Shown)!, settings.Secret(KafkaSettings.Password), settings.Secret(KafkaSettings.Key), guard, produce, cancellation);

    private List<string> Brokers(IReadOnlyList<string>? wanted, IReadOnlyList<string>? present, FieldFaults faults)
    {
        if (wanted is null && present is not null) return [.. present];
        if (wanted is not { Count: > 0 and <= MostBrokers })
        {
            faults.Add("kafka.brokers", "required", $"brokers names 1 to {MostBrokers} brokers.", "Give them as kafka1.example.com:9093.");
            return [];
        }

        foreach (var broker in wanted)
        {
            if (KafkaAddress.Read(broker) is { } address) SinkHost.Check(address.Host, address.Port, "kafka.brokers", guard, faults);
            else faults.Add("kafka.brokers", "broker_malformed", $"'{broker}' is no host with a port.", "Write kafka1.example.com:9093.");
        }

        return [.. wanted];
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,249}$")]
    private static partial Regex TopicForm();
}
