using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A role of administrators and service accounts, built-in or custom.</summary>
/// <remarks>jumpcloud-api.md §6.3; the bodies are unpublished and come from JumpCloud's command line. Compare names without regard to case.</remarks>
public sealed record Role
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Scopes it grants (jumpcloud-api.md §2.5).</summary>
    [JsonPropertyName("scopes")]
    public IReadOnlyList<string> Scopes { get; init => field = value ?? []; } = [];

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static Role Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.Role);
}
