namespace Jumpgate.Server.Hosting;

/// <summary>Asks every room that has something to wait for; ready when none names anything missing.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellation)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return ["The server is starting."];
        if (lifetime.ApplicationStopping.IsCancellationRequested) return ["The server is ending."];
        List<string> missing = [];
        foreach (var check in checks)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            try
            {
                if (await check.MissingAsync(patience.Token) is { } reason) missing.Add(reason);
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                // However a check fails, what it looks after is not ready.
                missing.Add($"{check.Name} does not answer.");
            }
        }

        return missing;
    }
}

/// <summary>Something the server cannot work without.</summary>
public interface IReadinessCheck
{
    string Name { get; }

    /// <summary>What is missing, as a sentence; null: nothing.</summary>
    ValueTask<string?> MissingAsync(CancellationToken cancellation);
}
