using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Delivers to one sink what is new in the log, batch after batch: delivered for good, then committed, then acknowledged.</summary>
internal sealed class SinkRun(
    SinkReads reads, SinkLedger ledger, SinkKinds kinds, SinkSeal seal, RecordSample sample, SinkMetrics metrics, TimeProvider time, ILogger<SinkRun> log)
{
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
        var settings = seal.Open(row);
        try
        {
            return await DeliverAsync(row, epoch, kinds.Of(row), settings, cancellation);
        }
        catch (SinkUnavailableException fault)
        {
            throw settings.Conceal(fault);
        }
    }

    private async Task<bool> DeliverAsync(SinkRow row, long epoch, IEventSink kind, SinkSettings settings, CancellationToken cancellation)
    {
        await using var session = await kind.OpenAsync(row, settings, cancellation);
        var writer = new RecordWriter(row, await reads.TypesAsync(row.Key, cancellation), time);
        var batch = new SinkBatch { Size = kind.SizeOf(settings) };
        if (session.Progress != row.Progress) row = await CommitAsync(row, epoch, session, null);
        row = await AcknowledgeAsync(row, epoch, session, cancellation);
        // A batch that was begun comes before a replay: behind that it would not be the same any more.
        while (!row.IsStopped && (row.ReplayFrom is null || row.Progress.PlannedTo is not null) && await reads.FillAsync(row, batch, writer, cancellation))
        {
            if (RestsUntil(row, batch) is { } due)
            {
                await ledger.RestAsync(row, epoch, due);
                return false;
            }

            if (kind.NamesBatches && row.Progress.PlannedTo is null && batch.Records.Count > 0) await ledger.PlanAsync(row, epoch, batch.ReadTo);
            await session.DeliverAsync(batch, cancellation);
            row = await CommitAsync(row, epoch, session, Outcome(row, batch, writer));
            await AcknowledgeAsync(row, epoch, session, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (await reads.FindAsync(row.Key, cancellation) is not { } next) return false;
            row = next;
        }

        var isReplayed = row.Progress.Position >= row.ReplayTo;
        if (row.IsStopped || row.ReplayFrom is not null || isReplayed) await session.FinishAsync(cancellation);
        if (session.Progress != row.Progress || row.Tries > 0) await CommitAsync(row, epoch, session, null);
        if (row.IsStopped || (row.ReplayFrom is null && !isReplayed)) return false;
        await (isReplayed ? ledger.EndReplayAsync(row, epoch) : ledger.BeginReplayAsync(row, epoch));
        return true;
    }

    /// <summary>When a batch that is not full yet goes out all the same; null: now. One of a replay does not wait: nothing more comes to it.</summary>
    private long? RestsUntil(SinkRow row, SinkBatch batch) =>
        batch.Size.Age is { } age && !batch.IsFull && !row.IsReplaying && row.Progress.PlannedTo is null && batch.Since is { } since
        && since + (long)age.TotalMilliseconds is var due && due > time.GetUtcNow().ToUnixTimeMilliseconds() ? due : null;

    private BatchOutcome Outcome(SinkRow row, SinkBatch batch, RecordWriter writer)
    {
        foreach (var one in batch.Dead) EventsLog.DeadLetter(log, row.Tenant.Value, row.Id, one.Event.Position, one.Code, one.Detail);
        return new BatchOutcome(writer.Count(batch), [.. batch.Dead], sample.Look(row, batch));
    }

    private async Task<SinkRow> AcknowledgeAsync(SinkRow row, long epoch, ISinkSession session, CancellationToken cancellation)
    {
        await session.AcknowledgeAsync(cancellation);
        return session.Progress == row.Progress ? row : await CommitAsync(row, epoch, session, null);
    }

    private async Task<SinkRow> CommitAsync(SinkRow row, long epoch, ISinkSession session, BatchOutcome? outcome)
    {
        await ledger.CommitAsync(row, epoch, session.Progress, outcome);
        if (outcome is not null) metrics.Delivered(row.Kind, outcome.Delivered, outcome.Dead.Count);
        return row with { Progress = session.Progress, Tries = 0 };
    }
}
