namespace Jumpgate.Contracts;

/// <summary>Roles in the product, highest first. A key or person without a tenant acts on the whole install.</summary>
public static class ProductRoles
{
    public const string SuperAdministrator = "Super Administrator";
    public const string ConnectorAdministrator = "Connector Administrator";
    public const string ApplicationAdministrator = "Application Administrator";
    public const string ReadOnly = "Read-Only";
}

public sealed record TenantCreate(string Name);

public sealed record Tenant(Guid Id, string Name, DateTimeOffset CreatedAt, long Sequence, long HistoryFrom);

/// <param name="Tenant">Name or id of the tenant the key is bound to; null: the whole install (Super Administrator only).</param>
public sealed record ApiKeyCreate(string Name, string Role, string? Tenant = null, DateTimeOffset? ExpiresAt = null);

/// <summary>An API key. <paramref name="Key"/> stands only in the answer to its creation.</summary>
public sealed record ApiKey(
    Guid Id, string Name, string Role, string? Tenant, string Suffix, DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? Key = null);

/// <summary>Asks for a link by which somebody without an account does one piece of setup.</summary>
/// <param name="Purpose"><c>link</c>: connect one JumpCloud organization.</param>
/// <param name="ExpiresIn">ISO 8601 duration, PT5M to P30D; default P7D.</param>
/// <param name="Embed">Origin that may show the page in a frame, such as <c>https://app.example.com</c>; null: none.</param>
public sealed record PortalSessionCreate(string Purpose, string? Tenant = null, string? ExpiresIn = null, string? Embed = null, Guid? Directory = null);

/// <summary>A setup link. <paramref name="Url"/> stands only in the answer to its creation.</summary>
/// <param name="OpenedAt">When it was last opened, to about ten minutes.</param>
/// <param name="Organization">Id of the organization that was connected by it.</param>
/// <param name="Directory">Id of the pushed directory it is about.</param>
public sealed record PortalSession(
    Guid Id, string Tenant, string Purpose, string? Embed, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? OpenedAt, Guid? Organization, DateTimeOffset? RevokedAt, string? Url = null, Guid? Directory = null);

/// <summary>One act: who did what to what.</summary>
/// <param name="Who"><c>key:NAME</c>, <c>person:EMAIL</c>, <c>setup-link:ID</c> or <c>system</c>.</param>
/// <param name="Act">e.g. <c>organization.link</c>, <c>credential.switch</c>, <c>api_key.revoke</c>.</param>
/// <param name="What">Id of what it was done to.</param>
public sealed record AuditEntry(long N, DateTimeOffset At, string? Tenant, string Who, string Act, string What, string? Detail);

/// <summary>Who is asking, and what it may do.</summary>
public sealed record Self(string Name, string Role, string? Tenant, IReadOnlyList<string> Rights);
