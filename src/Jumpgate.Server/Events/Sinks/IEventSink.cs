using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>A kind of receiver. What every kind must do stands in README.md of this folder.</summary>
internal interface IEventSink
{
    /// <summary>The word of the API.</summary>
    string Kind { get; }

    /// <summary>Checks what is wanted, without calling out; all faults at once. Answers the settings to store, what is left out taken from <paramref name="present"/> or by default.</summary>
    string Validate(SinkUpdate wanted, string? present, FieldFaults faults);

    /// <summary>Adds the kind's own settings to an answer, no secret among them.</summary>
    Sink Show(Sink sink, string settings);

    /// <summary>Tries the way once, leaving nothing behind.</summary>
    /// <exception cref="SinkUnavailableException">It cannot be gone.</exception>
    Task ProbeAsync(Guid id, string settings, CancellationToken cancellation);

    /// <summary>Opens it for one run and finds out what of earlier ones stands, also of one that was killed.</summary>
    /// <exception cref="SinkUnavailableException">Not now.</exception>
    Task<ISinkSession> OpenAsync(SinkRow row, CancellationToken cancellation);
}

/// <summary>A receiver during one run. Nobody else delivers to it meanwhile.</summary>
internal interface ISinkSession : IAsyncDisposable
{
    /// <summary>What is to be committed: how far the receiver has the events for good. May be behind what was committed, where that was lost.</summary>
    SinkProgress Progress { get; }

    /// <summary>Delivers a batch and returns when the receiver has it for good; <see cref="Progress"/> then says so.</summary>
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
internal sealed record SinkProgress(long Position, string? State = null, long? WakeAt = null);

/// <summary>The receiver cannot be reached, or does not take events, for now.</summary>
/// <param name="code">Stable, as <c>disk_full</c>.</param>
internal sealed class SinkUnavailableException(string code, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public string Code => code;
}
