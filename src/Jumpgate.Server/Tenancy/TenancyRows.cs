using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tenancy;

/// <summary>A customer of this install. Its key is the first column of everything that belongs to it.</summary>
public sealed class TenantRow
{
    public TenantId Tenant { get; set; }

    public Guid Id { get; set; }

    public required string Name { get; set; }

    public long CreatedAt { get; set; }

    public long Sequence { get; set; }

    public long HistoryFrom { get; set; }
}

/// <summary>An API key; only its keyed hash is kept. Without a tenant it acts on the whole install.</summary>
public sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public TenantId? Tenant { get; set; }

    public required string Name { get; set; }

    public required string Role { get; set; }

    public required byte[] Hash { get; set; }

    public required string Suffix { get; set; }

    public long CreatedAt { get; set; }

    public long? LastUsedAt { get; set; }

    public long? ExpiresAt { get; set; }

    public long? RevokedAt { get; set; }
}

/// <summary>Somebody who signs in to the portal.</summary>
public sealed class PersonAccountRow
{
    public Guid Id { get; set; }

    public TenantId? Tenant { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    public required string PasswordHash { get; set; }

    public required string Role { get; set; }

    public long CreatedAt { get; set; }

    public long? SignedInAt { get; set; }
}

/// <summary>One act: who did what to what.</summary>
public sealed class AuditRow
{
    public TenantId? Tenant { get; set; }

    public long N { get; set; }

    public long At { get; set; }

    public required string Who { get; set; }

    public required string Act { get; set; }

    public required string What { get; set; }

    public string? Detail { get; set; }
}
