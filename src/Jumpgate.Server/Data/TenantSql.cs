using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Jumpgate.Server.Data;

/// <summary>
/// The only way to run a raw statement on a tenant's rows: the text must name <c>@tenant</c>, which is bound here and nowhere else.
/// The SQL is the same on both stores. Statements are prepared once per connection.
/// A writing statement is never interrupted: SQLite would roll back the transactions of everyone in the group.
/// </summary>
public sealed class TenantSql(IStoreDialect dialect, StoreConnection connection, DbTransaction? transaction, TenantId tenant, bool writing = false)
{
    public TenantId Tenant => tenant;

    public IStoreDialect Dialect => dialect;

    internal StoreConnection Connection => connection;

    internal DbTransaction? Transaction => transaction;

    internal bool IsReading => !writing;

    /// <summary>Longest run of one statement; null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    public async ValueTask<int> ExecuteAsync(string sql, CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        Check(sql);
        try
        {
            return await dialect.ExecuteAsync(this, sql, args, ct);
        }
        catch (Exception exception) when (Translated(exception, ct) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Runs a statement in its order, at the latest with the end of the request; nobody asks how many rows it met.</summary>
    public async ValueTask SendAsync(string sql, params (string Name, object? Value)[] args)
    {
        Check(sql);
        await Guarded(async () => { await dialect.SendAsync(this, sql, args); return 0; }, default);
    }

    /// <summary>The first column of the first row; default where there is none or it is null.</summary>
    public async ValueTask<T?> ScalarAsync<T>(string sql, CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        T? found = default;
        await ReadAsync(sql, row => found = row.IsDBNull(0) ? default : row.GetFieldValue<T>(0), 1, args, ct);
        return found;
    }

    public async ValueTask<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        List<T> rows = [];
        await ReadAsync(sql, row => rows.Add(read(row)), int.MaxValue, args, ct);
        return rows;
    }

    /// <summary>Reads row by row, also what is too much for memory.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, Func<DbDataReader, T> read, [EnumeratorCancellation] CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        var command = Command(sql, args);
        using var limit = Limit(ct);
        DbDataReader? reader = null;
        try
        {
            reader = await Guarded(
                async () =>
                {
                    await connection.SettleAsync();
                    return await command.ExecuteReaderAsync(limit.Token);
                },
                ct);
            while (await Guarded(() => reader.ReadAsync(limit.Token), ct)) yield return read(reader);
        }
        finally
        {
            if (reader is not null) await reader.DisposeAsync();
            connection.Return(command);
        }
    }

    /// <summary>
    /// Runs a statement over a table of rows, <c>{rows}</c> in its text: <c>insert into edge select @tenant, x.kind … from {rows} x</c>. A change by key is
    /// written <c>{update stage_edge set op = 0 where stage_edge.tenant = @tenant and … = x.kind}</c>, for the same reason as the look-up of <see cref="QueryEachAsync"/>.
    /// </summary>
    public async ValueTask ForEachAsync(string sql, SqlRows rows, CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        if (rows.Count == 0) return;
        Check(sql);
        await Guarded(async () => { await dialect.ForEachAsync(this, sql, rows, args, ct); return 0; }, ct);
    }

    /// <summary>
    /// Inserts rows under the names of their columns, in bulk where the store can; the tenant and <paramref name="args"/> are the same in all of them.
    /// Types are exactly those of the columns: <c>long</c> for bigint, <c>int</c> for integer, <c>short</c> for smallint.
    /// </summary>
    public async ValueTask InsertAsync(string table, SqlRows rows, params (string Name, object? Value)[] args)
    {
        if (rows.Count == 0) return;
        await Guarded(async () => { await dialect.InsertAsync(this, table, rows, args); return 0; }, default);
    }

    /// <summary>
    /// Reads a query over a table of rows, <c>{rows}</c> in its text. The order of the answers is not that of the rows. A look-up by key is written
    /// <c>{join edge e on e.tenant = @tenant and …}</c>: it is run for each row, also on PostgreSQL, whose planner else likes to begin with the
    /// table while that grows and has no statistics.
    /// </summary>
    public async ValueTask QueryEachAsync(
        string sql, SqlRows rows, Action<DbDataReader> read, CancellationToken ct = default, params (string Name, object? Value)[] args)
    {
        if (rows.Count == 0) return;
        Check(sql);
        await Guarded(async () => { await dialect.QueryEachAsync(this, sql, rows, read, args, ct); return 0; }, ct);
    }

    /// <summary>Waits for what was sent.</summary>
    internal async ValueTask SettleAsync() => await Guarded(async () => { await connection.SettleAsync(); return 0; }, default);

    internal DbCommand Command(string sql, IReadOnlyList<(string Name, object? Value)> args)
    {
        Check(sql);
        var command = connection.Rent(sql);
        command.Transaction = transaction;
        command.Parameters.Clear();
        Bind(command, "tenant", tenant.Value);
        foreach (var (name, value) in args) Bind(command, name, value);
        return command;
    }

    internal static void Bind(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    internal static void Check(string sql)
    {
        if (!sql.Contains("@tenant", StringComparison.Ordinal)) throw new InvalidOperationException("A statement without @tenant: " + sql);
    }

    private async ValueTask ReadAsync(string sql, Action<DbDataReader> read, int most, (string Name, object? Value)[] args, CancellationToken ct)
    {
        Check(sql);
        try
        {
            await dialect.QueryAsync(this, sql, read, most, args, ct);
        }
        catch (Exception exception) when (Translated(exception, ct) is { } translated)
        {
            throw translated;
        }
    }

    private async Task<T> Guarded<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (Translated(exception, ct) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>The store's own faults by their names; null for all others, which pass uncaught.</summary>
    private Exception? Translated(Exception exception, CancellationToken ct)
    {
        var translated = dialect.Translate(exception);
        if (ct.IsCancellationRequested) return translated is StatementTimeoutException ? new OperationCanceledException(exception.Message, exception, ct) : null;
        if (translated is StoreUnavailableException) connection.Broken = true;
        return translated;
    }

    internal StatementLimit Limit(CancellationToken ct) => writing ? default : StatementLimit.Start(dialect, connection.Connection, Timeout, ct);
}
