using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Events.Sinks.Splunk;

/// <summary>What is kept of a Splunk sink's settings, but its token. Texts: null for the usual one, empty for none.</summary>
internal sealed record SplunkSettings(Uri Url, bool Acknowledge, string? Index, string? Source, string? Sourcetype, string? Host, int MaxBytes, bool Gzip)
{
    /// <summary>Name of the secret.</summary>
    public const string Token = "token";

    public static SplunkSettings Read(string json) => JsonSerializer.Deserialize(json, SplunkJson.Default.SplunkSettings)!;

    public string ToJson() => JsonSerializer.Serialize(this, SplunkJson.Default.SplunkSettings);

    /// <summary>As they are sent: null is not.</summary>
    public SplunkSinkSettings Effective(string format) => new(
        Url.OriginalString, null, Acknowledge, Text(Index), Text(Source ?? "jumpcloud"), Text(Sourcetype ?? $"jumpgate:{format}"), Text(Host), MaxBytes, Gzip);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SplunkSettings))]
internal sealed partial class SplunkJson : JsonSerializerContext;
