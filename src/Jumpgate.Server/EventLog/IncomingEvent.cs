using System.Text.Json;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>A Directory Insights event on its way into the log.</summary>
internal sealed record IncomingEvent(string Id, string? Service, string? Type, long At, ReadOnlyMemory<byte> Raw)
{
    /// <summary>As deep as <c>Jumpgate.JumpCloud</c> reads.</summary>
    public static readonly JsonDocumentOptions Depth = new() { MaxDepth = 128 };

    /// <summary>Characters of a text the log is found by. JumpCloud's are 24 to 60 long; keys of a store have an end.</summary>
    private const int Longest = 200;

    /// <summary>
    /// Reads what the log is ordered and found by. Times come with seconds to nanoseconds; an event without an id, or with one that no key can hold, is known
    /// by its bytes.
    /// </summary>
    public static IncomingEvent Of(ReadOnlyMemory<byte> raw, long receivedAt)
    {
        using var document = JsonDocument.Parse(raw, Depth);
        var root = document.RootElement;
        var at = Text(root, "timestamp") is { } timestamp && EventTime.TryRead(timestamp, out var time) ? time : receivedAt;
        return new IncomingEvent(
            Text(root, "id") is { Length: > 0 and <= Longest } id ? id : Hash128.ToText(Hash128.Of(raw.Span)), Short(Text(root, "service")), Short(Text(root, "event_type")), at, raw);
    }

    /// <summary>Null also where the text is one that PostgreSQL does not take: with U+0000, or half of a surrogate pair.</summary>
    private static string? Text(JsonElement from, string member)
    {
        if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(member, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString() is { } text && !text.Contains('\0') ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Short(string? text) => text is { Length: > Longest } ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] : text;
}

/// <summary>An event of the log.</summary>
internal readonly record struct LoggedEvent(long Position, string Id, string? Service, string? Type, long At, byte[] Raw);
