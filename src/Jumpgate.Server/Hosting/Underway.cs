using System.Collections.Concurrent;

namespace Jumpgate.Server.Hosting;

/// <summary>Work under way beside each other, of each key at most one at a time.</summary>
internal sealed class Underway<TKey> where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, byte> keys = new();

    /// <summary>Starts the work on a thread of the pool; null: work of this key is under way. Before the task ends, its key is free again.</summary>
    public Task? Start(TKey key, Func<Task> work)
    {
        // Noted before it begins: work that ends at once would otherwise be noted after its end, and hold its key for ever.
        return keys.TryAdd(key, 0) ? Task.Run(RunAsync) : null;

        async Task RunAsync()
        {
            try
            {
                await work();
            }
            finally
            {
                keys.TryRemove(key, out _);
            }
        }
    }
}
