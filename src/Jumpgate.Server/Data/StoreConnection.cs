using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>A connection with its prepared statements, lent by the dialect; disposing gives it back.</summary>
/// <param name="keepStatements">False where the driver itself keeps prepared statements by their text.</param>
public sealed class StoreConnection(DbConnection connection, bool keepStatements, Func<StoreConnection, ValueTask> giveBack) : IAsyncDisposable
{
    private const int KeptStatements = 200;
    private readonly Dictionary<string, DbCommand> idle = [];
    private readonly Dictionary<string, IDisposable> prepared = [];
    private DbBatch? waiting;

    public DbConnection Connection => connection;

    /// <summary>Set when the connection must not be lent again.</summary>
    public bool Broken { get; set; }

    internal DbCommand Rent(string sql)
    {
        if (idle.Remove(sql, out var command)) return command;
        command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    internal void Return(DbCommand command)
    {
        if (!keepStatements || Broken || idle.Count >= KeptStatements || !idle.TryAdd(command.CommandText, command)) command.Dispose();
    }

    /// <summary>A statement whose answer nobody needs: it goes to the database together with others, in their order, at <see cref="SettleAsync"/>.</summary>
    internal DbBatchCommand Later(string sql)
    {
        waiting ??= connection.CreateBatch();
        var command = waiting.CreateBatchCommand();
        command.CommandText = sql;
        waiting.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Runs what waits; before every statement with an answer, and before the end of a request.</summary>
    internal async ValueTask SettleAsync()
    {
        if (waiting is not { } batch) return;
        waiting = null;
        await using (batch) await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Drops what waits: the request has failed.</summary>
    internal void Forget() => waiting = null;

    /// <summary>What the dialect has prepared for a text on this connection.</summary>
    internal T Keep<T, TState>(string text, TState state, Func<TState, T> prepare)
        where T : class, IDisposable
    {
        if (prepared.TryGetValue(text, out var kept)) return (T)kept;
        if (prepared.Count >= KeptStatements)
        {
            foreach (var statement in prepared.Values) statement.Dispose();
            prepared.Clear();
        }

        var made = prepare(state);
        prepared.Add(text, made);
        return made;
    }

    /// <summary>Closes the connection itself.</summary>
    public async ValueTask CloseAsync()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
        foreach (var command in idle.Values) await command.DisposeAsync();
        idle.Clear();
        await connection.DisposeAsync();
    }

    public ValueTask DisposeAsync() => giveBack(this);
}
