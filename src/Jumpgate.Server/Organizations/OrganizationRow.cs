using Jumpgate.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jumpgate.Server.Organizations;

/// <summary>A link to a JumpCloud organization, as it is stored.</summary>
public sealed class OrganizationRow : ITenantRow
{
    public TenantId Tenant { get; set; }

    public OrganizationKey Organization { get; set; }

    /// <summary>Public id.</summary>
    public Guid Id { get; set; }

    public DirectoryKey Directory { get; set; }

    public required string Name { get; set; }

    /// <summary><c>production</c> or <c>test</c>.</summary>
    public required string Type { get; set; }

    public required string Region { get; set; }

    /// <summary>Id of the organization in JumpCloud, as it was at linking.</summary>
    public required string RemoteId { get; set; }

    public string? RemoteName { get; set; }

    /// <summary>Sent as <c>x-org-id</c>; null: no header.</summary>
    public string? HeaderId { get; set; }

    public required string Method { get; set; }

    public bool Paused { get; set; }

    /// <summary>JSON list of <see cref="Contracts.StatusReason"/>.</summary>
    public string Reasons { get; set; } = "[]";

    /// <summary>JSON list of <see cref="Contracts.Capability"/>.</summary>
    public string Capabilities { get; set; } = "[]";

    /// <summary>JSON of <see cref="Contracts.SyncSettings"/>.</summary>
    public string Settings { get; set; } = "{}";

    public long ConnectedAt { get; set; }

    public long? LastGoodCallAt { get; set; }

    public long? LastGoodSyncAt { get; set; }

    public long? NextSyncAt { get; set; }

    public long? NextRefreshAt { get; set; }

    public long? NextWatchAt { get; set; }

    public short Shard { get; set; }

    /// <summary>Grows with each change of credentials or settings, so that other servers notice.</summary>
    public int Version { get; set; }
}

/// <summary>A credential of an organization; the secret is sealed.</summary>
public sealed class CredentialRow : ITenantRow
{
    public const string Active = "active";
    public const string Standby = "standby";

    public TenantId Tenant { get; set; }

    public OrganizationKey Organization { get; set; }

    public required string Slot { get; set; }

    public required string Method { get; set; }

    public string? ClientId { get; set; }

    public required byte[] Secret { get; set; }

    public required string Suffix { get; set; }

    public long AddedAt { get; set; }

    public long? ProvenAt { get; set; }

    public long? ExpiresAt { get; set; }

    /// <summary>The last warning given: days before the end; 0: the end itself.</summary>
    public int? WarnedDays { get; set; }
}

internal static class OrganizationsTables
{
    extension(JumpgateDb db)
    {
        public DbSet<OrganizationRow> Organizations => db.Set<OrganizationRow>();

        public DbSet<CredentialRow> Credentials => db.Set<CredentialRow>();
    }

    private sealed class Mapping : IEntityTypeConfiguration<OrganizationRow>, IEntityTypeConfiguration<CredentialRow>
    {
        public void Configure(EntityTypeBuilder<OrganizationRow> builder) =>
            builder.ToTable("organization").HasKey(row => new { row.Tenant, row.Organization });

        public void Configure(EntityTypeBuilder<CredentialRow> builder) =>
            builder.ToTable("credential").HasKey(row => new { row.Tenant, row.Organization, row.Slot });
    }
}
