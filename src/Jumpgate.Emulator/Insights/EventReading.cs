using System.Buffers;
using System.Text.Json;

namespace Jumpgate.Emulator.Insights;

/// <summary>Runs a query over the events of the organizations it may see.</summary>
internal sealed class EventReading(EventLog log, EventQuery query, IReadOnlyList<string> owners)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Dictionary<ushort, bool?> _kinds = [];
    private readonly EventStream[] _streams = [.. owners.Distinct(StringComparer.Ordinal).Select(log.Stream)];
    private readonly string[]? _words = query.Text is null ? null : EventFields.Lower(query.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private readonly string? _exact = query.Exact is null ? null : EventFields.Lower(query.Exact);

    /// <summary>The rows that match, in the order asked for.</summary>
    public IEnumerable<(EventStream Stream, EventRow Row)> Rows()
    {
        var now = log.Clock.GetUtcNow();
        var visible = (now - log.Options.Delay).ToUnixTimeMilliseconds();
        return Merged(Range(now), visible)
            .Where(found => found.Row.AppendedAt <= visible && IsWanted(found.Stream, found.Row));
    }

    /// <summary>An event's bytes; good until the next call.</summary>
    public ReadOnlyMemory<byte> Read(EventStream stream, EventRow row) => stream.Read(row, _buffer);

    /// <summary>A field that is known without reading the body.</summary>
    public string? KindField(EventRow row, string field) => field switch
    {
        "service" => EventFields.Lower(log.Kinds.Name(row.Kind).Service),
        "event_type" => EventFields.Lower(log.Kinds.Name(row.Kind).Type),
        _ => null,
    };

    /// <summary>An event as JSON; null where it cannot be read as such.</summary>
    public JsonDocument? Parse(EventStream stream, EventRow row)
    {
        try
        {
            return JsonDocument.Parse(Read(stream, row));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private KeyRange Range(DateTimeOffset now)
    {
        var oldest = now - log.Options.Retention;
        var from = new EventKey((query.Start > oldest ? query.Start : oldest).ToUnixTimeMilliseconds(), 0);
        var to = new EventKey(query.End?.ToUnixTimeMilliseconds() ?? long.MaxValue, long.MaxValue);
        if (query.After is { } after && query.Descending && after <= to)
            to = after with { Sequence = after.Sequence - 1 };
        else if (query.After is { } before && !query.Descending && before >= from)
            from = before with { Sequence = before.Sequence + 1 };
        return new KeyRange(from, to);
    }

    private bool IsWanted(EventStream stream, EventRow row)
    {
        if (!_kinds.TryGetValue(row.Kind, out var byKind))
            _kinds[row.Kind] = byKind = ByKind(row.Kind);
        if (byKind is { } decided)
            return decided;
        using var body = Parse(stream, row);
        if (body?.RootElement is not { ValueKind: JsonValueKind.Object } @event)
            return false;
        return (query.Term?.Matches(@event) ?? true)
            && (_words is null || Array.TrueForAll(_words, word => EventFields.Leaves(@event).Any(leaf => leaf.Contains(word, StringComparison.Ordinal))))
            && (_exact is null || EventFields.Leaves(@event).Contains(_exact, StringComparer.Ordinal));
    }

    private bool? ByKind(ushort kind)
    {
        var (service, type) = log.Kinds.Name(kind);
        if (!query.AllServices && !query.Services.Contains(EventServices.Canonical(service)))
            return false;
        var term = query.Term is null ? true : query.Term.MatchesKind(service, type);
        return term is true && (_words is not null || _exact is not null) ? null : term;
    }

    private IEnumerable<(EventStream Stream, EventRow Row)> Merged(KeyRange range, long now)
    {
        if (_streams.Length == 1)
            return _streams[0].Rows(range, now, query.Descending).Select(row => (_streams[0], row));
        return Merge(range, now);
    }

    private IEnumerable<(EventStream Stream, EventRow Row)> Merge(KeyRange range, long now)
    {
        var sign = query.Descending ? -1 : 1;
        var heads = new PriorityQueue<(EventStream Stream, IEnumerator<EventRow> Rows), EventKey>(
            Comparer<EventKey>.Create((left, right) => sign * left.CompareTo(right)));
        foreach (var stream in _streams)
        {
            var rows = stream.Rows(range, now, query.Descending).GetEnumerator();
            if (rows.MoveNext())
                heads.Enqueue((stream, rows), rows.Current.Key);
        }
        while (heads.TryDequeue(out var head, out _))
        {
            yield return (head.Stream, head.Rows.Current);
            if (head.Rows.MoveNext())
                heads.Enqueue(head, head.Rows.Current.Key);
        }
    }
}
