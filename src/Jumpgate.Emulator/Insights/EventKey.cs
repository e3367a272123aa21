using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>An event's place in the order of answers: its millisecond, then the order of arrival. On the wire this is
/// <c>X-Search_after</c>: epoch milliseconds and twenty opaque characters.</summary>
public readonly record struct EventKey(long Milliseconds, long Sequence) : IComparable<EventKey>
{
    private const ulong Scatter = 0x9E3779B97F4A7C15;

    public int CompareTo(EventKey other) =>
        Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Sequence.CompareTo(other.Sequence);

    public static bool operator <(EventKey left, EventKey right) => left.CompareTo(right) < 0;

    public static bool operator >(EventKey left, EventKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventKey left, EventKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventKey left, EventKey right) => left.CompareTo(right) >= 0;

    public JsonArray ToJson() => [Milliseconds, Opaque()];

    private string Opaque()
    {
        Span<byte> bytes = stackalloc byte[15];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Sequence * Scatter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[7..], Check(Sequence) | ((ulong)Sequence * Scatter & 0xFF) << 56);
        return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads a <c>search_after</c> that came back; null when it is not one of ours. The specification types both
    /// elements as strings, so the time is taken in either form.</summary>
    public static EventKey? Parse(JsonNode? node)
    {
        if (node is not JsonArray { Count: 2 } pair || pair[0] is not JsonValue time || pair[1] is not JsonValue opaque)
            return null;
        if (!long.TryParse(time.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
            return null;
        if (!opaque.TryGetValue<string>(out var text) || text.Length != 20)
            return null;

        Span<byte> bytes = stackalloc byte[15];
        if (!Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), bytes, out var written) || written != 15)
            return null;
        var sequence = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) * Unscatter);
        return new EventKey(milliseconds, sequence) is var key && key.Opaque() == text ? key : null;
    }

    private static ulong Check(long sequence) => ((ulong)sequence ^ 0xA5A5_5A5A_C3C3_3C3C) * Scatter >> 8;

    private static readonly ulong Unscatter = Inverse(Scatter);

    /// <summary>The multiplicative inverse of an odd number modulo 2^64, by Newton's steps.</summary>
    private static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var step = 0; step < 6; step++)
            inverse *= 2 - odd * inverse;
        return inverse;
    }
}
