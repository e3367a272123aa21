using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.Elasticsearch;

/// <summary>What is kept of the settings of an Elasticsearch sink, but its secrets.</summary>
/// <param name="Method"><see cref="None"/>, <see cref="ByApiKey"/> or <see cref="Basic"/>.</param>
internal sealed record ElasticsearchSettings(Uri Url, string Index, string Method, string? Username, string? Pipeline, int MaxBytes, bool Gzip)
{
    public const string None = "none";
    public const string ByApiKey = "api_key";
    public const string Basic = "basic";

    /// <summary>Names of the secrets.</summary>
    public const string ApiKey = "apiKey";
    public const string Password = "password";

    public static ElasticsearchSettings Read(string json) => JsonSerializer.Deserialize(json, ElasticsearchJson.Default.ElasticsearchSettings)!;

    public string ToJson() => JsonSerializer.Serialize(this, ElasticsearchJson.Default.ElasticsearchSettings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ElasticsearchSettings))]
internal sealed partial class ElasticsearchJson : JsonSerializerContext;
