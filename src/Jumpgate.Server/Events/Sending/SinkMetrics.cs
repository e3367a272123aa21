using System.Diagnostics.Metrics;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Counts what sinks deliver, by kind of sink.</summary>
internal sealed class SinkMetrics : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Meter meter = new("Jumpgate.Events");
    private readonly TimeProvider time;
    private readonly Counter<long> delivered;
    private readonly Counter<long> dead;
    private readonly Counter<long> failures;
    private readonly Counter<long> sampled;
    private readonly Counter<long> violations;
    private volatile Backlogs backlogs = new(0, []);

    public SinkMetrics(TimeProvider time)
    {
        this.time = time;
        delivered = meter.CreateCounter<long>("jumpgate.sink.delivered", description: "Records that receivers have for good");
        dead = meter.CreateCounter<long>("jumpgate.sink.dead", description: "Events that could not be delivered");
        failures = meter.CreateCounter<long>("jumpgate.sink.failures", description: "Attempts that failed and are repeated, by code");
        sampled = meter.CreateCounter<long>("jumpgate.sink.sampled", description: "Outgoing records held against the schema of OCSF");
        violations = meter.CreateCounter<long>("jumpgate.sink.violations", description: "Of those, records that break it");
        meter.CreateObservableGauge("jumpgate.sink.backlog", Backlog, description: "Events that sinks do not have yet; told by the one server that keeps watch, 0 by others");
    }

    public void Delivered(string kind, long count, long deadCount)
    {
        if (count > 0) delivered.Add(count, Of(kind));
        if (deadCount > 0) dead.Add(deadCount, Of(kind));
    }

    public void Failed(string kind, string code) => failures.Add(1, Of(kind), new KeyValuePair<string, object?>("code", code));

    public void Sampled(string kind, bool isViolation)
    {
        sampled.Add(1, Of(kind));
        if (isViolation) violations.Add(1, Of(kind));
    }

    /// <summary>How far the sinks of each kind are behind, as the watch found it.</summary>
    public void Behind(IReadOnlyList<(string Kind, long Events)> found) => backlogs = new Backlogs(time.GetTimestamp(), found);

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Of(string kind) => new("kind", kind);

    private IEnumerable<Measurement<long>> Backlog()
    {
        var (at, found) = backlogs;
        var isFresh = time.GetElapsedTime(at) < Fresh;
        return found.Select(one => new Measurement<long>(isFresh ? one.Events : 0, Of(one.Kind)));
    }

    private sealed record Backlogs(long At, IReadOnlyList<(string Kind, long Events)> Found);
}
