using Jumpgate.Server.Data.Postgres;
using Jumpgate.Server.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Data;

/// <summary>The database of this server: SQLite in a folder, or PostgreSQL.</summary>
public sealed class Store(IStoreDialect dialect, StoreOptions options) : IAsyncDisposable
{
    public Store(IOptions<StoreOptions> options)
        : this(options.Value.Database is { Length: > 0 } database ? new PostgresDialect(database) : new SqliteDialect(options.Value.Data), options.Value)
    {
    }

    public IStoreDialect Dialect => dialect;

    /// <summary>Takes the store for this server and brings its schema up to date.</summary>
    public async Task OpenAsync(CancellationToken ct = default)
    {
        dialect.Hold();
        await new Migrator(dialect).RunAsync(ct);
    }

    /// <summary>A reading connection for one tenant. Dispose it to give the connection back.</summary>
    public async ValueTask<ReadScope> ReadAsync(TenantId tenant, CancellationToken ct = default)
    {
        var connection = await dialect.OpenReaderAsync(ct);
        return new ReadScope(dialect, connection, null, tenant, TimeSpan.FromSeconds(options.ReadTimeoutSeconds));
    }

    /// <summary>The same, for statements that find what they want by keys, whatever the values are: their plans are kept.</summary>
    public async ValueTask<ReadScope> ReadKeyedAsync(TenantId tenant, CancellationToken ct = default)
    {
        var connection = await dialect.OpenKeyedReaderAsync(ct);
        return new ReadScope(dialect, connection, null, tenant, TimeSpan.FromSeconds(options.ReadTimeoutSeconds));
    }

    /// <summary>As <see cref="ReadAsync"/>, all statements seeing one state of the store.</summary>
    public async ValueTask<ReadScope> SnapshotAsync(TenantId tenant, CancellationToken ct = default)
    {
        var connection = await dialect.OpenReaderAsync(ct);
        var transaction = await dialect.BeginSnapshotAsync(connection, ct);
        return new ReadScope(dialect, connection, transaction, tenant, TimeSpan.FromSeconds(options.ReadTimeoutSeconds));
    }

    /// <summary>A reading connection for tables that were filled a moment ago, of which a query planner knows nothing yet: it goes by keys.</summary>
    public async ValueTask<ReadScope> ReadFreshAsync(TenantId tenant, CancellationToken ct = default)
    {
        var connection = await dialect.OpenWriterAsync(ct);
        return new ReadScope(dialect, connection, await dialect.BeginSnapshotAsync(connection, ct), tenant, null);
    }

    /// <summary>The tick at which a read of the outside begins: take it before the request is sent.</summary>
    public ValueTask<long> NextTickAsync(CancellationToken ct = default) => dialect.NextTickAsync(ct);

    /// <summary>The configuration tables as one tenant sees them, on a connection of their own.</summary>
    public JumpgateDb Db(CurrentTenant current)
    {
        var builder = new DbContextOptionsBuilder<JumpgateDb>();
        dialect.Configure(builder);
        return new JumpgateDb(builder.Options, current);
    }

    public ValueTask DisposeAsync() => dialect.DisposeAsync();
}
