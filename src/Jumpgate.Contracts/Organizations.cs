using System.Text.Json.Serialization;

namespace Jumpgate.Contracts;

/// <summary>States of a linked organization, as the portal shows them.</summary>
public static class OrganizationStatus
{
    public const string NotConnected = "Not connected";
    public const string Syncing = "Syncing";
    public const string Connected = "Connected";
    public const string Paused = "Paused";
    public const string Held = "Held";
    public const string Expired = "Expired";
    public const string Error = "Error";
}

/// <summary>The two ways to link.</summary>
public static class LinkMethods
{
    public const string ServiceAccount = "service_account";
    public const string ApiKey = "api_key";
}

/// <summary>
/// Links a JumpCloud organization. Credentials are checked against JumpCloud before anything is stored.
/// </summary>
/// <param name="Method"><c>service_account</c> (needs <paramref name="ClientId"/>, <paramref name="ClientSecret"/>) or <c>api_key</c>.</param>
/// <param name="Region">A region's name, e.g. <c>us</c>, <c>eu</c>, <c>in</c>, or one the operator configured.</param>
/// <param name="OrganizationId">24 hexadecimal characters; only for administrators of several organizations.</param>
/// <param name="ExpiresAt">End of the credential's life, if known; warnings come 30, 14, 7 and 1 days before.</param>
public sealed record OrganizationLink(
    string Region, string Method, string? ApiKey = null, string? ClientId = null, string? ClientSecret = null,
    string? OrganizationId = null, string? Name = null, string? Tenant = null, DateTimeOffset? ExpiresAt = null,
    string? Type = null, SyncSettings? Settings = null);

/// <summary>A linked organization.</summary>
public sealed record Organization(
    Guid Id, Guid DirectoryId, string Tenant, string Name, string Type, string Region, string Console, string Method, string Status,
    IReadOnlyList<StatusReason> Reasons, [property: JsonPropertyName("organization")] RemoteOrganization RemoteOrganization, IReadOnlyList<Capability> Capabilities,
    CredentialState Credential, CredentialState? Standby, SyncSettings Settings, SyncRun? LastRun, SyncProgress? Progress,
    DateTimeOffset ConnectedAt, DateTimeOffset? LastGoodCallAt, DateTimeOffset? LastGoodSyncAt, DateTimeOffset? NextSyncAt);

/// <summary>The JumpCloud organization behind the credentials.</summary>
public sealed record RemoteOrganization(string Id, string? Name);

/// <summary>Why a status is what it is: stable code, cause, fix, guide anchor, since when.</summary>
public sealed record StatusReason(string Code, string Title, string Detail, string? Fix, string? Docs, DateTimeOffset At, string Severity = "error");

/// <summary>A right of the credential, as the permission preflight found it.</summary>
/// <param name="Name">e.g. <c>users</c>, <c>groups</c>, <c>devices</c>, <c>applications</c>, <c>roles</c>, <c>insights</c>.</param>
/// <param name="Right">JumpCloud's words for it, e.g. <c>Full User Management</c>.</param>
/// <param name="State"><c>granted</c>, <c>missing</c> or <c>unknown</c>.</param>
/// <param name="Provision">Whether changes are written back to JumpCloud: <c>off</c>. Jumpgate reads and changes nothing there.</param>
public sealed record Capability(string Name, string Right, string State, string? Detail = null, string Provision = "off");

/// <summary>What is known about a credential; never the secret itself.</summary>
public sealed record CredentialState(
    string Method, string? ClientId, string Suffix, string State, DateTimeOffset AddedAt, DateTimeOffset? ProvenAt,
    DateTimeOffset? ExpiresAt, int? DaysLeft);

/// <summary>One act on the credentials of an organization.</summary>
/// <param name="Do"><c>stage</c>, <c>prove</c>, <c>switch</c> or <c>drop</c> (the standby); <c>replace</c> the active one at once.</param>
public sealed record CredentialAct(
    string Do, string? Method = null, string? ApiKey = null, string? ClientId = null, string? ClientSecret = null, DateTimeOffset? ExpiresAt = null);

/// <summary>How an organization is mirrored. Members left out keep their value.</summary>
/// <param name="Schedule">An interval (<c>PT1H</c>, least <c>PT1M</c>) or a Quartz cron expression (<c>0 0 3 * * ?</c>); null: by hand only.</param>
/// <param name="TimeZone">IANA name for cron; default UTC.</param>
/// <param name="RefreshInterval">ISO 8601 duration between polls of Directory Insights; null: no event-driven refresh.</param>
/// <param name="Attributes">Allow list of attribute names per kind; absent: all.</param>
/// <param name="Mapping">Attribute mapping per kind: target SCIM path → source path.</param>
/// <param name="Scope">SCIM filters: which users and which groups come in.</param>
/// <param name="Guard">Mass-drop guard; null: 30 %, at least 10.</param>
/// <param name="MaxRequestsPerSecond">Cap on calls to JumpCloud; null: the region's.</param>
public sealed record SyncSettings(
    string? Schedule = null, string? TimeZone = null, string? RefreshInterval = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes = null,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Mapping = null,
    SyncScope? Scope = null, GuardSettings? Guard = null, double? MaxRequestsPerSecond = null);

/// <summary>SCIM filters over the mapped attributes; null: everyone, every group.</summary>
public sealed record SyncScope(string? Users = null, string? Groups = null);

/// <param name="Share">Share of losses (0–1) beyond which a run is held.</param>
/// <param name="AtLeast">Losses below this number never hold a run.</param>
public sealed record GuardSettings(double Share = 0.30, int AtLeast = 10);

/// <summary>Changes of name, type and settings in place; members left out keep their value.</summary>
public sealed record OrganizationUpdate(string? Name = null, string? Type = null, SyncSettings? Settings = null);

/// <summary>Asks which organizations a credential sees, before linking (multi-tenant administrators).</summary>
public sealed record OrganizationDiscovery(string Region, string Method, string? ApiKey = null, string? ClientId = null, string? ClientSecret = null);

public sealed record DiscoveredOrganizations(string? Provider, IReadOnlyList<RemoteOrganization> Items);

/// <summary>What a pasted text is. The text itself is never echoed.</summary>
/// <param name="Kind"><c>api_key</c>, <c>client_secret</c>, <c>client_id</c>, <c>organization_id</c>, <c>console_url</c>, <c>unknown</c>.</param>
/// <param name="Issues">What is wrong with it: white space, zero-width, look-alike characters, line breaks; each with position and name.</param>
/// <param name="Clean">True where removing the issues gives a usable value (the form offers it).</param>
public sealed record PasteCheck(string Kind, IReadOnlyList<PasteIssue> Issues, bool Clean, string? Region = null, string? Hint = null);

public sealed record PasteCheckRequest(string Text, string? Field = null);

public sealed record PasteIssue(string Code, int Position, string Character, string Detail);

/// <param name="Console">Where its administrators sign in.</param>
/// <param name="Insights">Where Directory Insights answers; a link may name its region by any of its addresses.</param>
public sealed record Region(string Name, string Label, string Console, string Insights);
