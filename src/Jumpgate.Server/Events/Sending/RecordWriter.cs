using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Enriching;
using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Makes a sink's records of events, and counts what became of them. One for each run: its mapper keeps buffers.</summary>
internal sealed class RecordWriter
{
    // Above that many types somebody makes them up.
    private const int MostTypes = 1000;
    private const string OtherTypes = "(other)";

    private readonly EventMapper? mapper;
    private readonly Enricher? enricher;
    private readonly HashSet<string> seen;
    private readonly ILogger log;
    private readonly SinkRow row;
    private Dictionary<string, SinkTally> tallies = [];

    /// <param name="types">Types the sink has counted before.</param>
    public RecordWriter(SinkRow row, IEnumerable<string> types, TimeProvider time, ILogger log)
    {
        (this.row, this.log, seen) = (row, log, [.. types]);
        if (row.Format != SinkRow.Ocsf) return;
        mapper = new EventMapper(OcsfVersions.TryRead(row.Schema, out var version) ? version : OcsfVersion.V180);
        enricher = new Enricher(row.Organization, time);
    }

    /// <summary>Writes the records of events, with what the mirror knows of those they name.</summary>
    public async Task WriteAsync(TenantSql sql, IReadOnlyList<StoredEvent> items, SinkBatch batch, CancellationToken ct)
    {
        List<IReadOnlyList<EventSubject>> subjects = enricher is null ? [] : [.. items.Select(item => EventSubjects.Of(item.Raw, item.Type))];
        if (enricher is not null) await enricher.PrepareAsync(sql, subjects, ct);
        for (var i = 0; i < items.Count; i++) Write(items[i], enricher?.Of(subjects[i]), batch);
    }

    private void Write(StoredEvent item, IReadOnlyList<Enrichment>? enrichments, SinkBatch batch)
    {
        var mapped = mapper?.Map(item.Raw, batch.Writer, new EventContext(item.ReceivedAt, enrichments));
        if (mapped is null) RawLine.Write(item.Raw, batch.Writer);
        var isWritten = mapped?.IsWritten ?? true;
        if (isWritten) batch.Add(item.Position, item.Id);
        else EventsLog.DeadLetter(log, row.Tenant.Value, row.Id, item.Position, mapped!.Value.Fault.ToString());
        var type = NameOf(item.Type);
        var before = tallies.GetValueOrDefault(type);
        tallies[type] = new SinkTally(
            before.Delivered + (isWritten ? 1 : 0), before.Base + (isWritten && mapped?.ClassUid == ClassUids.BaseEvent ? 1 : 0), before.Dead + (isWritten ? 0 : 1));
    }

    /// <summary>What became of the events since the last call, by type.</summary>
    public IReadOnlyDictionary<string, SinkTally> Take() => Interlocked.Exchange(ref tallies, []);

    /// <summary>Whether a feed delivers a type. What no catalogue has nobody could choose, and is never held back.</summary>
    public static bool IsWanted(IReadOnlyCollection<string>? chosen, string? type) =>
        chosen is null || type is null || chosen.Contains(type) || !MappingTable.Of(OcsfVersion.V180).ByType.ContainsKey(type);

    private string NameOf(string? type)
    {
        var name = type ?? "";
        return seen.Count < MostTypes || seen.Contains(name) ? Known(name) : OtherTypes;
    }

    private string Known(string name)
    {
        seen.Add(name);
        return name;
    }
}

internal readonly record struct SinkTally(long Delivered, long Base, long Dead);
