using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.Files;

/// <summary>The open file, as it is committed.</summary>
/// <param name="First">Position of its first event.</param>
/// <param name="Last">Position of its last one.</param>
/// <param name="Length">Bytes that count; what is behind them in the file was not committed.</param>
/// <param name="OpenedAt">When its first event was written; Unix milliseconds.</param>
internal sealed record FileState(long First, long Last, long Length, long OpenedAt)
{
    public static FileState? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, FileJson.Default.FileState);

    public string ToJson() => JsonSerializer.Serialize(this, FileJson.Default.FileState);
}

/// <summary>What is kept of a file sink's settings.</summary>
internal sealed record FileSettings(long MaxBytes, long MaxAgeSeconds, bool Gzip)
{
    public static FileSettings Default { get; } = new(64L * 1024 * 1024, 3600, false);

    public TimeSpan MaxAge => TimeSpan.FromSeconds(MaxAgeSeconds);

    public static FileSettings Read(string? json) => json is null ? Default : JsonSerializer.Deserialize(json, FileJson.Default.FileSettings) ?? Default;

    public string ToJson() => JsonSerializer.Serialize(this, FileJson.Default.FileSettings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FileState))]
[JsonSerializable(typeof(FileSettings))]
internal sealed partial class FileJson : JsonSerializerContext;
