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

/// <summary>Who is asking, and what it may do.</summary>
public sealed record Self(string Name, string Role, string? Tenant, IReadOnlyList<string> Rights);
