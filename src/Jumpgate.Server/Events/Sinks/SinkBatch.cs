using System.Buffers;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>Records on their way to a receiver: lines of JSON in the order of the log, each with its end (LF), and no line end or separator within.</summary>
internal sealed class SinkBatch
{
    private readonly ArrayBufferWriter<byte> lines = new(64 * 1024);
    private readonly List<SinkRecord> records = [];
    private readonly List<DeadRecord> dead = [];

    /// <summary>What it is to hold at most.</summary>
    public BatchSize Size { get; init; } = BatchSize.Usual;

    /// <summary>It holds as much as it may: more of the log may follow.</summary>
    public bool IsFull { get; set; }

    /// <summary>When the first event it was read from came; Unix milliseconds.</summary>
    public long? Since { get; set; }

    /// <summary>All lines, one after the other.</summary>
    public ReadOnlyMemory<byte> Lines => lines.WrittenMemory;

    public IReadOnlyList<SinkRecord> Records => records;

    /// <summary>Records that can never be delivered.</summary>
    public IReadOnlyList<DeadRecord> Dead => dead;

    /// <summary>The log is read up to here; behind the last record where events were not meant for this receiver.</summary>
    public long ReadTo { get; set; }

    /// <summary>Where a line is written; it counts once <see cref="Add"/> is called.</summary>
    public IBufferWriter<byte> Writer => lines;

    public void Add(EventName name)
    {
        lines.Write("\n"u8);
        var start = records is [.., var last] ? last.Start + last.Length : 0;
        records.Add(new SinkRecord(name, start, lines.WrittenCount - start));
    }

    /// <summary>A record's JSON without its end.</summary>
    public ReadOnlyMemory<byte> Json(in SinkRecord record) => Lines.Slice(record.Start, record.Length - 1);

    /// <summary>The event can never be delivered. It becomes a dead letter, and counts as done.</summary>
    /// <param name="code">Stable: <c>too_large</c>, or <c>refused</c> by the receiver.</param>
    /// <param name="detail">What was said, no value of the event in it.</param>
    public void Refuse(EventName name, string code, string detail) => dead.Add(new DeadRecord(name, code, detail.Length > DeadRecord.Longest ? detail[..DeadRecord.Longest] : detail));

    public void Clear()
    {
        lines.ResetWrittenCount();
        records.Clear();
        dead.Clear();
        (IsFull, Since) = (false, null);
    }
}

/// <summary>How much of the log goes into one batch.</summary>
/// <param name="Events">Events at most.</param>
/// <param name="Bytes">A batch ends with the event that reaches so many bytes, as they came.</param>
/// <param name="Age">So long a batch that is not full waits for more, from when its first event came; null: not at all.</param>
internal sealed record BatchSize(int Events, int Bytes, TimeSpan? Age = null)
{
    public static BatchSize Usual { get; } = new(1000, 8 * 1024 * 1024);
}

/// <summary>What an event is known by.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">JumpCloud's; a hash of its bytes where it has none. Not above 200 characters.</param>
/// <param name="Type">Null: it names none.</param>
/// <param name="At">Its time; when it came, where it has none. Unix milliseconds.</param>
/// <param name="Class">What it is in OCSF; null where nobody has asked.</param>
internal readonly record struct EventName(long Position, string Id, string? Type = null, long At = 0, int? Class = null);

/// <summary>One line of a batch, its end included.</summary>
internal readonly record struct SinkRecord(EventName Event, int Start, int Length);

/// <summary>An event that cannot be delivered, and why.</summary>
internal readonly record struct DeadRecord(EventName Event, string Code, string Detail)
{
    /// <summary>Characters of a detail that are kept.</summary>
    public const int Longest = 500;
}
