using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>Texts out of JSON as they occur: lone surrogates become U+FFFD instead of an error.</summary>
internal static class JsonText
{
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Lenient(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)[1..^1]));
        }
    }

    /// <summary>A member's text; null where absent, null or empty.</summary>
    public static string? Of(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && Of(value) is { Length: > 0 } text ? text : null;

    public static bool IsTrue(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    public static JsonElement Member(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) ? value : default;

    public static IEnumerable<JsonElement> Elements(JsonElement from, string member) =>
        Member(from, member) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>A text that a database column takes: no U+0000, which PostgreSQL refuses.</summary>
    public static string? Column(string? text) => text?.Replace('\0', '\uFFFD');

    private static string Lenient(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            if (escaped[i] == 'u' && i + 4 < escaped.Length
                && ushort.TryParse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 4;
                continue;
            }

            text.Append(escaped[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var other => other });
        }

        // A round trip through UTF-8 leaves pairs whole and replaces what stands alone.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
