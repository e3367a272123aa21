using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>What became of one row of a bulk job.</summary>
/// <remarks>JumpCloud.SDK.V2.json <c>JobWorkresult</c>; status strings are unpublished: <c>pending finished failed</c> are expected (jumpcloud-api.md §6.12).</remarks>
public sealed record BulkResult
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands; the set is open.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("statusMsg")]
    public string? Message { get; init; }

    /// <summary>When the row was taken.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updatedAt")]
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static BulkResult Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.BulkResult);
}

/// <summary>A change of a person's state that is to happen (JumpCloud.SDK.V2.json <c>scheduled-userstate-result</c>).</summary>
public sealed record ScheduledStateChange
{
    /// <summary>Id, for taking it back.</summary>
    [JsonPropertyName("scheduledJobId")]
    public string? Id { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("scheduledDate")]
    public DateTimeOffset? At { get; init; }

    /// <summary>To which state.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>Whose.</summary>
    [JsonPropertyName("systemUserId")]
    public string? SystemUserId { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static ScheduledStateChange Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.ScheduledStateChange);
}
