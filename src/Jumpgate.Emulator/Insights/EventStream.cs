using System.Buffers;

namespace Jumpgate.Emulator.Insights;

/// <summary>The events of one organization, or of one provider: a generated past, what was written since, and what goes on happening by itself.</summary>
internal sealed class EventStream(int number, History.GeneratedHistory? history)
{
    private const int SequenceStep = 1 << 16;

    /// <summary>Set in the sequence of what happens by itself; its index stands where the others have theirs.</summary>
    private const long LiveFlag = 1L << 62;

    private readonly List<EventRow> _rows = [];
    private readonly Dictionary<long, Live.EventName> _odd = [];
    private readonly EventArchive _archive = new();
    private readonly Lock _gate = new();

    private long PastCount => history?.Count ?? 0;

    /// <summary>What goes on happening by itself; null: nothing.</summary>
    public Live.LiveEvents? Live { get; set; }

    /// <summary>Appends an event at its own time, which may lie before that of its predecessors.</summary>
    /// <param name="odd">What it is known by, where its bytes do not say so.</param>
    public EventKey Append(long milliseconds, ushort kind, long appendedAt, ReadOnlySpan<byte> json, Live.EventName? odd = null)
    {
        lock (_gate)
        {
            var key = new EventKey(milliseconds, ((PastCount + _rows.Count) * SequenceStep) + number);
            var row = new EventRow(key, kind, appendedAt, _archive.Add(json));
            if (odd is { } name)
                _odd.Add(key.Sequence, name);
            if (_rows.Count == 0 || _rows[^1].Key < key)
                _rows.Add(row);
            else
                _rows.Insert(~BinarySearch(key), row);
            return key;
        }
    }

    /// <summary>Rows of the range in order, what has happened by <paramref name="now"/>; taken in blocks so that nobody waits for a long reading.</summary>
    public IEnumerable<EventRow> Rows(KeyRange range, long now, bool descending)
    {
        var rows = Past(range, descending);
        if (_rows.Count > 0)
            rows = history is null ? Stored(range, descending) : Merge(rows, Stored(range, descending), descending);
        return Live is null ? rows : Merge(rows, Happening(range, now, descending), descending);
    }

    public ReadOnlyMemory<byte> Read(EventRow row, ArrayBufferWriter<byte> buffer)
    {
        var index = IndexOf(row.Key);
        if (IsLive(row.Key) || index < PastCount)
        {
            buffer.ResetWrittenCount();
            if (IsLive(row.Key))
                Live!.Write(index, buffer);
            else
                history!.Write(index, buffer);
            return buffer.WrittenMemory;
        }
        lock (_gate)
            return _archive.Read(row.Place);
    }

    /// <summary>What an event is known by; null where it is told again under a second service.</summary>
    public Live.EventName? Name(EventRow row, ArrayBufferWriter<byte> buffer)
    {
        var index = IndexOf(row.Key);
        if (IsLive(row.Key))
            return (index & 1) == 0 ? Live!.Name(index) : null;
        if (index < PastCount)
            return new Live.EventName(history!.Id(index), null);
        lock (_gate)
        {
            if (_odd.TryGetValue(row.Key.Sequence, out var odd))
                return odd;
        }

        using var body = System.Text.Json.JsonDocument.Parse(Read(row, buffer));
        return new Live.EventName(body.RootElement.GetProperty("id").GetString()!, null);
    }

    private static bool IsLive(EventKey key) => (key.Sequence & LiveFlag) != 0;

    private static long IndexOf(EventKey key) => (key.Sequence & ~LiveFlag) / SequenceStep;

    private IEnumerable<EventRow> Happening(KeyRange range, long now, bool descending) =>
        Live!.Rows(range.From.Milliseconds, range.To.Milliseconds, now, descending)
            .Select(e => new EventRow(new EventKey(e.Milliseconds, LiveFlag | ((e.Index * SequenceStep) + number)), e.Kind, e.VisibleAt, default))
            .Where(row => range.Holds(row.Key));

    private static IEnumerable<EventRow> Merge(IEnumerable<EventRow> left, IEnumerable<EventRow> right, bool descending)
    {
        using var a = left.GetEnumerator();
        using var b = right.GetEnumerator();
        bool hasA = a.MoveNext(), hasB = b.MoveNext();
        while (hasA || hasB)
        {
            if (hasA && (!hasB || a.Current.Key < b.Current.Key != descending))
            {
                yield return a.Current;
                hasA = a.MoveNext();
            }
            else
            {
                yield return b.Current;
                hasB = b.MoveNext();
            }
        }
    }

    private IEnumerable<EventRow> Past(KeyRange range, bool descending) =>
        history is null
            ? []
            : history.Rows(range.From.Milliseconds, range.To.Milliseconds, descending)
                .Select(e => new EventRow(new EventKey(e.Milliseconds, (e.Index * SequenceStep) + number), e.Kind, e.Milliseconds, default))
                .Where(row => range.Holds(row.Key));

    private IEnumerable<EventRow> Stored(KeyRange range, bool descending)
    {
        var block = new EventRow[256];
        var next = descending ? range.To : range.From;
        while (true)
        {
            int count;
            lock (_gate)
                count = descending ? CopyDown(range, next, block) : CopyUp(range, next, block);
            for (var i = 0; i < count; i++)
                yield return block[i];
            if (count < block.Length)
                yield break;
            var last = block[count - 1].Key;
            next = last with { Sequence = last.Sequence + (descending ? -1 : 1) };
        }
    }

    private int CopyUp(KeyRange range, EventKey from, EventRow[] block)
    {
        var at = BinarySearch(from);
        var count = 0;
        for (var i = at < 0 ? ~at : at; i < _rows.Count && count < block.Length && _rows[i].Key <= range.To; i++)
            block[count++] = _rows[i];
        return count;
    }

    private int CopyDown(KeyRange range, EventKey from, EventRow[] block)
    {
        var at = BinarySearch(from);
        var count = 0;
        for (var i = at < 0 ? ~at - 1 : at; i >= 0 && count < block.Length && _rows[i].Key >= range.From; i--)
            block[count++] = _rows[i];
        return count;
    }

    /// <summary>The index of the key, or the complement of where it would stand.</summary>
    private int BinarySearch(EventKey key)
    {
        int low = 0, high = _rows.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _rows[middle].Key.CompareTo(key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
