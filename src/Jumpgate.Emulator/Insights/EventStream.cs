using System.Buffers;

namespace Jumpgate.Emulator.Insights;

/// <summary>The events of one organization, or of one provider: a generated past followed by what has happened since.</summary>
internal sealed class EventStream(int number, History.GeneratedHistory? history)
{
    private const int SequenceStep = 1 << 16;

    private readonly List<EventRow> _rows = [];
    private readonly EventArchive _archive = new();
    private readonly Lock _gate = new();

    private long PastCount => history?.Count ?? 0;

    /// <summary>Appends an event at its own time, which may lie before that of its predecessors.</summary>
    public EventKey Append(long milliseconds, ushort kind, long appendedAt, ReadOnlySpan<byte> json)
    {
        lock (_gate)
        {
            var key = new EventKey(milliseconds, ((PastCount + _rows.Count) * SequenceStep) + number);
            var row = new EventRow(key, kind, appendedAt, _archive.Add(json));
            if (_rows.Count == 0 || _rows[^1].Key < key)
                _rows.Add(row);
            else
                _rows.Insert(~BinarySearch(key), row);
            return key;
        }
    }

    /// <summary>Rows of the range in order, taken in blocks so that nobody waits for a long reading.</summary>
    public IEnumerable<EventRow> Rows(KeyRange range, bool descending)
    {
        using var past = Past(range, descending).GetEnumerator();
        using var stored = Stored(range, descending).GetEnumerator();
        bool hasPast = past.MoveNext(), hasStored = stored.MoveNext();
        while (hasPast || hasStored)
        {
            if (hasPast && (!hasStored || past.Current.Key < stored.Current.Key != descending))
            {
                yield return past.Current;
                hasPast = past.MoveNext();
            }
            else
            {
                yield return stored.Current;
                hasStored = stored.MoveNext();
            }
        }
    }


    public ReadOnlyMemory<byte> Read(EventRow row, ArrayBufferWriter<byte> buffer)
    {
        var index = row.Key.Sequence / SequenceStep;
        if (index < PastCount)
        {
            buffer.ResetWrittenCount();
            history!.Write(index, buffer);
            return buffer.WrittenMemory;
        }
        lock (_gate)
            return _archive.Read(row.Place);
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
