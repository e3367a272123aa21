using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A postal address.</summary>
/// <remarks>Element ids are regenerated on every save, so they are not here: never compare by them (jumpcloud-api.md §6.1).</remarks>
public sealed record SystemUserAddress
{
    /// <summary>Such as <c>work</c> or <c>home</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Street and number.</summary>
    [JsonPropertyName("streetAddress")]
    public string? StreetAddress { get; init; }

    /// <summary>Floor, suite.</summary>
    [JsonPropertyName("extendedAddress")]
    public string? ExtendedAddress { get; init; }

    /// <summary>Post box.</summary>
    [JsonPropertyName("poBox")]
    public string? PoBox { get; init; }

    /// <summary>City.</summary>
    [JsonPropertyName("locality")]
    public string? Locality { get; init; }

    /// <summary>State or province.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Postal code.</summary>
    [JsonPropertyName("postalCode")]
    public string? PostalCode { get; init; }

    /// <summary>Country.</summary>
    [JsonPropertyName("country")]
    public string? Country { get; init; }
}

/// <summary>A telephone number.</summary>
/// <remarks>Element ids are regenerated on every save, so they are not here: never compare by them (jumpcloud-api.md §6.1).</remarks>
public sealed record SystemUserPhoneNumber
{
    /// <summary>Such as <c>mobile</c> or <c>work</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The number as typed.</summary>
    [JsonPropertyName("number")]
    public string? Number { get; init; }
}

/// <summary>A custom attribute.</summary>
/// <remarks>The value is text in the spec; a number or flag is taken as its text.</remarks>
public sealed record NamedValue
{
    /// <summary>Attribute name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Attribute value.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>An id with a name.</summary>
public sealed record NamedReference
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

/// <summary>A tie to another person.</summary>
public sealed record SystemUserRelationship
{
    /// <summary>Kind of tie.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Who.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>A field that an external source owns.</summary>
public sealed record SystemUserRestrictedField
{
    /// <summary>Field name.</summary>
    [JsonPropertyName("field")]
    public string? Field { get; init; }

    /// <summary>Id of the source.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary><c>active_directory</c>, <c>federated_identity_provider</c> or <c>scim</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}

/// <summary>The administrator that the same person is (JumpCloud.SDK.V1.json <c>systemuserreturn.admin</c>).</summary>
public sealed record SystemUserAdmin
{
    /// <summary>Id of the administrator.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Name of its role.</summary>
    [JsonPropertyName("roleName")]
    public string? RoleName { get; init; }

    /// <summary>Names of its roles.</summary>
    [JsonPropertyName("roleNames")]
    public IReadOnlyList<string> RoleNames { get; init => field = value ?? []; } = [];
}

/// <summary>An SSH public key.</summary>
/// <remarks>JumpCloud.SDK.V1.json <c>sshkeylist</c>.</remarks>
public sealed record SystemUserSshKey
{
    /// <summary>Key id.</summary>
    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The key.</summary>
    [JsonPropertyName("public_key")]
    public string? PublicKey { get; init; }

    /// <summary>When it was added.</summary>
    [JsonPropertyName("create_date")]
    public DateTimeOffset? Created { get; init; }
}

/// <summary>Multi-factor setting of a person (JumpCloud.SDK.V1.json <c>mfa</c>).</summary>
public sealed record SystemUserMfa
{
    /// <summary>Some factor is set up.</summary>
    [JsonPropertyName("configured")]
    public bool? Configured { get; init; }

    /// <summary>Excused for now.</summary>
    [JsonPropertyName("exclusion")]
    public bool? Exclusion { get; init; }

    /// <summary>Excused until then.</summary>
    [JsonPropertyName("exclusionUntil")]
    public DateTimeOffset? ExclusionUntil { get; init; }

    /// <summary>Excused for so many days.</summary>
    [JsonPropertyName("exclusionDays")]
    public long? ExclusionDays { get; init; }
}

/// <summary>How far second factors are enrolled.</summary>
/// <remarks>Values: <c>NOT_ENROLLED DISABLED PENDING_ACTIVATION ENROLLMENT_EXPIRED IN_ENROLLMENT PRE_ENROLLMENT ENROLLED</c>; the set is open.</remarks>
public sealed record SystemUserMfaEnrollment
{
    /// <summary>All together.</summary>
    [JsonPropertyName("overallStatus")]
    public string? OverallStatus { get; init; }

    /// <summary>Time-based code.</summary>
    [JsonPropertyName("totpStatus")]
    public string? TotpStatus { get; init; }

    /// <summary>Security key or platform authenticator.</summary>
    [JsonPropertyName("webAuthnStatus")]
    public string? WebAuthnStatus { get; init; }

    /// <summary>Push.</summary>
    [JsonPropertyName("pushStatus")]
    public string? PushStatus { get; init; }

    /// <summary>JumpCloud Go.</summary>
    [JsonPropertyName("jcGoStatus")]
    public string? JcGoStatus { get; init; }

    /// <summary>Text message (JumpCloud's command line; not in the spec).</summary>
    [JsonPropertyName("smsStatus")]
    public string? SmsStatus { get; init; }
}

/// <summary>Address for recovery.</summary>
public sealed record RecoveryEmail
{
    /// <summary>The address.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; init; }

    /// <summary>It was verified.</summary>
    [JsonPropertyName("verified")]
    public bool? Verified { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("verifiedAt")]
    public DateTimeOffset? VerifiedAt { get; init; }
}
