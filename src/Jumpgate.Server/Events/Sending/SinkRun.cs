using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Delivers to one sink what is new in the log, batch after batch: delivered for good, then committed, then acknowledged.</summary>
internal sealed class SinkRun(SinkReads reads, SinkLedger ledger, SinkKinds kinds, TimeProvider time, ILogger<SinkRun> log)
{
    private static readonly Dictionary<string, SinkTally> Nothing = [];

    public async Task RunAsync(SinkKey key, CancellationToken cancellation)
    {
        while (await reads.FindAsync(key, cancellation) is { } row && await SessionAsync(row, cancellation))
        {
        }
    }

    /// <summary>One opening of the sink; true: it is to be opened again, for a replay begins or has ended.</summary>
    private async Task<bool> SessionAsync(SinkRow row, CancellationToken cancellation)
    {
        var epoch = await ledger.BeginAsync(row, cancellation);
        // Read again under the epoch: from here on nobody else moves it.
        if (await reads.FindAsync(row.Key, cancellation) is not { } begun) return false;
        row = begun;
        await using var session = await kinds.Of(row).OpenAsync(row, cancellation);
        var writer = new RecordWriter(row, await reads.TypesAsync(row.Key, cancellation), time, log);
        var batch = new SinkBatch();
        if (session.Progress != row.Progress) row = await CommitAsync(row, epoch, session, Nothing);
        row = await AcknowledgeAsync(row, epoch, session, cancellation);
        while (!row.IsStopped && row.ReplayFrom is null && await reads.FillAsync(row, batch, writer, cancellation))
        {
            await session.DeliverAsync(batch, cancellation);
            row = await CommitAsync(row, epoch, session, writer.Take());
            await AcknowledgeAsync(row, epoch, session, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (await reads.FindAsync(row.Key, cancellation) is not { } next) return false;
            row = next;
        }

        var isReplayed = row.Progress.Position >= row.ReplayTo;
        if (row.IsStopped || row.ReplayFrom is not null || isReplayed) await session.FinishAsync(cancellation);
        if (session.Progress != row.Progress || row.Tries > 0) await CommitAsync(row, epoch, session, Nothing);
        if (row.IsStopped || (row.ReplayFrom is null && !isReplayed)) return false;
        await (isReplayed ? ledger.EndReplayAsync(row, epoch) : ledger.BeginReplayAsync(row, epoch));
        return true;
    }

    private async Task<SinkRow> AcknowledgeAsync(SinkRow row, long epoch, ISinkSession session, CancellationToken cancellation)
    {
        await session.AcknowledgeAsync(cancellation);
        return session.Progress == row.Progress ? row : await CommitAsync(row, epoch, session, Nothing);
    }

    private async Task<SinkRow> CommitAsync(SinkRow row, long epoch, ISinkSession session, IReadOnlyDictionary<string, SinkTally> tallies)
    {
        await ledger.CommitAsync(row, epoch, session.Progress, tallies);
        return row with { Progress = session.Progress, Tries = 0 };
    }
}
