using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.Webhooks;

/// <summary>What is kept of a webhook sink's settings, but its secrets.</summary>
internal sealed record WebhookSettings(Uri Url, string Body, int MaxBytes, int MaxEvents, bool Gzip, bool HasAuthorization)
{
    public const string Lines = "ndjson";
    public const string Array = "array";

    /// <summary>Names of the secrets.</summary>
    public const string Secret = "secret";
    public const string Authorization = "authorization";

    public static WebhookSettings Read(string json) => JsonSerializer.Deserialize(json, WebhookJson.Default.WebhookSettings)!;

    public string ToJson() => JsonSerializer.Serialize(this, WebhookJson.Default.WebhookSettings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookSettings))]
internal sealed partial class WebhookJson : JsonSerializerContext;
