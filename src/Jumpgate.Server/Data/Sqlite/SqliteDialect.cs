using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>The embedded store: one file, one writer, a pool of readers.</summary>
public sealed class SqliteDialect(string folder) : IStoreDialect
{
    public const string FileName = "jumpgate.db";
    private const int KeptReaders = 16;

    /// <summary>Two would take turns, and each throw away the pages it keeps whenever the other has written.</summary>
    private const int KeptWriters = 1;

    private readonly ConcurrentBag<StoreConnection> readers = [];
    private readonly ConcurrentBag<StoreConnection> writers = [];
    private readonly SqliteTicks ticks = new();
    private FileStream? held;

    public string Name => "sqlite";

    public bool SingleWriter => true;

    public string ForUpdate => "";

    public string KeysOf(string parameter) => $"(select value as key from json_each({parameter}))";

    public string LikeAnyCase => "like";

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);

    private string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Pooling = false,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    public void Hold()
    {
        System.IO.Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, "jumpgate.lock");
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreRefusedException(
                $"Another Jumpgate server is running on {System.IO.Path.GetFullPath(folder)}. Stop it, or start this one with another --data folder "
                + "(several servers side by side need PostgreSQL: --database).");
        }
    }

    public ValueTask<StoreConnection> OpenReaderAsync(CancellationToken ct) => OpenAsync(readers, writing: false, ct);

    public ValueTask<StoreConnection> OpenKeyedReaderAsync(CancellationToken ct) => OpenReaderAsync(ct);

    public ValueTask<StoreConnection> OpenWriterAsync(CancellationToken ct) => OpenAsync(writers, writing: true, ct);

    public ValueTask<DbTransaction> BeginSnapshotAsync(StoreConnection connection, CancellationToken ct) =>
        new(((SqliteConnection)connection.Connection).BeginTransaction(deferred: true));

    public async ValueTask<DbConnection> OpenForMigrationAsync(CancellationToken ct)
    {
        System.IO.Directory.CreateDirectory(folder);
        return await ConnectAsync(writing: true, ct);
    }

    public void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public void Configure(DbContextOptionsBuilder options, DbConnection connection) => options.UseSqlite(connection);

    public ValueTask<int> ExecuteAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var statement = ((SqliteStoreConnection)sql.Connection).Statement(text);
        statement.Bind(sql.Tenant, args);
        statement.Run(null);
        return new(SQLitePCL.raw.sqlite3_changes(((SqliteConnection)sql.Connection.Connection).Handle!));
    }

    public ValueTask SendAsync(StoreConnection connection, string text)
    {
        ((SqliteStoreConnection)connection).Statement(text).Run(null);
        return ValueTask.CompletedTask;
    }

    public async ValueTask SendAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args) => await ExecuteAsync(sql, text, args, default);

    public ValueTask ForEachAsync(TenantSql sql, string text, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        Rows(sql, text, rows).Run(sql.Tenant, rows, args, null);
        return ValueTask.CompletedTask;
    }

    public ValueTask InsertAsync(TenantSql sql, string table, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        string[] names = ["tenant", .. args.Select(arg => arg.Name), .. rows.Columns.Select(column => column.Name)];
        return ForEachAsync(sql, $"insert into {table} ({string.Join(", ", names)}) values (@{string.Join(", @", names)})", rows, args, default);
    }

    public ValueTask QueryAsync(
        TenantSql sql, string text, Action<DbDataReader> read, int most, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var connection = (SqliteStoreConnection)sql.Connection;
        var statement = connection.Statement(text);
        statement.Bind(sql.Tenant, args);
        if (sql.IsReading) connection.Limit(sql.Timeout, ct);
        try
        {
            statement.Run(read, most);
        }
        finally
        {
            connection.Unlimited();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask QueryEachAsync(
        TenantSql sql, string text, SqlRows rows, Action<DbDataReader> read, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        Rows(sql, text, rows).Run(sql.Tenant, rows, args, read);
        return ValueTask.CompletedTask;
    }

    public void Interrupt(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle }) SQLitePCL.raw.sqlite3_interrupt(handle);
    }

    public ValueTask<long> NextTickAsync(CancellationToken ct) => ticks.NextAsync(OpenWriterAsync, ct);

    public Exception? Translate(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_INTERRUPT } => new StatementTimeoutException(exception),
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } => new StoreUnavailableException("The disk is full.", exception),
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY } => new StoreUnavailableException("The database cannot be written to.", exception),
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT } =>
            new StoreUnavailableException($"The database does not answer: {exception.Message}", exception),
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in (ConcurrentBag<StoreConnection>[])[readers, writers])
            while (pool.TryTake(out var connection)) await connection.CloseAsync();
        ticks.Dispose();
        if (held is not null) await held.DisposeAsync();
    }

    private static SqliteRows Rows(TenantSql sql, string text, SqlRows rows) =>
        sql.Connection.Keep(text, (connection: (SqliteConnection)sql.Connection.Connection, text, rows), static a => SqliteRows.Prepare(a.connection, a.text, a.rows));

    private async ValueTask<StoreConnection> OpenAsync(ConcurrentBag<StoreConnection> pool, bool writing, CancellationToken ct)
    {
        if (pool.TryTake(out var kept)) return kept;
        try
        {
            return new SqliteStoreConnection(await ConnectAsync(writing, ct), GiveBackAsync);
        }
        catch (SqliteException exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }

        async ValueTask GiveBackAsync(StoreConnection connection)
        {
            if (connection.Broken || pool.Count >= (writing ? KeptWriters : KeptReaders)) await connection.CloseAsync();
            else pool.Add(connection);
        }
    }

    private async ValueTask<SqliteConnection> ConnectAsync(bool writing, CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = writing
                ? "pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000; pragma temp_store = memory; "
                  + "pragma cache_size = -32768; pragma wal_autocheckpoint = 8000; pragma journal_size_limit = 67108864"
                : "pragma query_only = on; pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -8192";
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            // Whatever it was: nobody else has the connection yet, to close it.
            await connection.DisposeAsync();
            throw;
        }
    }
}
