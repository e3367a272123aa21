using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>An application people sign in to.</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>application</c>, jumpcloud-api.md §6.8. Its <c>config</c> can hold a private key and is deliberately not read here.</remarks>
public sealed record Application
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Organization it belongs to.</summary>
    [JsonPropertyName("organization")]
    public string? OrganizationId { get; init; }

    /// <summary>Slug of the template.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Title of the template.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>The administrator's own label: show this.</summary>
    [JsonPropertyName("displayLabel")]
    public string? DisplayLabel { get; init; }

    /// <summary>Free text.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>People can use it.</summary>
    [JsonPropertyName("active")]
    public bool? Active { get; init; }

    /// <summary>The template is in beta.</summary>
    [JsonPropertyName("beta")]
    public bool? Beta { get; init; }

    /// <summary>Tile colour.</summary>
    [JsonPropertyName("color")]
    public string? Color { get; init; }

    /// <summary>When it was added.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Where a sign-in starts.</summary>
    [JsonPropertyName("ssoUrl")]
    public string? SsoUrl { get; init; }

    /// <summary>Link to help.</summary>
    [JsonPropertyName("learnMore")]
    public string? LearnMore { get; init; }

    /// <summary>Its picture.</summary>
    [JsonPropertyName("logo")]
    public ApplicationLogo? Logo { get; init; }

    /// <summary>How people sign in.</summary>
    [JsonPropertyName("sso")]
    public ApplicationSso? Sso { get; init; }

    /// <summary>The label, or else title or slug.</summary>
    [JsonIgnore]
    public string? Title => DisplayLabel ?? DisplayName ?? Name;

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static Application Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.Application);
}

/// <summary>Picture of an application.</summary>
public sealed record ApplicationLogo
{
    /// <summary>Address of the picture.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Colour instead of one.</summary>
    [JsonPropertyName("color")]
    public string? Color { get; init; }
}

/// <summary>How people sign in to an application.</summary>
public sealed record ApplicationSso
{
    /// <summary><c>saml oidc bookmark</c>; the set is open.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Accounts are made at first sign-in.</summary>
    [JsonPropertyName("jit")]
    public bool? Jit { get; init; }

    /// <summary>In beta.</summary>
    [JsonPropertyName("beta")]
    public bool? Beta { get; init; }

    /// <summary>Not shown in the user portal.</summary>
    [JsonPropertyName("hidden")]
    public bool? Hidden { get; init; }

    /// <summary>End of the signing certificate.</summary>
    [JsonPropertyName("idpCertExpirationAt")]
    public DateTimeOffset? CertificateExpires { get; init; }
}

/// <summary>An application of the catalogue.</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>applicationtemplate</c>.</remarks>
public sealed record ApplicationTemplate
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Slug.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Title.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>Label.</summary>
    [JsonPropertyName("displayLabel")]
    public string? DisplayLabel { get; init; }

    /// <summary>Can be added.</summary>
    [JsonPropertyName("active")]
    public bool? Active { get; init; }

    /// <summary>In beta.</summary>
    [JsonPropertyName("beta")]
    public bool? Beta { get; init; }

    /// <summary>Added already.</summary>
    [JsonPropertyName("isConfigured")]
    public bool? IsConfigured { get; init; }

    /// <summary>Such as <c>available</c>.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Words to find it by.</summary>
    [JsonPropertyName("keywords")]
    public IReadOnlyList<string> Keywords { get; init => field = value ?? []; } = [];

    /// <summary>How people would sign in.</summary>
    [JsonPropertyName("sso")]
    public ApplicationSso? Sso { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static ApplicationTemplate Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.ApplicationTemplate);
}
