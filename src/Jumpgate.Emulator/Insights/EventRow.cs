namespace Jumpgate.Emulator.Insights;

/// <summary>What is known of an event without reading its body.</summary>
internal readonly record struct EventRow(EventKey Key, ushort Kind, long AppendedAt, EventPlace Place);

/// <summary>A stretch of keys, both ends included.</summary>
internal readonly record struct KeyRange(EventKey From, EventKey To)
{
    public bool Holds(EventKey key) => key >= From && key <= To;
}
