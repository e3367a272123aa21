using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>One transaction of a lane: counters of its tenants, a savepoint per request, one commit.</summary>
internal sealed class WriteGroup : IAsyncDisposable
{
    private const string Savepoint = "request";
    private readonly WriteQueue queue;
    private readonly StoreConnection connection;
    private readonly DbTransaction transaction;
    private readonly Dictionary<TenantId, TenantCounters> counters = [];
    private readonly List<Action> committed = [];

    private WriteGroup(WriteQueue queue, StoreConnection connection, DbTransaction transaction) =>
        (this.queue, this.connection, this.transaction) = (queue, connection, transaction);

    public static async Task<WriteGroup> BeginAsync(WriteQueue queue, StoreConnection connection) =>
        new(queue, connection, await connection.Connection.BeginTransactionAsync());

    /// <summary>False: the request failed, was told so, and left nothing behind.</summary>
    public async Task<bool> RunAsync(WriteRequest request, bool savepoint)
    {
        if (request.Cancelled.IsCancellationRequested)
        {
            request.Failed(new OperationCanceledException(request.Cancelled));
            return false;
        }

        if (savepoint) await transaction.SaveAsync(Savepoint);
        var sql = new TenantSql(queue.Store.Dialect, connection, transaction, request.Tenant, writing: true);
        if (!counters.TryGetValue(request.Tenant, out var counter))
            counters.Add(request.Tenant, counter = await TenantCounters.LockAsync(sql));
        var before = counter.Copy();
        var scope = new WriteScope(queue, sql, counter);
        try
        {
            await request.RunAsync(scope);
            await scope.FlushAsync(settle: savepoint);
            committed.AddRange(scope.CommittedActions);
            if (savepoint) await transaction.ReleaseAsync(Savepoint);
            return true;
        }
        catch (Exception exception) when (exception is not StoreUnavailableException && queue.Store.Dialect.Translate(exception) is not StoreUnavailableException)
        {
            counters[request.Tenant] = before;
            await connection.ForgetAsync();
            if (savepoint) await transaction.RollbackAsync(Savepoint);
            else await transaction.RollbackAsync();
            Rolled = !savepoint;
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
