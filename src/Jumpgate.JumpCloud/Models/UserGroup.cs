using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A group of people.</summary>
/// <remarks>Fields: JumpCloud.SDK.V2.json <c>UserGroup</c>, jumpcloud-api.md §6.4.</remarks>
public sealed record UserGroup
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>user_group</c>.</summary>
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

    /// <summary>What membership gives on devices and services; null when nothing.</summary>
    [JsonPropertyName("attributes")]
    public UserGroupAttributes? Attributes { get; init; }

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

    /// <summary>Open suggestions; moves all the time.</summary>
    [JsonPropertyName("suggestionCounts")]
    public SuggestionCounts? SuggestionCounts { get; init; }

    /// <summary>Membership follows a query.</summary>
    [JsonIgnore]
    public bool IsDynamic => MembershipMethod?.StartsWith("DYNAMIC", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static UserGroup Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.UserGroup);
}

/// <summary>What membership in a group gives (JumpCloud.SDK.V2.json <c>GroupAttributes-UserGroup</c>).</summary>
public sealed record UserGroupAttributes
{
    /// <summary>Administrator rights on devices.</summary>
    [JsonPropertyName("sudo")]
    public SudoGrant? Sudo { get; init; }

    /// <summary>Samba.</summary>
    [JsonPropertyName("sambaEnabled")]
    public bool? SambaEnabled { get; init; }
}

/// <summary>Administrator rights on a device (JumpCloud.SDK.V2.json <c>GraphAttribute-Sudo</c>).</summary>
public sealed record SudoGrant
{
    /// <summary>Given.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }

    /// <summary>And without a password.</summary>
    [JsonPropertyName("withoutPassword")]
    public bool? WithoutPassword { get; init; }
}

/// <summary>Suggested changes of a dynamic group that wait for review.</summary>
public sealed record SuggestionCounts
{
    /// <summary>To add.</summary>
    [JsonPropertyName("add")]
    public long? Add { get; init; }

    /// <summary>To remove.</summary>
    [JsonPropertyName("remove")]
    public long? Remove { get; init; }

    /// <summary>Both.</summary>
    [JsonPropertyName("total")]
    public long? Total { get; init; }
}
