using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A service account; its id field is <c>objectId</c>.</summary>
/// <remarks>jumpcloud-api.md §2.3; the bodies are unpublished and come from JumpCloud's command line.</remarks>
public sealed record ServiceAccount
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("objectId")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("id")]
    internal string? ObjectId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Its role.</summary>
    [JsonPropertyName("roleId")]
    public string? RoleId { get; init; }

    /// <summary>Name of its role.</summary>
    [JsonPropertyName("roleName")]
    public string? RoleName { get; init; }

    /// <summary>Such as <c>ACTIVE</c>; the set is open.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>When its last credential ends, or null.</summary>
    [JsonPropertyName("expiresAt")]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Its credentials: up to two secrets, so that one can be rotated.</summary>
    [JsonPropertyName("authConfigList")]
    public IReadOnlyList<ServiceAccountAuthConfig> Credentials { get; init => field = value ?? []; } = [];

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static ServiceAccount Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.ServiceAccount);
}

/// <summary>A credential of a service account, without its secret.</summary>
public sealed record ServiceAccountAuthConfig
{
    /// <summary>Its id, for removing it.</summary>
    [JsonPropertyName("objectId")]
    public string? Id { get; init; }

    /// <summary><c>CLIENT_SECRET</c> or <c>API_KEY</c>.</summary>
    [JsonPropertyName("authType")]
    public string? AuthType { get; init; }

    /// <summary>Client id.</summary>
    [JsonPropertyName("clientId")]
    public string? ClientId { get; init; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expiresAt")]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset? Created { get; init; }
}
