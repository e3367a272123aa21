using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A group of devices.</summary>
/// <remarks>Fields: JumpCloud.SDK.V2.json <c>SystemGroup</c>, jumpcloud-api.md §6.5. Its attributes are free-form and stay in the raw object.</remarks>
public sealed record SystemGroup
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>system_group</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Name, unique among groups of this type.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Free text.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Address of the group.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>Organization it belongs to.</summary>
    [JsonPropertyName("organizationObjectId")]
    public string? OrganizationId { get; init; }

    /// <summary><c>NOTSET</c>, <c>STATIC</c>, <c>DYNAMIC_REVIEW_REQUIRED</c> or <c>DYNAMIC_AUTOMATED</c>; the set is open.</summary>
    [JsonPropertyName("membershipMethod")]
    public string? MembershipMethod { get; init; }

    /// <summary>Who belongs to a dynamic group.</summary>
    [JsonPropertyName("memberQuery")]
    public MemberQuery? MemberQuery { get; init; }

    /// <summary>Members the query leaves alone.</summary>
    [JsonPropertyName("memberQueryExemptions")]
    public IReadOnlyList<GroupExemption> MemberQueryExemptions { get; init => field = value ?? []; } = [];

    /// <summary>Mail about suggestions.</summary>
    [JsonPropertyName("memberSuggestionsNotify")]
    public bool? MemberSuggestionsNotify { get; init; }

    /// <summary>Membership follows a query.</summary>
    [JsonIgnore]
    public bool IsDynamic => MembershipMethod?.StartsWith("DYNAMIC", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static SystemGroup Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.SystemGroup);
}
