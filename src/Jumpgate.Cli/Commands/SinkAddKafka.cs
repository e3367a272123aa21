using System.CommandLine;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink add kafka</c>.</summary>
internal static class SinkAddKafka
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string[]> broker = new("--broker") { Description = "A broker to begin with, as kafka1.example.com:9093; may be given several times.", Required = true };
        Option<string> topic = new("--topic") { Description = "The topic; it has to exist.", Required = true };
        Option<bool> plaintext = new("--plaintext") { Description = "No TLS." };
        Option<string?> mechanism = new("--mechanism") { Description = "Of SASL: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512." };
        Option<string?> username = new("--username") { Description = "For SASL." };
        Option<string?> password = new("--password") { Description = "For SASL; - reads it from standard input. Asked for when left out." };
        Option<string?> compression = new("--compression") { Description = "none, gzip, snappy, lz4 (without it) or zstd." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The largest message the topic takes." };
        var pem = new PemOptions();
        return SinkAddCommand.Add(
            "kafka", "Messages in a topic of Kafka, keyed by event.", globals, terminal, null,
            [broker, topic, plaintext, mechanism, username, password, compression, maxBytes, .. pem.All],
            (parsed, sink) => sink with
            {
                Kafka = new KafkaSinkSettings(
                    parsed.GetValue(broker), parsed.GetValue(topic), !parsed.GetValue(plaintext), parsed.GetValue(mechanism), parsed.GetValue(username),
                    LinkCommand.Secret(terminal, parsed.GetValue(password)) ?? (parsed.GetValue(mechanism) is null ? null : LinkCommand.Ask(terminal, "Password")),
                    parsed.GetValue(compression), parsed.GetValue(maxBytes), pem.Ca(parsed), pem.Certificate(parsed), pem.Key(parsed)),
            });
    }
}
