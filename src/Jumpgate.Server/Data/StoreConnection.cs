using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>A connection with its prepared statements, lent by the dialect; disposing gives it back.</summary>
/// <param name="keepStatements">False where the driver itself keeps prepared statements by their text.</param>
public class StoreConnection(DbConnection connection, bool keepStatements, Func<StoreConnection, ValueTask> giveBack) : IAsyncDisposable
{
    private const int KeptStatements = 200;
    private readonly Dictionary<string, DbCommand> idle = [];
    private readonly Dictionary<string, IDisposable> prepared = [];
    private readonly List<Func<Task>> waiting = [];
    private DbBatch? batch;
    private Task running = Task.CompletedTask;

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
        if (batch is not { } open)
        {
            batch = open = connection.CreateBatch();
            waiting.Add(async () => { await using (open) await open.ExecuteNonQueryAsync(); });
        }

        var command = open.CreateBatchCommand();
        command.CommandText = sql;
        open.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Work that takes a while: it begins now, after what waits, and runs while the caller prepares what comes next.</summary>
    internal void Begin(Func<Task> work)
    {
        waiting.Add(work);
        running = RunAsync(running, Taken());
    }

    /// <summary>Runs what waits; before every statement with an answer, and before the end of a request.</summary>
    /// <param name="exceptBatch">Lets a batch wait on that alone waits: the statement with the answer will join it.</param>
    internal ValueTask SettleAsync(bool exceptBatch = false)
    {
        if (running.IsCompletedSuccessfully && (waiting.Count == 0 || (exceptBatch && waiting.Count == 1 && batch is not null))) return ValueTask.CompletedTask;
        var last = RunAsync(running, Taken());
        running = Task.CompletedTask;
        return new ValueTask(last);
    }

    /// <summary>The batch that waits, for the caller to run.</summary>
    internal DbBatch TakeBatch()
    {
        var taken = batch!;
        Taken();
        return taken;
    }

    /// <summary>Drops what waits, and lets what runs come to its end: the request has failed.</summary>
    internal async ValueTask ForgetAsync()
    {
        Taken();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        running = Task.CompletedTask;
    }

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

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ForgetAsync();
        await giveBack(this);
    }

    private Func<Task>[] Taken()
    {
        Func<Task>[] taken = [.. waiting];
        waiting.Clear();
        batch = null;
        return taken;
    }

    private static async Task RunAsync(Task before, Func<Task>[] works)
    {
        await before;
        foreach (var work in works) await work();
    }
}
