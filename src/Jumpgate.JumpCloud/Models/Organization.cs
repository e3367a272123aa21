using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>An organization, as listed or whole.</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>organization</c>, jumpcloud-api.md §6.11.</remarks>
public sealed record Organization
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Name; can be missing.</summary>
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    /// <summary>Picture.</summary>
    [JsonPropertyName("logoUrl")]
    public string? LogoUrl { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Managing provider, or null.</summary>
    [JsonPropertyName("provider")]
    public string? ProviderId { get; init; }

    /// <summary>Only when read by id.</summary>
    [JsonPropertyName("settings")]
    public OrganizationSettings? Settings { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static Organization Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.Organization);
}

/// <summary>Settings of an organization, as far as they matter here.</summary>
public sealed record OrganizationSettings
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Whom to ask.</summary>
    [JsonPropertyName("contactName")]
    public string? ContactName { get; init; }

    /// <summary>And where.</summary>
    [JsonPropertyName("contactEmail")]
    public string? ContactEmail { get; init; }

    /// <summary>Most people allowed.</summary>
    [JsonPropertyName("maxSystemUsers")]
    public long? MaxSystemUsers { get; init; }

    /// <summary>Features switched on.</summary>
    [JsonPropertyName("features")]
    public OrganizationFeatures? Features { get; init; }

    /// <summary>State of people created without one.</summary>
    [JsonPropertyName("newSystemUserStateDefaults")]
    public NewUserStates? NewUserStates { get; init; }
}

/// <summary>Features of an organization.</summary>
public sealed record OrganizationFeatures
{
    /// <summary>The event log.</summary>
    [JsonPropertyName("directoryInsights")]
    public FeatureSwitch? DirectoryInsights { get; init; }

    /// <summary>Its longer retention.</summary>
    [JsonPropertyName("directoryInsightsPremium")]
    public FeatureSwitch? DirectoryInsightsPremium { get; init; }

    /// <summary>Device inventory.</summary>
    [JsonPropertyName("systemInsights")]
    public FeatureSwitch? SystemInsights { get; init; }
}

/// <summary>One feature.</summary>
public sealed record FeatureSwitch
{
    /// <summary>Switched on.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }
}

/// <summary>State of people created without one, by way of creation.</summary>
public sealed record NewUserStates
{
    /// <summary>By hand or API.</summary>
    [JsonPropertyName("manualEntry")]
    public string? ManualEntry { get; init; }

    /// <summary>By CSV.</summary>
    [JsonPropertyName("csvImport")]
    public string? CsvImport { get; init; }

    /// <summary>By import from an application.</summary>
    [JsonPropertyName("applicationImport")]
    public string? ApplicationImport { get; init; }
}

/// <summary>An organization a provider manages (JumpCloud.SDK.V2.json <c>Organization</c>).</summary>
public sealed record ProviderOrganization
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Most people allowed.</summary>
    [JsonPropertyName("maxSystemUsers")]
    public long? MaxSystemUsers { get; init; }

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static ProviderOrganization Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.ProviderOrganization);
}
