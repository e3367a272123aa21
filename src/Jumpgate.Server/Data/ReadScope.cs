using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>A reading connection lent to one tenant's request.</summary>
public sealed class ReadScope(IStoreDialect dialect, StoreConnection connection, DbTransaction? transaction, TenantId tenant, TimeSpan? timeout)
    : IAsyncDisposable
{
    public TenantSql Sql { get; } = new(dialect, connection, transaction, tenant) { Timeout = timeout };

    public TenantId Tenant => tenant;

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
