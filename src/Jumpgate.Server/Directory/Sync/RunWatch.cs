using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Beside a run: writes its counts now and then, and stops it when its organization is paused or gone.</summary>
internal sealed class RunWatch(Store store, RunRecord record, SyncTarget target, RunProgress progress, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task KeepAsync(CancellationTokenSource run)
    {
        var written = progress.Ticks;
        try
        {
            while (true)
            {
                await Task.Delay(Look, time, run.Token);
                if (await IsStoppedAsync(run.Token))
                {
                    await log.FlushAsync();
                    await run.CancelAsync();
                    return;
                }

                await log.FlushAsync();
                if (progress.Ticks != written)
                {
                    written = progress.Ticks;
                    await record.ProgressAsync(progress, run.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception error) when (error is StoreUnavailableException or StaleEpochException)
        {
            // The run itself meets the same, and says so.
        }
    }

    private async Task<bool> IsStoppedAsync(CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(target.Tenant, cancellation);
        return await SyncTarget.FindAsync(read.Sql, target.Organization, cancellation) is not { Paused: false };
    }
}
