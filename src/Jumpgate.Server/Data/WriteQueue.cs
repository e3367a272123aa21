using System.Collections.Concurrent;

namespace Jumpgate.Server.Data;

public enum WritePriority { Interactive, Bulk }

/// <summary>
/// Every write of this server goes through here: one queue per tenant (SQLite: one in all). Waiting requests are committed
/// together, a savepoint each; interactive ones first. A request that fails takes only its own rows with it.
/// </summary>
public sealed class WriteQueue(Store store, TimeProvider time, ChangeSignal signal, ILogger<WriteQueue> log)
{
    private readonly ConcurrentDictionary<int, WriteLane> lanes = [];

    internal Store Store => store;

    internal TimeProvider Time => time;

    internal ChangeSignal Signal => signal;

    internal ILogger Log => log;

    /// <summary>Causes already written, by tenant: their keys never change.</summary>
    internal ConcurrentDictionary<(TenantId Tenant, Cause Cause), long> Causes { get; } = new();

    /// <summary>
    /// Runs <paramref name="work"/> inside a transaction and returns once that is committed. Keep the work short (≤ 50 ms); it must not
    /// write to anything but the scope, and may not call back into the queue.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is gone or full; nothing was kept; repeat later.</exception>
    public Task<T> WriteAsync<T>(TenantId tenant, WritePriority priority, Func<WriteScope, ValueTask<T>> work, CancellationToken ct = default)
    {
        var request = new WriteRequest<T>(tenant, priority, work, ct);
        lanes.GetOrAdd(store.Dialect.SingleWriter ? 0 : tenant.Value, _ => new WriteLane(this)).Add(request);
        return request.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(TenantId tenant, WritePriority priority, Func<WriteScope, ValueTask> work, CancellationToken ct = default) =>
        WriteAsync(tenant, priority, async scope => { await work(scope); return true; }, ct);
}
