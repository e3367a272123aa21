using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>An administrator; a separate object from a person with the same address.</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>userreturn</c>, jumpcloud-api.md §6.2. <see cref="OrganizationId"/> may be missing in multi-tenant answers.</remarks>
public sealed record Administrator
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Address and login.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>Given name.</summary>
    [JsonPropertyName("firstname")]
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    [JsonPropertyName("lastname")]
    public string? LastName { get; init; }

    /// <summary>Organization, or null.</summary>
    [JsonPropertyName("organization")]
    public string? OrganizationId { get; init; }

    /// <summary>Provider of a multi-tenant administrator, or null.</summary>
    [JsonPropertyName("provider")]
    public string? ProviderId { get; init; }

    /// <summary>Id of the role.</summary>
    [JsonPropertyName("role")]
    public string? RoleId { get; init; }

    /// <summary>Name of the role.</summary>
    [JsonPropertyName("roleName")]
    public string? RoleName { get; init; }

    /// <summary>Ids of all roles.</summary>
    [JsonPropertyName("roles")]
    public IReadOnlyList<string> RoleIds { get; init => field = value ?? []; } = [];

    /// <summary>Names of all roles.</summary>
    [JsonPropertyName("roleNames")]
    public IReadOnlyList<string> RoleNames { get; init => field = value ?? []; } = [];

    /// <summary>A second factor is demanded.</summary>
    [JsonPropertyName("enableMultiFactor")]
    public bool? EnableMultiFactor { get; init; }

    /// <summary>A time-based code is enrolled.</summary>
    [JsonPropertyName("totpEnrolled")]
    public bool? TotpEnrolled { get; init; }

    /// <summary>Since when.</summary>
    [JsonPropertyName("totpUpdatedAt")]
    public DateTimeOffset? TotpUpdatedAt { get; init; }

    /// <summary>Kept out.</summary>
    [JsonPropertyName("suspended")]
    public bool? Suspended { get; init; }

    /// <summary>Has accepted the invitation (provider form; not in the v1 spec).</summary>
    [JsonPropertyName("registered")]
    public bool? Registered { get; init; }

    /// <summary>May use the API by key.</summary>
    [JsonPropertyName("apiKeyAllowed")]
    public bool? ApiKeyAllowed { get; init; }

    /// <summary>Has a key.</summary>
    [JsonPropertyName("apiKeySet")]
    public bool? ApiKeySet { get; init; }

    /// <summary>Since when.</summary>
    [JsonPropertyName("apiKeyUpdatedAt")]
    public DateTimeOffset? ApiKeyUpdatedAt { get; init; }

    /// <summary>What is told about the key.</summary>
    [JsonPropertyName("apiKeyHash")]
    public AdministratorApiKey? ApiKey { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the password was last set.</summary>
    [JsonPropertyName("passwordUpdatedAt")]
    public DateTimeOffset? PasswordUpdatedAt { get; init; }

    /// <summary>Sessions so far; moves all the time.</summary>
    [JsonPropertyName("sessionCount")]
    public long? SessionCount { get; init; }

    /// <summary>IANA time zone.</summary>
    [JsonPropertyName("usersTimeZone")]
    public string? TimeZone { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static Administrator Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.Administrator);
}

/// <summary>What is told about an administrator's API key, never the key.</summary>
public sealed record AdministratorApiKey
{
    /// <summary>Its first characters.</summary>
    [JsonPropertyName("prefix")]
    public string? Prefix { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ends, or null.</summary>
    [JsonPropertyName("expireAt")]
    public DateTimeOffset? Expires { get; init; }
}
