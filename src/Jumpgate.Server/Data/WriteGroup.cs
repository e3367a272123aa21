using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>One transaction of a lane: counters of its tenants, a savepoint per request, one commit.</summary>
internal sealed class WriteGroup : IAsyncDisposable
{
    private const string Begin = "savepoint request", End = "release savepoint request", Undo = "rollback to savepoint request";
    private readonly WriteQueue queue;
    private readonly StoreConnection connection;
    private readonly DbTransaction transaction;
    private readonly Dictionary<TenantId, TenantCounters> counters = [];
    private readonly List<Action> committed = [];

    private readonly bool savepoints;

    private WriteGroup(WriteQueue queue, StoreConnection connection, DbTransaction transaction, bool savepoints) =>
        (this.queue, this.connection, this.transaction, this.savepoints) = (queue, connection, transaction, savepoints);

    /// <param name="savepoints">Whether more than one request may come.</param>
    public static async Task<WriteGroup> BeginAsync(WriteQueue queue, StoreConnection connection, bool savepoints)
    {
        var group = new WriteGroup(queue, connection, await connection.Connection.BeginTransactionAsync(), savepoints);
        if (savepoints) await queue.Store.Dialect.SendAsync(connection, Begin);
        return group;
    }

    /// <summary>False: the request failed, was told so, and left nothing behind.</summary>
    public async Task<bool> RunAsync(WriteRequest request)
    {
        if (request.Cancelled.IsCancellationRequested)
        {
            request.Failed(new OperationCanceledException(request.Cancelled));
            return false;
        }

        var sql = new TenantSql(queue.Store.Dialect, connection, transaction, request.Tenant, writing: true);
        if (!counters.TryGetValue(request.Tenant, out var counter))
            counters.Add(request.Tenant, counter = await TenantCounters.LockAsync(sql));
        var before = counter.Copy();
        var scope = new WriteScope(queue, sql, counter);
        try
        {
            await request.RunAsync(scope);
            await scope.FlushAsync();
            if (savepoints)
            {
                // The next request's savepoint goes the same way: a request costs one way less.
                await queue.Store.Dialect.SendAsync(connection, End);
                await queue.Store.Dialect.SendAsync(connection, Begin);
                await connection.SettleAsync();
            }

            committed.AddRange(scope.CommittedActions);
            return true;
        }
        catch (Exception exception) when (exception is not StoreUnavailableException && queue.Store.Dialect.Translate(exception) is not StoreUnavailableException)
        {
            // Whatever a request's own code throws undoes that request alone, and is told to who waits for it.
            counters[request.Tenant] = before;
            await connection.ForgetAsync();
            if (savepoints)
            {
                await queue.Store.Dialect.SendAsync(connection, Undo);
                await connection.SettleAsync();
            }
            else await transaction.RollbackAsync();

            Rolled = !savepoints;
            request.Failed(exception);
            return false;
        }
        finally
        {
            await scope.DisposeAsync();
        }
    }

    /// <summary>True where the only request failed and took the transaction with it.</summary>
    private bool Rolled { get; set; }

    public async Task CommitAsync()
    {
        if (Rolled) return;
        foreach (var (tenant, counter) in counters)
            await counter.SaveAsync(new TenantSql(queue.Store.Dialect, connection, transaction, tenant, writing: true));
        await connection.SettleAsync();
        await transaction.CommitAsync();
        foreach (var (tenant, counter) in counters) if (counter.Moved) queue.Signal.Publish(tenant, counter.Sequence);
        foreach (var action in committed) action();
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
