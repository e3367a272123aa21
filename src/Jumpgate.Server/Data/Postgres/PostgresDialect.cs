using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Jumpgate.Server.Data.Postgres;

/// <summary>The grown-up store: several servers on one database.</summary>
public sealed class PostgresDialect : IStoreDialect
{
    /// <summary>Any number, the same in every version of the server.</summary>
    private const long MigrationLock = 0x6a756d7067617465;

    /// <summary>A transaction that stands still for so long is ended by the database: a server that is frozen must not hold up the others with its locks.</summary>
    public const string EndsIdleTransactions = "-c idle_in_transaction_session_timeout=10000";

    private readonly NpgsqlDataSource source, keyed;
    private readonly string unpooled;
    private readonly PostgresStatistics statistics;
    private readonly Lock ticks = new();
    private Task tick = Task.CompletedTask;
    private Task<long>? nextTick;

    public PostgresDialect(string connectionString)
    {
        // Questions are planned each for its own values: how much lies behind a moment, or begins with a text, decides.
        source = Source(connectionString, "-c jit=off -c plan_cache_mode=force_custom_plan");

        // What goes by keys is planned once, and anew when there are new statistics. The tables it meets grow from nothing within seconds, faster
        // than those, so the planner is told not to try anything else.
        keyed = Source(connectionString, "-c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=auto " + EndsIdleTransactions);
        unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        statistics = new PostgresStatistics(() => ConnectAsync(source, CancellationToken.None));
    }

    public string Name => "postgres";

    public bool SingleWriter => false;

    public string ForUpdate => "for update";

    public string KeysOf(string parameter) => $"(select cast(value as bigint) as key from jsonb_array_elements_text(cast({parameter} as jsonb)))";

    public string LikeAnyCase => "collate \"C\" ilike";

    public void Hold() { }

    public ValueTask<StoreConnection> OpenReaderAsync(CancellationToken ct) => OpenAsync(source, ct);

    public ValueTask<StoreConnection> OpenKeyedReaderAsync(CancellationToken ct) => OpenAsync(keyed, ct);

    public ValueTask<StoreConnection> OpenWriterAsync(CancellationToken ct)
    {
        statistics.Written();
        return OpenAsync(keyed, ct);
    }

    public async ValueTask<DbTransaction> BeginSnapshotAsync(StoreConnection connection, CancellationToken ct) =>
        await connection.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);

    public async ValueTask<DbConnection> OpenForMigrationAsync(CancellationToken ct)
    {
        // The lock ends with the connection: one that goes back to a pool would hold it, and keep a second server from starting.
        var connection = new NpgsqlConnection(unpooled);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"set statement_timeout = 0; select pg_advisory_lock({MigrationLock})";
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch (Exception exception)
        {
            // Whatever it was: nobody else has the connection yet, to close it.
            await connection.DisposeAsync();
            if (!ct.IsCancellationRequested && Translate(exception) is { } translated) throw translated;
            throw;
        }
    }

    public void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(source);

    public void Configure(DbContextOptionsBuilder options, DbConnection connection) => options.UseNpgsql(connection);

    public async ValueTask<int> ExecuteAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        var command = PostgresRows.Later(sql, text, null, args);
        await sql.Connection.SettleAsync();
        return command.RecordsAffected;
    }

    public ValueTask SendAsync(StoreConnection connection, string text)
    {
        connection.Later(text);
        return ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(TenantSql sql, string text, IReadOnlyList<(string Name, object? Value)> args)
    {
        PostgresRows.Later(sql, text, null, args);
        return ValueTask.CompletedTask;
    }

    public ValueTask ForEachAsync(TenantSql sql, string text, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct)
    {
        PostgresRows.Later(sql, text, rows, args);
        return ValueTask.CompletedTask;
    }

    public ValueTask InsertAsync(TenantSql sql, string table, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        if (rows.Count >= PostgresCopy.Fewest) PostgresCopy.Send(sql, table, rows, args);
        else PostgresRows.Insert(sql, table, rows, args);
        return ValueTask.CompletedTask;
    }

    public ValueTask QueryAsync(
        TenantSql sql, string text, Action<DbDataReader> read, int most, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct) =>
        PostgresRows.ReadAsync(sql, text, null, args, read, most, ct);

    public ValueTask QueryEachAsync(
        TenantSql sql, string text, SqlRows rows, Action<DbDataReader> read, IReadOnlyList<(string Name, object? Value)> args, CancellationToken ct) =>
        PostgresRows.ReadAsync(sql, text, rows, args, read, int.MaxValue, ct);

    public void Interrupt(DbConnection connection) { }

    /// <summary>Who asks while another asks waits for the next answer, together with all who came meanwhile.</summary>
    public async ValueTask<long> NextTickAsync(CancellationToken ct)
    {
        Task<long> mine;
        lock (ticks) mine = nextTick ??= TickAfterAsync(tick);
        return await mine.WaitAsync(ct);
    }

    private async Task<long> TickAfterAsync(Task before)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (ticks) (tick, nextTick) = (nextTick!, null);
        await using var connection = await ConnectAsync(source, CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "select nextval('read_tick')";
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
    }

    public Exception? Translate(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new StatementTimeoutException(exception),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreUnavailableException("The disk of the database is full.", exception),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new StoreUnavailableException("The database cannot be written to.", exception),
        PostgresException { IsTransient: true } or PostgresException
        {
            // Ended or emptied under us, renamed, closed to connections, or too long idle (25P03): all pass.
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.DatabaseDropped
                or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ObjectNotInPrerequisiteState or "25P03",
        } =>
            new StoreUnavailableException($"The database does not answer: {exception.Message}", exception),
        PostgresException => null,
        NpgsqlException { InnerException: TimeoutException } => new StatementTimeoutException(exception),
        NpgsqlException or System.Net.Sockets.SocketException => new StoreUnavailableException($"The database does not answer: {exception.Message}", exception),
        OperationCanceledException => new StatementTimeoutException(exception),
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        await statistics.DisposeAsync();
        await keyed.DisposeAsync();
        await source.DisposeAsync();
    }

    private static NpgsqlDataSource Source(string connectionString, string options)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        if (text.MaxAutoPrepare == 0) text.MaxAutoPrepare = 200;
        text.AutoPrepareMinUsages = 2;
        text.NoResetOnClose = true;
        text.ApplicationName ??= "jumpgate";
        text.Options = $"{options} {text.Options}".Trim();
        return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
    }

    private async ValueTask<StoreConnection> OpenAsync(NpgsqlDataSource from, CancellationToken ct) =>
        new(await ConnectAsync(from, ct), keepStatements: false, connection => connection.CloseAsync());

    private async ValueTask<NpgsqlConnection> ConnectAsync(NpgsqlDataSource from, CancellationToken ct)
    {
        try
        {
            return await from.OpenConnectionAsync(ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && Translate(exception) is { } translated)
        {
            throw translated;
        }
    }
}
