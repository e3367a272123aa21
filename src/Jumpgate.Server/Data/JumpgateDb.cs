using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Jumpgate.Server.Data;

/// <summary>
/// The configuration tables, through EF Core. Rooms bring their rows by <see cref="IEntityTypeConfiguration{TEntity}"/>
/// and their sets by extension members over <see cref="DbContext.Set{TEntity}()"/>. Columns are named in snake_case after the properties.
/// </summary>
public sealed class JumpgateDb(DbContextOptions<JumpgateDb> options, CurrentTenant current) : DbContext(options)
{
    private TenantId FilterTenant => current.Id ?? default;

    private bool FilterAll => current.All;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(JumpgateDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null) property.SetColumnName(Snake(property.Name));
            if (typeof(ITenantRow).IsAssignableFrom(entity.ClrType)) entity.SetQueryFilter(Filter(entity));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantConverter>();
        configurationBuilder.Properties<DirectoryKey>().HaveConversion<DirectoryConverter>();
        configurationBuilder.Properties<OrganizationKey>().HaveConversion<OrganizationConverter>();
    }

    private LambdaExpression Filter(IMutableEntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        var self = Expression.Constant(this);
        var tenant = Expression.Property(row, nameof(ITenantRow.Tenant));
        var own = Expression.Equal(tenant, Expression.Property(self, nameof(FilterTenant)));
        return Expression.Lambda(Expression.OrElse(Expression.Property(self, nameof(FilterAll)), own), row);
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private sealed class TenantConverter() : ValueConverter<TenantId, int>(id => id.Value, value => new TenantId(value));

    private sealed class DirectoryConverter() : ValueConverter<DirectoryKey, int>(id => id.Value, value => new DirectoryKey(value));

    private sealed class OrganizationConverter() : ValueConverter<OrganizationKey, int>(id => id.Value, value => new OrganizationKey(value));
}
