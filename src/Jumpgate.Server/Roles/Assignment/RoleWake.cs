using System.Collections.Concurrent;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>
/// Tells this node that a shard has roles to calculate: when a tenant with a mapping has written here, at once; other nodes find it by their
/// watch. A shard that is told already is not told again until it has run.
/// </summary>
internal sealed class RoleWake : IDisposable
{
    public const int Shards = 64;

    private readonly ConcurrentDictionary<TenantId, ConcurrentDictionary<int, bool>> shards = new();
    private readonly ConcurrentDictionary<int, bool> told = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> running = new();
    private readonly ChangeSignal signal;

    public RoleWake(ChangeSignal signal)
    {
        this.signal = signal;
        signal.Published += OnPublished;
    }

    /// <summary>A shard has something to do and nobody at it on this node.</summary>
    public event Action<int>? Due;

    public static int ShardOf(DirectoryKey directory) => directory.Value % Shards;

    /// <summary>From now on, what the tenant writes wakes the shard.</summary>
    public void Add(TenantId tenant, int shard) => shards.GetOrAdd(tenant, _ => new()).TryAdd(shard, true);

    public void Wake(int shard)
    {
        if (running.TryGetValue(shard, out var waiting))
        {
            if (waiting.CurrentCount == 0) waiting.Release();
        }
        else if (told.TryAdd(shard, true))
        {
            Due?.Invoke(shard);
        }
    }

    /// <summary>While the answer is not disposed, a wake of the shard ends its <see cref="Watch.WaitAsync"/> instead of starting another run.</summary>
    public Watch Begin(int shard)
    {
        told.TryRemove(shard, out _);
        var pulse = new SemaphoreSlim(0);
        running[shard] = pulse;
        return new Watch(this, shard, pulse);
    }

    public void Dispose() => signal.Published -= OnPublished;

    private void OnPublished(TenantId tenant, long sequence)
    {
        if (!shards.TryGetValue(tenant, out var mine)) return;
        foreach (var (shard, _) in mine) Wake(shard);
    }

    public sealed class Watch(RoleWake wake, int shard, SemaphoreSlim pulse) : IDisposable
    {
        /// <summary>False: nothing happened for so long.</summary>
        public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => pulse.WaitAsync(atMost, ct);

        public void Dispose()
        {
            wake.running.TryRemove(shard, out _);
            // Somebody woke the shard after its last look.
            if (pulse.CurrentCount > 0) wake.Wake(shard);
        }
    }
}
