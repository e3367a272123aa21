using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>A Directory Insights event on its way into the log.</summary>
internal sealed record IncomingEvent(string Id, string? Service, string? Type, long At, ReadOnlyMemory<byte> Raw, EventFacts Facts)
{
    /// <summary>As deep as events of the log are nested; JumpCloud's have a dozen levels.</summary>
    public static readonly JsonDocumentOptions Depth = new() { MaxDepth = 128 };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Kept = ["id", "timestamp", "service", "event_type", "organization"];

    /// <summary>Characters of a text the log is found by. JumpCloud's are 24 to 60 long; keys of a store have an end.</summary>
    private const int Longest = 200;

    /// <summary>
    /// Reads what the log is ordered and found by. Times come with seconds to nanoseconds; an event without an id, or with one that no key can hold, is known
    /// by its bytes. One that is nested deeper than anybody parses is kept as a text within a small one.
    /// </summary>
    public static IncomingEvent Of(ReadOnlyMemory<byte> raw, long receivedAt)
    {
        using var document = TryParse(raw) ?? JsonDocument.Parse(raw = AsText(raw), Depth);
        var root = document.RootElement;
        var at = Text(root, "timestamp") is { } timestamp && EventTime.TryRead(timestamp, out var time) ? time : receivedAt;
        return new IncomingEvent(
            Text(root, "id") is { Length: > 0 and <= Longest } id ? id : Hash128.ToText(Hash128.Of(raw.Span)), Short(Text(root, "service")), Short(Text(root, "event_type")), at, raw,
            EventFacts.Of(raw, root));
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> raw)
    {
        try
        {
            return JsonDocument.Parse(raw, Depth);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary><c>{"id":…,"timestamp":…,"service":…,"event_type":…,"organization":…,"unreadable":{"reason":"too_deep","text":"…"}}</c></summary>
    private static byte[] AsText(ReadOnlyMemory<byte> raw)
    {
        var whole = new ArrayBufferWriter<byte>(raw.Length + 256);
        using (var writer = new Utf8JsonWriter(whole, Plain))
        {
            writer.WriteStartObject();
            var reader = new Utf8JsonReader(raw.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            while (reader.TokenType != JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? kept = null;
                foreach (var name in Kept)
                    if (reader.ValueTextEquals(name)) kept = name;
                reader.Read();
                if (kept is not null && reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { } text) writer.WriteString(kept, text);
                reader.Skip();
            }

            writer.WriteStartObject("unreadable");
            writer.WriteString("reason", "too_deep");
            writer.WriteString("text", Encoding.UTF8.GetString(raw.Span));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return whole.WrittenSpan.ToArray();
    }

    /// <summary>A text of the event; null where there is none, or one that PostgreSQL does not take: with U+0000, or half of a surrogate pair.</summary>
    public static string? Text(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? TextOf(value) : null;

    /// <inheritdoc cref="Text"/>
    public static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString() is { } read && !read.Contains('\0') ? read : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Short(string? text) => text is { Length: > Longest } ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] : text;
}

/// <summary>An event of the log.</summary>
internal readonly record struct LoggedEvent(long Position, string Id, string? Service, string? Type, long At, long ReceivedAt, byte[] Raw)
{
    public const string Columns = "e.position, e.id, e.service, e.type, e.at, e.received_at, e.raw";

    public static LoggedEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetFieldValue<byte[]>(6));
}
