using System.Collections.Concurrent;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks;

/// <summary>
/// Wakes the shards whose endpoints have something new on this node: at once where the shard runs here, else by the scheduler, at most once a
/// second. What other nodes write is found by the watch.
/// </summary>
internal sealed class WebhookWake : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ChangeSignal signal;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<TenantId, short[]> shards = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> running = new();
    private readonly ConcurrentDictionary<int, long> fired = new();

    public WebhookWake(ChangeSignal signal, TimeProvider time)
    {
        (this.signal, this.time) = (signal, time);
        signal.Published += OnPublished;
    }

    /// <summary>Raised when a shard has something to do and does not run here.</summary>
    public event Action<int>? Due;

    /// <summary>Which shards each tenant's endpoints are in, as the watch found them.</summary>
    public void Know(IEnumerable<(TenantId Tenant, short Shard)> found)
    {
        var now = found.GroupBy(one => one.Tenant).ToDictionary(group => group.Key, group => group.Select(one => one.Shard).Distinct().ToArray());
        foreach (var gone in shards.Keys.Where(tenant => !now.ContainsKey(tenant))) shards.TryRemove(gone, out _);
        foreach (var (tenant, of) in now) shards[tenant] = of;
    }

    /// <summary>An endpoint was made, changed, or told to go on.</summary>
    public void Changed(TenantId tenant, short shard)
    {
        shards.AddOrUpdate(tenant, [shard], (_, known) => known.Contains(shard) ? known : [.. known, shard]);
        Wake(shard);
    }

    /// <summary>A task that completes when the shard is woken; ask for it before looking what there is to do.</summary>
    public Task Begin(int shard) => (running[shard] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The shard does not run here any more.</summary>
    public void End(int shard) => running.TryRemove(shard, out _);

    public void Dispose() => signal.Published -= OnPublished;

    private void OnPublished(TenantId tenant, long sequence)
    {
        if (!shards.TryGetValue(tenant, out var of)) return;
        foreach (var shard in of) Wake(shard);
    }

    private void Wake(int shard)
    {
        if (running.TryGetValue(shard, out var waiting))
        {
            waiting.TrySetResult();
            return;
        }

        var now = time.GetTimestamp();
        if (fired.TryGetValue(shard, out var last) && time.GetElapsedTime(last, now) < Pause) return;
        fired[shard] = now;
        Due?.Invoke(shard);
    }
}
