using System.Globalization;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// A dateTime of RFC 7643 §2.3.5 (xsd:dateTime) as an instant, cut to microseconds, the finest both stores can hold.
/// Without a zone it is UTC. A date alone is its midnight, so that people may write <c>gt "2026-05-13"</c>.
/// </summary>
public static class ScimDateTime
{
    private const int MicrosecondDigits = 6;

    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        var time = text.Length == 10 ? "T00:00:00Z" : text.Length >= 19 ? text[10..] : default;
        if (time.IsEmpty || time[0] != 'T'
            || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !TimeOnly.TryParseExact(time[1..9], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            || !TryReadFraction(time[9..], out var microseconds, out var zoneText)
            || !TryReadZone(zoneText, out var zone))
        {
            return false;
        }

        var ticks = day.ToDateTime(clock).Ticks + (microseconds * TimeSpan.TicksPerMicrosecond) - zone.Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<char> text, out long microseconds, out ReadOnlySpan<char> rest)
    {
        microseconds = 0;
        rest = text;
        if (text is not ['.', ..])
        {
            return true;
        }

        var digits = 1;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
        {
            if (digits <= MicrosecondDigits)
            {
                microseconds = (microseconds * 10) + (text[digits] - '0');
            }
        }

        for (var missing = digits; missing <= MicrosecondDigits; missing++)
        {
            microseconds *= 10;
        }

        rest = text[digits..];
        return digits > 1;
    }

    private static bool TryReadZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = default;
        if (text is [] or ['Z'])
        {
            return true;
        }

        if (text is not ['+' or '-', _, _, ':', _, _]
            || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out zone)
            || zone > TimeSpan.FromHours(14))
        {
            return false;
        }

        zone = text[0] == '-' ? -zone : zone;
        return true;
    }
}
