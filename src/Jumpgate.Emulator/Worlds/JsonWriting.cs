using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

internal static class JsonWriting
{
    public static void Id(this Utf8JsonWriter json, ReadOnlySpan<byte> name, World world, Kind kind, int index)
    {
        Span<char> id = stackalloc char[24];
        world.Ids.Write(id, kind, index, world.CreatedSecond(kind, index));
        json.WriteString(name, id);
    }

    /// <summary>An id for something that stands inside another object.</summary>
    public static void ElementId(this Utf8JsonWriter json, ReadOnlySpan<byte> name, World world, ulong chance, long ms)
    {
        Span<char> id = stackalloc char[24];
        world.Ids.Write(id, Kind.Element, (int)(chance & 0x7FFFFFFF), (uint)(ms / 1000));
        json.WriteString(name, id);
    }

    /// <summary>ISO 8601 in UTC with milliseconds, as every time of JumpCloud's.</summary>
    public static void Time(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long ms)
    {
        Span<char> text = stackalloc char[24];
        DateTimeOffset.FromUnixTimeMilliseconds(ms).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void EmptyArray(this Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
