using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.Kafka;

/// <summary>What is kept of a Kafka sink's settings.</summary>
/// <param name="Brokers">Addresses to begin with, each with its port.</param>
/// <param name="Mechanism"><c>PLAIN</c>, <c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>; null: no SASL.</param>
/// <param name="Compression">The word of Kafka.</param>
/// <param name="MaxBytes">Of one message.</param>
/// <param name="Ca">PEM of those who may have signed the brokers' certificates; null: whom the system trusts.</param>
/// <param name="Certificate">PEM of the certificate shown to brokers; null: none.</param>
internal sealed record KafkaSettings(
    IReadOnlyList<string> Brokers, string Topic, bool Tls, string? Mechanism, string? Username, string Compression, int MaxBytes, string? Ca, string? Certificate)
{
    public const string Password = "password";

    /// <summary>The secret that holds the key of the certificate, as PEM.</summary>
    public const string Key = "clientKey";

    /// <summary>What brokers take as they come.</summary>
    public const int UsualBytes = 1_000_000;

    public static KafkaSettings? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, KafkaJson.Default.KafkaSettings);

    public string ToJson() => JsonSerializer.Serialize(this, KafkaJson.Default.KafkaSettings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KafkaSettings))]
internal sealed partial class KafkaJson : JsonSerializerContext;
