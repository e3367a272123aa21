namespace Jumpgate.Server.Scim.Directories;

/// <summary>Flushes the tokens' last use every few seconds and at the end.</summary>
internal sealed class TokenUseJournal(ScimTokens tokens, TimeProvider time, ILogger<TokenUseJournal> log) : BackgroundService
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
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        try
        {
            await tokens.FlushUseAsync(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            ScimLog.TokenUseNotWritten(log, error);
        }
    }
}
