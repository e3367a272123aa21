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

    public const int TimeLength = 24;

    /// <summary>ISO 8601 in UTC with milliseconds, as every time of JumpCloud's.</summary>
    public static void Time(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long ms)
    {
        Span<byte> text = stackalloc byte[TimeLength];
        Time(text, ms);
        json.WriteString(name, text);
    }

    /// <summary>The round-trip form, which .NET writes without reading a pattern, cut to milliseconds.</summary>
    public static void Time(Span<byte> text, long ms)
    {
        Span<byte> full = stackalloc byte[28];
        DateTime.UnixEpoch.AddMilliseconds(ms).TryFormat(full, out _, "O", CultureInfo.InvariantCulture);
        full[..(TimeLength - 1)].CopyTo(text);
        text[TimeLength - 1] = (byte)'Z';
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void EmptyArray(this Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
