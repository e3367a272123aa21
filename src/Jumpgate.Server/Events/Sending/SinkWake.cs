using System.Collections.Concurrent;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Wakes the shards whose sinks have something new on this node: at once where the shard runs here, else by the scheduler. What other nodes store is found by the watch.</summary>
internal sealed class SinkWake : IDisposable
{
    private readonly EventSignal signal;
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), short[]> shards = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> running = new();

    public SinkWake(EventSignal signal)
    {
        this.signal = signal;
        signal.Stored += OnStored;
    }

    /// <summary>Raised when a shard has something to do and does not run here.</summary>
    public event Action<int>? Due;

    /// <summary>Which shards the sinks of each organization are in, as the watch found them.</summary>
    public void Know(IEnumerable<(TenantId Tenant, OrganizationKey Organization, short Shard)> found)
    {
        var now = found.GroupBy(one => (one.Tenant, one.Organization)).ToDictionary(group => group.Key, group => group.Select(one => one.Shard).Distinct().ToArray());
        foreach (var gone in shards.Keys.Where(key => !now.ContainsKey(key))) shards.TryRemove(gone, out _);
        foreach (var (key, of) in now) shards[key] = of;
    }

    public void Wake(int shard)
    {
        if (running.TryGetValue(shard, out var waiting)) waiting.TrySetResult();
        else Due?.Invoke(shard);
    }

    /// <summary>A task that completes when the shard is woken; ask for it before looking what there is to do.</summary>
    public Task Begin(int shard) => (running[shard] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The shard does not run here any more.</summary>
    public void End(int shard) => running.TryRemove(shard, out _);

    public void Dispose() => signal.Stored -= OnStored;

    private void OnStored(TenantId tenant, OrganizationKey organization)
    {
        if (!shards.TryGetValue((tenant, organization), out var of)) return;
        foreach (var shard in of) Wake(shard);
    }
}
