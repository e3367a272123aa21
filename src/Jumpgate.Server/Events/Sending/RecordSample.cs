using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;
using Jumpgate.Server.Events.Sinks;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Holds one of so many outgoing records against the schema of OCSF. What it finds is counted and shown, and holds nothing up.</summary>
internal sealed class RecordSample(SinkMetrics metrics, IOptions<EventsOptions> options, ILogger<RecordSample> log)
{
    private readonly Dictionary<OcsfVersion, RecordValidator> validators = OcsfVersions.All.ToDictionary(version => version, version => new RecordValidator(version));

    // From the first record on, so that a mapping that is wrong shows at once.
    private long passed = -1;

    /// <summary>What was found among the records of a batch.</summary>
    public SampleTally Look(SinkRow row, SinkBatch batch)
    {
        var found = default(SampleTally);
        if (row.Format != SinkRow.Ocsf || options.Value.SampleOneIn == 0) return found;
        foreach (var record in batch.Records)
        {
            if (Interlocked.Increment(ref passed) % options.Value.SampleOneIn != 0) continue;
            var violations = validators[row.Version].Check(batch.Json(record));
            metrics.Sampled(row.Kind, violations.Count > 0);
            found = found with { Sampled = found.Sampled + 1 };
            if (violations.Count == 0) continue;
            var said = string.Join("; ", violations.Take(3));
            EventsLog.Violation(log, row.Tenant.Value, row.Id, record.Event.Position, said);
            found = found with { Violations = found.Violations + 1, Last = $"position {record.Event.Position}: {said}" };
        }

        return found;
    }
}

/// <param name="Last">How the last violation was.</param>
internal readonly record struct SampleTally(int Sampled, int Violations, string? Last);
