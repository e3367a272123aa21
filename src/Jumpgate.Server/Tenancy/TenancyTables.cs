using Jumpgate.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jumpgate.Server.Tenancy;

internal static class TenancyTables
{
    extension(JumpgateDb db)
    {
        public IQueryable<TenantRow> Tenants => db.Set<TenantRow>().AsNoTracking();

        public IQueryable<ApiKeyRow> ApiKeys => db.Set<ApiKeyRow>().AsNoTracking();

        public IQueryable<PersonAccountRow> PersonAccounts => db.Set<PersonAccountRow>().AsNoTracking();

        public IQueryable<AuditRow> Audit => db.Set<AuditRow>().AsNoTracking();
    }

    private sealed class Mapping :
        IEntityTypeConfiguration<TenantRow>,
        IEntityTypeConfiguration<ApiKeyRow>,
        IEntityTypeConfiguration<PersonAccountRow>,
        IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<TenantRow> builder) => builder.ToTable("tenant").HasKey(row => row.Tenant);

        public void Configure(EntityTypeBuilder<ApiKeyRow> builder) => builder.ToTable("api_key").HasKey(row => row.Id);

        public void Configure(EntityTypeBuilder<PersonAccountRow> builder) => builder.ToTable("person_account").HasKey(row => row.Id);

        public void Configure(EntityTypeBuilder<AuditRow> builder) => builder.ToTable("audit").HasKey(row => row.N);
    }
}
