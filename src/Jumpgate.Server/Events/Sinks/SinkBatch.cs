using System.Buffers;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>Records on their way to a receiver: lines of JSON in the order of the log, each with its end (LF), and no line end or separator within.</summary>
internal sealed class SinkBatch
{
    private readonly ArrayBufferWriter<byte> lines = new(64 * 1024);
    private readonly List<SinkRecord> records = [];

    /// <summary>All lines, one after the other.</summary>
    public ReadOnlyMemory<byte> Lines => lines.WrittenMemory;

    public IReadOnlyList<SinkRecord> Records => records;

    /// <summary>The log is read up to here; behind the last record where events were not meant for this receiver.</summary>
    public long ReadTo { get; set; }

    /// <summary>Where a line is written; it counts once <see cref="Add"/> is called.</summary>
    public IBufferWriter<byte> Writer => lines;

    public void Add(long position, string eventId)
    {
        lines.Write("\n"u8);
        var start = records is [.., var last] ? last.Start + last.Length : 0;
        records.Add(new SinkRecord(position, eventId, start, lines.WrittenCount - start));
    }

    public void Clear()
    {
        lines.ResetWrittenCount();
        records.Clear();
    }
}

/// <summary>One line of a batch, its end included.</summary>
internal readonly record struct SinkRecord(long Position, string EventId, int Start, int Length);
