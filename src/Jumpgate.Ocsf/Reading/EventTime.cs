namespace Jumpgate.Ocsf.Reading;

/// <summary>RFC 3339 with 0 to any number of fractional digits, as JumpCloud writes them (0, 3, 8 or 9), cut to milliseconds.</summary>
internal static class EventTime
{
    /// <summary>Milliseconds since 1970; a leap second is the first second of the next minute.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':' || text[16] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (!Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return false;
        var rest = text[19..];
        var fraction = 0;
        if (rest[0] == '.')
        {
            var digits = 0;
            for (rest = rest[1..]; rest.Length > 0 && char.IsAsciiDigit((char)rest[0]); rest = rest[1..], digits++)
            {
                if (digits < 3) fraction = (fraction * 10) + (rest[0] - '0');
            }

            if (digits == 0) return false;
            for (; digits < 3; digits++) fraction *= 10;
        }

        if (!Offset(rest, out var offset)) return false;
        var days = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerDay - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay;
        milliseconds = (((((days * 24) + hour) * 60) + minute - offset) * 60 + second) * 1000 + fraction;
        return true;
    }

    /// <summary>Minutes ahead of UTC.</summary>
    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !Digits(text[1..3], out var hour) || !Digits(text[4..6], out var minute)) return false;
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return hour < 24 && minute < 60;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
