using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>An Apple device management tenant (JumpCloud.SDK.V2.json <c>AppleMDM</c>).</summary>
/// <remarks>There is no reading by id (jumpcloud-api.md §6.9).</remarks>
public sealed record AppleMdm
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Organization it belongs to.</summary>
    [JsonPropertyName("organization")]
    public string? OrganizationId { get; init; }

    /// <summary>Push topic.</summary>
    [JsonPropertyName("apnsPushTopic")]
    public string? ApnsPushTopic { get; init; }

    /// <summary>End of the push certificate.</summary>
    [JsonPropertyName("apnsCertExpiry")]
    public DateTimeOffset? ApnsCertificateExpires { get; init; }

    /// <summary>State of the automated-enrolment token.</summary>
    [JsonPropertyName("depServerTokenState")]
    public string? DepTokenState { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static AppleMdm Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.AppleMdm);
}

/// <summary>A device as the Apple MDM knows it; its id differs from the system's.</summary>
/// <remarks>Join to the system by <see cref="SerialNumber"/> (jumpcloud-api.md §6.9).</remarks>
public sealed record AppleMdmDevice
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The tenant (recorded answers; not in the spec).</summary>
    [JsonPropertyName("appleMdmId")]
    public string? AppleMdmId { get; init; }

    /// <summary>Serial number.</summary>
    [JsonPropertyName("serialNumber")]
    public string? SerialNumber { get; init; }

    /// <summary>Apple's device id.</summary>
    [JsonPropertyName("udid")]
    public string? Udid { get; init; }

    /// <summary>Version of the operating system.</summary>
    [JsonPropertyName("osVersion")]
    public string? OsVersion { get; init; }

    /// <summary>Such as <c>darwin</c>.</summary>
    [JsonPropertyName("mdmOsFamily")]
    public string? OsFamily { get; init; }

    /// <summary>Such as <c>Mac</c>.</summary>
    [JsonPropertyName("modelFamily")]
    public string? ModelFamily { get; init; }

    /// <summary>Enrolled now.</summary>
    [JsonPropertyName("enrolled")]
    public bool? Enrolled { get; init; }

    /// <summary>Registered for automated enrolment.</summary>
    [JsonPropertyName("depRegistered")]
    public bool? DepRegistered { get; init; }

    /// <summary>Bypass codes are held.</summary>
    [JsonPropertyName("hasActivationLockBypassCodes")]
    public bool? HasActivationLockBypassCodes { get; init; }

    /// <summary>When it was added.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>What the device says of itself.</summary>
    [JsonPropertyName("deviceInformation")]
    public AppleMdmDeviceInformation? Information { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static AppleMdmDevice Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.AppleMdmDevice);
}

/// <summary>What an Apple device says of itself.</summary>
public sealed record AppleMdmDeviceInformation
{
    /// <summary>Name.</summary>
    [JsonPropertyName("deviceName")]
    public string? DeviceName { get; init; }

    /// <summary>Model.</summary>
    [JsonPropertyName("modelName")]
    public string? ModelName { get; init; }

    /// <summary>Supervised.</summary>
    [JsonPropertyName("isSupervised")]
    public bool? IsSupervised { get; init; }

    /// <summary>Apple silicon.</summary>
    [JsonPropertyName("isAppleSilicon")]
    public bool? IsAppleSilicon { get; init; }
}
