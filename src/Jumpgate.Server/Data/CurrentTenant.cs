namespace Jumpgate.Server.Data;

/// <summary>The tenant of the scope (a request, a job's row). Unset, the query filters match nothing.</summary>
public sealed class CurrentTenant
{
    public TenantId? Id { get; private set; }

    /// <summary>True where a scope may read the rows of all tenants (an install-wide key, the scheduler).</summary>
    public bool All { get; private set; }

    public static CurrentTenant Of(TenantId tenant) => new() { Id = tenant };

    public void Set(TenantId tenant) => (Id, All) = (tenant, false);

    public void SetAll() => (Id, All) = (null, true);
}

/// <summary>A row that belongs to a tenant; <see cref="JumpgateDb"/> filters it by <see cref="CurrentTenant"/>.</summary>
public interface ITenantRow
{
    TenantId Tenant { get; }
}
