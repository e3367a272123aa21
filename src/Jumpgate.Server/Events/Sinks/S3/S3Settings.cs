using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.S3;

/// <summary>What is kept of an S3 sink's settings.</summary>
/// <param name="Endpoint">Null: Amazon's own, by region.</param>
/// <param name="Prefix">Before the names of objects, without a slash at its end; empty: none.</param>
/// <param name="PathStyle">Whether the bucket stands in the path, not in the host.</param>
/// <param name="Source">The name of the custom source; null with the plain layout.</param>
/// <param name="Account">With <paramref name="Source"/>.</param>
internal sealed record S3Settings(
    string? Endpoint, string Region, string Bucket, string Prefix, string AccessKeyId, bool PathStyle, string? Source, string? Account, int MaxBytes, long MaxAgeSeconds)
{
    /// <summary>The secret that belongs to <see cref="AccessKeyId"/>.</summary>
    public const string Key = "secretAccessKey";

    public const int UsualBytes = 8 * 1024 * 1024;
    public const long UsualAge = 300;

    public TimeSpan MaxAge => TimeSpan.FromSeconds(MaxAgeSeconds);

    public Uri Address => new(Endpoint ?? $"https://s3.{Region}.{(Region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com")}");

    public static S3Settings? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, S3Json.Default.S3Settings);

    public string ToJson() => JsonSerializer.Serialize(this, S3Json.Default.S3Settings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(S3Settings))]
internal sealed partial class S3Json : JsonSerializerContext;
