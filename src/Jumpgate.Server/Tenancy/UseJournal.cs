namespace Jumpgate.Server.Tenancy;

/// <summary>Flushes the last use of keys and tokens every few seconds and at the end.</summary>
internal sealed class UseJournal(IEnumerable<IUsedSecrets> secrets, TimeProvider time, ILogger<UseJournal> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops; what is left is written by StopAsync.
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        foreach (var used in secrets)
        {
            try
            {
                await used.FlushUseAsync(cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // It stays in memory for the next time; no request waits for it.
                TenancyLog.UseNotWritten(log, error);
            }
        }
    }
}
