using System.Buffers;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Enriching;
using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>Makes a sink's records of the events it is to have, and counts what became of them. One for each run: its mapper keeps buffers.</summary>
internal sealed class RecordWriter
{
    // Above that many types somebody makes them up.
    private const int MostTypes = 1000;
    private const string OtherTypes = "(other)";

    private readonly EventMapper? mapper;
    private readonly Enricher? enricher;
    private readonly IReadOnlyList<int>? classes;
    private readonly ArrayBufferWriter<byte> aside = new();
    private readonly bool isRaw;
    private readonly HashSet<string> seen;

    /// <param name="types">Types the sink has counted before.</param>
    public RecordWriter(SinkRow row, IEnumerable<string> types, TimeProvider time)
    {
        (seen, classes, isRaw) = ([.. types], row.Classes, row.Format == SinkRow.Raw);
        if (!isRaw || classes is not null) mapper = new EventMapper(row.Version);
        if (!isRaw) enricher = new Enricher(row.Organization, time);
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
        // Looked at aside where it may turn out not to be wanted, or is not what is sent.
        var isAside = isRaw || classes is not null;
        aside.ResetWrittenCount();
        var mapped = mapper?.Map(item.Raw, isAside ? aside : batch.Writer, new EventContext(item.ReceivedAt, enrichments));
        var name = new EventName(item.Position, item.Id, item.Type, item.At, mapped?.ClassUid);
        if (classes is not null && !classes.Contains(name.Class!.Value)) return;
        if (mapped is { IsWritten: false } && !isRaw)
        {
            batch.Refuse(name, "too_large", $"The event has {item.Raw.Length} bytes; records are made of up to {EventMapper.MaxBytes}.");
            return;
        }

        if (isRaw) RawLine.Write(item.Raw, batch.Writer);
        else if (isAside) batch.Writer.Write(aside.WrittenSpan);
        batch.Add(name);
    }

    /// <summary>What became of the events of a batch that was delivered, by type.</summary>
    public Dictionary<string, SinkTally> Count(SinkBatch batch)
    {
        Dictionary<string, SinkTally> tallies = [];
        var dead = batch.Dead.Select(one => one.Event.Position).ToHashSet();
        foreach (var record in batch.Records.Where(record => !dead.Contains(record.Event.Position)))
            Add(record.Event, new SinkTally(1, !isRaw && record.Event.Class == ClassUids.BaseEvent ? 1 : 0, 0));
        foreach (var one in batch.Dead) Add(one.Event, new SinkTally(0, 0, 1));
        return tallies;

        void Add(EventName name, SinkTally more)
        {
            var type = NameOf(name.Type);
            var before = tallies.GetValueOrDefault(type);
            tallies[type] = new SinkTally(before.Delivered + more.Delivered, before.Base + more.Base, before.Dead + more.Dead);
        }
    }

    /// <summary>Whether types were chosen so that this one is delivered. What no catalogue has nobody could choose, and is never held back.</summary>
    public static bool IsWanted(IReadOnlyCollection<string>? chosen, string? type) =>
        chosen is null || type is null || chosen.Contains(type) || !MappingTable.Of(OcsfVersion.V180).ByType.ContainsKey(type);

    private string NameOf(string? type)
    {
        var name = type ?? "";
        if (!seen.Contains(name) && seen.Count >= MostTypes) return OtherTypes;
        seen.Add(name);
        return name;
    }
}

internal readonly record struct SinkTally(long Delivered, long Base, long Dead);
