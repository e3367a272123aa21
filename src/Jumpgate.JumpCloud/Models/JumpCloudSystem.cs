using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A device: JumpCloud's "system" (v1).</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>JcSystem</c>, jumpcloud-api.md §6.9. Devices enrol themselves; the API cannot create one.</remarks>
public sealed record JumpCloudSystem
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

    /// <summary>Name to show.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>Host name.</summary>
    [JsonPropertyName("hostname")]
    public string? Hostname { get; init; }

    /// <summary>Free text.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The agent is connected; moves all the time.</summary>
    [JsonPropertyName("active")]
    public bool? Active { get; init; }

    /// <summary>When it enrolled.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Last word from the agent; moves all the time.</summary>
    [JsonPropertyName("lastContact")]
    public DateTimeOffset? LastContact { get; init; }

    /// <summary>Version of the agent.</summary>
    [JsonPropertyName("agentVersion")]
    public string? AgentVersion { get; init; }

    /// <summary>Operating system as the agent names it, such as <c>Mac OS X</c>.</summary>
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    /// <summary><c>darwin windows linux ios android</c>; the set is open.</summary>
    [JsonPropertyName("osFamily")]
    public string? OsFamily { get; init; }

    /// <summary>Version of the operating system.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>Such as <c>arm64</c>.</summary>
    [JsonPropertyName("arch")]
    public string? Architecture { get; init; }

    /// <summary>Maker.</summary>
    [JsonPropertyName("hwVendor")]
    public string? HardwareVendor { get; init; }

    /// <summary>Serial number; joins to the MDM device, whose id differs.</summary>
    [JsonPropertyName("serialNumber")]
    public string? SerialNumber { get; init; }

    /// <summary>Offset from UTC in minutes.</summary>
    [JsonPropertyName("systemTimezone")]
    public long? TimeZoneOffset { get; init; }

    /// <summary>Address it was last seen from; moves.</summary>
    [JsonPropertyName("remoteIP")]
    public string? RemoteIp { get; init; }

    /// <summary>Its addresses.</summary>
    [JsonPropertyName("networkInterfaces")]
    public IReadOnlyList<NetworkInterface> NetworkInterfaces { get; init => field = value ?? []; } = [];

    /// <summary>Full disk encryption.</summary>
    [JsonPropertyName("fde")]
    public DiskEncryption? DiskEncryption { get; init; }

    /// <summary>Device management.</summary>
    [JsonPropertyName("mdm")]
    public SystemMdm? Mdm { get; init; }

    /// <summary>Device actions the agent offers.</summary>
    [JsonPropertyName("builtInCommands")]
    public IReadOnlyList<BuiltInCommand> BuiltInCommands { get; init => field = value ?? []; } = [];

    /// <summary>The person it belongs to.</summary>
    [JsonPropertyName("primarySystemUser")]
    public PrimarySystemUser? PrimaryUser { get; init; }

    /// <summary>Local accounts.</summary>
    [JsonPropertyName("userMetrics")]
    public IReadOnlyList<SystemUserMetric> LocalAccounts { get; init => field = value ?? []; } = [];

    /// <summary>Second factor at sign-in.</summary>
    [JsonPropertyName("allowMultiFactorAuthentication")]
    public bool? AllowMultiFactorAuthentication { get; init; }

    /// <summary>SSH by key.</summary>
    [JsonPropertyName("allowPublicKeyAuthentication")]
    public bool? AllowPublicKeyAuthentication { get; init; }

    /// <summary>SSH by password.</summary>
    [JsonPropertyName("allowSshPasswordAuthentication")]
    public bool? AllowSshPasswordAuthentication { get; init; }

    /// <summary>SSH as root.</summary>
    [JsonPropertyName("allowSshRootLogin")]
    public bool? AllowSshRootLogin { get; init; }

    /// <summary>Custom attributes.</summary>
    [JsonPropertyName("attributes")]
    public IReadOnlyList<NamedValue> Attributes { get; init => field = value ?? []; } = [];

    /// <summary>EC2 instance id.</summary>
    [JsonPropertyName("amazonInstanceID")]
    public string? AmazonInstanceId { get; init; }

    /// <summary>JumpCloud's service account is installed.</summary>
    [JsonPropertyName("hasServiceAccount")]
    public bool? HasServiceAccount { get; init; }

    /// <summary>Some policy applies.</summary>
    [JsonPropertyName("isPolicyBound")]
    public bool? IsPolicyBound { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static JumpCloudSystem Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.JumpCloudSystem);
}

/// <summary>A network address of a device.</summary>
public sealed record NetworkInterface
{
    /// <summary>Interface.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary><c>IPv4</c> or <c>IPv6</c>.</summary>
    [JsonPropertyName("family")]
    public string? Family { get; init; }

    /// <summary>Address.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; init; }

    /// <summary>Loopback.</summary>
    [JsonPropertyName("internal")]
    public bool? Internal { get; init; }
}

/// <summary>Full disk encryption of a device.</summary>
public sealed record DiskEncryption
{
    /// <summary>Switched on.</summary>
    [JsonPropertyName("active")]
    public bool? Active { get; init; }

    /// <summary>JumpCloud holds the recovery key.</summary>
    [JsonPropertyName("keyPresent")]
    public bool? KeyPresent { get; init; }
}

/// <summary>Device management of a device.</summary>
public sealed record SystemMdm
{
    /// <summary><c>unknown none internal external</c>.</summary>
    [JsonPropertyName("vendor")]
    public string? Vendor { get; init; }

    /// <summary>The MDM, see <see cref="AppleMdm"/>.</summary>
    [JsonPropertyName("providerId")]
    public string? ProviderId { get; init; }

    /// <summary>Enrolment profile.</summary>
    [JsonPropertyName("profileIdentifier")]
    public string? ProfileIdentifier { get; init; }

    /// <summary>Enrolled by Apple's automated enrolment.</summary>
    [JsonPropertyName("dep")]
    public bool? Dep { get; init; }

    /// <summary>Approved by the user.</summary>
    [JsonPropertyName("userApproved")]
    public bool? UserApproved { get; init; }

    /// <summary>Lost mode.</summary>
    [JsonPropertyName("lostModeStatus")]
    public string? LostModeStatus { get; init; }
}

/// <summary>A device action.</summary>
public sealed record BuiltInCommand
{
    /// <summary><c>erase lock restart shutdown</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Such as <c>security</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}

/// <summary>The person a device belongs to.</summary>
public sealed record PrimarySystemUser
{
    /// <summary>System user id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }
}

/// <summary>A local account of a device.</summary>
public sealed record SystemUserMetric
{
    /// <summary>Local name.</summary>
    [JsonPropertyName("userName")]
    public string? Username { get; init; }

    /// <summary>Managed by JumpCloud.</summary>
    [JsonPropertyName("managed")]
    public bool? Managed { get; init; }

    /// <summary>Administrator of the device.</summary>
    [JsonPropertyName("admin")]
    public bool? Admin { get; init; }

    /// <summary>Kept out.</summary>
    [JsonPropertyName("suspended")]
    public bool? Suspended { get; init; }

    /// <summary>Holds a macOS secure token.</summary>
    [JsonPropertyName("secureTokenEnabled")]
    public bool? SecureTokenEnabled { get; init; }
}
