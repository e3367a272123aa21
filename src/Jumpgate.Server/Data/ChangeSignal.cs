using System.Collections.Concurrent;

namespace Jumpgate.Server.Data;

/// <summary>
/// Tells this node's cursor readers that a tenant's log has grown. It is only a wake-up: what counts is read from the log, and a reader
/// that also serves changes of other nodes looks again after its own interval.
/// </summary>
public sealed class ChangeSignal
{
    private readonly ConcurrentDictionary<TenantId, TaskCompletionSource<long>> waiting = [];

    /// <summary>Raised after each commit that took sequences: tenant and its newest sequence.</summary>
    public event Action<TenantId, long>? Published;

    /// <summary>Completes at the next commit of the tenant, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TenantId tenant, TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        var source = waiting.GetOrAdd(tenant, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await source.Task.WaitAsync(atMost, time, ct);
        }
        catch (TimeoutException)
        {
            // Nothing happened here: look anyway, another node may have written.
        }
    }

    internal void Publish(TenantId tenant, long sequence)
    {
        if (waiting.TryRemove(tenant, out var source)) source.TrySetResult(sequence);
        Published?.Invoke(tenant, sequence);
    }
}
