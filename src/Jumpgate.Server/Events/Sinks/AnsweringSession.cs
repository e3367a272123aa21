namespace Jumpgate.Server.Events.Sinks;

/// <summary>A receiver that has a batch for good as soon as it has answered: nothing is open between batches, and nothing waits for the commit.</summary>
/// <param name="row">The sink as it stands.</param>
internal abstract class AnsweringSession(SinkRow row) : ISinkSession
{
    public SinkProgress Progress { get; private set; } = row.Progress;

    public async Task DeliverAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (batch.Records.Count > 0) await SendAsync(batch, cancellation);
        Progress = new SinkProgress(batch.ReadTo);
    }

    public Task AcknowledgeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task FinishAsync(CancellationToken cancellation) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sends the records, one at least, and returns when the receiver has them.</summary>
    protected abstract Task SendAsync(SinkBatch batch, CancellationToken cancellation);
}
