using Jumpgate.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>A setup link; only the keyed hash of its token is kept.</summary>
public sealed class SetupLinkRow : ITenantRow
{
    public TenantId Tenant { get; set; }

    public Guid Id { get; set; }

    public required string Purpose { get; set; }

    public required byte[] Hash { get; set; }

    /// <summary>The origin that may frame its page.</summary>
    public string? Embed { get; set; }

    /// <summary>What was connected by it; from then on it only shows.</summary>
    public Guid? Organization { get; set; }

    /// <summary>The pushed directory it is about: named by who made the link, or made by its visitor.</summary>
    public Guid? Directory { get; set; }

    public required string CreatedBy { get; set; }

    public long CreatedAt { get; set; }

    public long ExpiresAt { get; set; }

    public long? OpenedAt { get; set; }

    public long? RevokedAt { get; set; }
}

internal sealed class SetupLinkMapping : IEntityTypeConfiguration<SetupLinkRow>
{
    public void Configure(EntityTypeBuilder<SetupLinkRow> builder) => builder.ToTable("setup_link").HasKey(row => new { row.Tenant, row.Id });
}
