using System.Text.Json;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>A Directory Insights event on its way into the log.</summary>
internal sealed record IncomingEvent(string Id, string? Service, string? Type, long At, ReadOnlyMemory<byte> Raw)
{
    /// <summary>
    /// Reads what the log is ordered and found by. Times come with seconds to nanoseconds; an event without an id is known by its bytes.
    /// </summary>
    public static IncomingEvent Of(ReadOnlyMemory<byte> raw, long receivedAt)
    {
        using var document = JsonDocument.Parse(raw);
        var root = document.RootElement;
        var at = Text(root, "timestamp") is { } timestamp && EventTime.TryRead(timestamp, out var time) ? time : receivedAt;
        return new IncomingEvent(
            Text(root, "id") is { Length: > 0 } id ? id : Hash128.ToText(Hash128.Of(raw.Span)), Text(root, "service"), Text(root, "event_type"), at, raw);
    }

    private static string? Text(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>An event of the log.</summary>
internal readonly record struct LoggedEvent(long Position, string Id, string? Service, string? Type, long At, byte[] Raw);
