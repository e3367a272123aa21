using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Delivery;

public enum DeliveryState : short { Success = 1, Retrying, Failed, Skipped, Acknowledged }

/// <summary>One try to deliver.</summary>
/// <param name="Status">The HTTP status; null: no answer came.</param>
/// <param name="Error">Null: it was taken.</param>
public readonly record struct Attempt(long At, int? Status, int Milliseconds, string? Error)
{
    private const int LongestError = 300;

    /// <summary>As a JSON object.</summary>
    internal string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("at", At);
            if (Status is { } status) json.WriteNumber("status", status);
            json.WriteNumber("ms", Milliseconds);
            if (Error is { } error) json.WriteString("error", Shorten(error));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a receiver said, as one line that any store can keep.</summary>
    internal static string Shorten(string text)
    {
        var line = string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0).Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));
        if (line.Length <= LongestError) return line;
        return line[..(char.IsHighSurrogate(line[LongestError - 1]) ? LongestError - 1 : LongestError)] + "…";
    }

    internal static IReadOnlyList<Attempt> ListOf(string attempts)
    {
        using var document = JsonDocument.Parse($"[{attempts}]");
        return [.. document.RootElement.EnumerateArray().Select(one => new Attempt(
            one.GetProperty("at").GetInt64(), one.TryGetProperty("status", out var status) ? status.GetInt32() : null, one.GetProperty("ms").GetInt32(),
            one.TryGetProperty("error", out var error) ? error.GetString() : null))];
    }
}

/// <summary>How one event went to one endpoint.</summary>
/// <param name="NextAt">Of an unordered endpoint: when it is tried again. In an ordered one its lane knows.</param>
/// <param name="Attempts">Only the new ones where it is written; all where it is read.</param>
public sealed record DeliveryRow(long Seq, int Directory, string Type, DeliveryState State, int Tries, long? NextAt, IReadOnlyList<Attempt> Attempts)
{
    internal const string Columns = "d.seq, d.directory, d.type, d.state, d.tries, d.next_at, d.attempts";

    internal static DeliveryRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), row.GetString(2), (DeliveryState)row.GetInt16(3), row.GetInt16(4), row.IsDBNull(5) ? null : row.GetInt64(5),
        Attempt.ListOf(row.GetString(6)));
}
