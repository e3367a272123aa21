using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>A kind of receiver. What every kind must do stands in README.md of this folder.</summary>
internal interface IEventSink
{
    /// <summary>The word of the API.</summary>
    string Kind { get; }

    /// <summary>Whether the receiver knows a batch by where it begins and ends: one that was begun then comes again as it was, whatever happened meanwhile.</summary>
    bool NamesBatches => false;

    /// <summary>How much of the log goes into one batch.</summary>
    BatchSize SizeOf(SinkSettings settings) => BatchSize.Usual;

    /// <summary>Checks what is wanted, without calling out; all faults at once. Answers the settings to store, what is left out taken from <paramref name="present"/> or by default.</summary>
    SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults);

    /// <summary>Adds the kind's own settings to an answer, no secret among them.</summary>
    Sink Show(Sink sink, string settings);

    /// <summary>Adds what only the answer that makes a sink shows: a secret that the server has made up.</summary>
    Sink ShowOnce(Sink sink, SinkUpdate asked, SinkSettings settings) => sink;

    /// <summary>Tries the way once, leaving nothing behind.</summary>
    /// <exception cref="SinkUnavailableException">It cannot be gone.</exception>
    Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation);

    /// <summary>Opens it for one run and finds out what of earlier ones stands, also of one that was killed.</summary>
    /// <exception cref="SinkUnavailableException">Not now.</exception>
    Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation);
}

/// <summary>A receiver during one run. Nobody else delivers to it meanwhile.</summary>
internal interface ISinkSession : IAsyncDisposable
{
    /// <summary>What is to be committed: how far the receiver has the events for good. May be behind what was committed, where that was lost.</summary>
    SinkProgress Progress { get; }

    /// <summary>
    /// Delivers a batch and returns when the receiver has it for good; <see cref="Progress"/> then says so. Records that the receiver will never take are named by
    /// <see cref="SinkBatch.Refuse"/>, and hold up no other.
    /// </summary>
    /// <exception cref="SinkUnavailableException">Not now. What was delivered of the batch is delivered again, or undone.</exception>
    Task DeliverAsync(SinkBatch batch, CancellationToken cancellation);

    /// <summary>The progress is committed: what waits for that is done now, and may move <see cref="Progress"/> again.</summary>
    Task AcknowledgeAsync(CancellationToken cancellation);

    /// <summary>Ends what is open: nothing more comes for now.</summary>
    Task FinishAsync(CancellationToken cancellation);
}

/// <summary>How far a receiver has the events.</summary>
/// <param name="Position">Up to this position of the log it has all that were meant for it.</param>
/// <param name="State">What the kind keeps of what is under way, JSON; null: nothing is.</param>
/// <param name="WakeAt">When there is something to do without new events; Unix milliseconds.</param>
/// <param name="PlannedTo">A batch up to here was begun, and comes again as it was; null: none was. Kept for kinds that name batches, by the run.</param>
internal sealed record SinkProgress(long Position, string? State = null, long? WakeAt = null, long? PlannedTo = null);

/// <summary>The receiver cannot be reached, or does not take events, for now.</summary>
/// <param name="code">Stable, as <c>disk_full</c>.</param>
internal sealed class SinkUnavailableException(string code, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public string Code => code;

    /// <summary>When the receiver asks to be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The receiver wants nothing any more: the sink is paused, until somebody resumes it.</summary>
    public bool Ends { get; init; }
}
