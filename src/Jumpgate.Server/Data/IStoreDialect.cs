using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Data;

/// <summary>What differs between the two stores. Everything else is one SQL text.</summary>
public interface IStoreDialect : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>; also the folder of the schema scripts.</summary>
    string Name { get; }

    /// <summary>True where one writer serves all tenants.</summary>
    bool SingleWriter { get; }

    /// <summary>Locks the rows read until the commit, where more than one may write: <c>for update</c>.</summary>
    string ForUpdate { get; }

    /// <summary>The operator that matches a pattern whatever the case of its ASCII letters: <c>column {LikeAnyCase} @pattern escape '!'</c>.</summary>
    string LikeAnyCase { get; }

    /// <summary>The numbers of a JSON list that is a parameter, as a table with the one column <c>key</c>: <c>e.resource not in (select key from …)</c>.</summary>
    string KeysOf(string parameter);

    /// <summary>Holds the store for this server where only one may (SQLite: a lock file in the folder).</summary>
    void Hold();

    ValueTask<StoreConnection> OpenReaderAsync(CancellationToken ct);

    /// <summary>A reading connection for statements that find what they want by keys, whatever the values are: their plans are kept.</summary>
    ValueTask<StoreConnection> OpenKeyedReaderAsync(CancellationToken ct);

    /// <summary>A reading transaction whose statements all see one state.</summary>
    ValueTask<DbTransaction> BeginSnapshotAsync(StoreConnection connection, CancellationToken ct);

    ValueTask<StoreConnection> OpenWriterAsync(CancellationToken ct);

    /// <summary>A writing connection outside the pools, with the migration lock held until it is disposed.</summary>
    ValueTask<DbConnection> OpenForMigrationAsync(CancellationToken ct);

    void Configure(DbContextOptionsBuilder options);

    void Configure(DbContextOptionsBuilder options, DbConnection connection);

    /// <summary>Runs a statement now; how many rows it met.</summary>
    ValueTask<int> ExecuteAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct);

    /// <summary>Runs <c>savepoint</c> and the like in the order of the statements around it.</summary>
    ValueTask SendAsync(StoreConnection connection, string text);

    /// <summary>Runs a statement now, or together with those around it.</summary>
    ValueTask SendAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args);

    /// <summary>Runs <paramref name="text"/>, whose <c>{rows}</c> is a table of these rows, for all of them; now, or together with statements around it.</summary>
    ValueTask ForEachAsync(TenantSql sql, string text, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct);

    /// <summary>Inserts rows under the names of their columns, now or together with statements around it.</summary>
    ValueTask InsertAsync(TenantSql sql, string table, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args);

    /// <summary>Reads <paramref name="text"/> up to its end or the row <paramref name="most"/>.</summary>
    ValueTask QueryAsync(TenantSql sql, string text, Action<DbDataReader> read, int most, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct);

    /// <summary>Reads <paramref name="text"/>, whose <c>{rows}</c> is a table of these rows, and whose <c>{join …}</c> are look-ups.</summary>
    ValueTask QueryEachAsync(
        TenantSql sql, string text, SqlRows rows, Action<DbDataReader> read, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct);

    /// <summary>Ends the statement that runs on the connection, where the driver cannot do so by its cancellation token.</summary>
    void Interrupt(DbConnection connection);

    /// <summary>Monotone in time over all nodes: the tick at which a read of the outside began.</summary>
    ValueTask<long> NextTickAsync(CancellationToken ct);

    /// <summary>Turns what the driver threw into <see cref="StoreUnavailableException"/> or <see cref="StatementTimeoutException"/>; null: it is neither.</summary>
    Exception? Translate(Exception exception);
}
