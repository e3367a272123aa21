using System.Buffers;
using System.Text;

namespace Jumpgate.Ocsf.Reading;

/// <summary>
/// Brings the text of an event into the form its parts can be copied from as they stand: one line, no byte order mark, no escapes for what needs
/// none (so that names compare byte by byte), no lone surrogates (a consumer may refuse them), and NEL, LS and PS escaped (some readers of
/// lines break at them). Nearly every event has that form already and is only copied.
/// </summary>
internal static class TidyJson
{
    private static readonly SearchValues<byte> LeadOfBreaks = SearchValues.Create(0xC2, 0xE2);

    /// <summary>Writes the tidy form to the start of the buffer, which grows as needed; the length. Takes any bytes that are valid UTF-8.</summary>
    public static int Write(ReadOnlySpan<byte> raw, ref byte[] to)
    {
        if (raw.StartsWith(Encoding.UTF8.Preamble)) raw = raw[Encoding.UTF8.Preamble.Length..];
        var breaks = !Ascii.IsValid(raw) && HasBreaks(raw);
        // The longest an untidy text can become: U+0085 has two bytes, its escape six.
        var most = breaks ? raw.Length * 3 : raw.Length;
        if (to.Length < most) to = new byte[Math.Max(most, to.Length * 2)];
        if (!breaks && !raw.ContainsAnyInRange((byte)0, (byte)0x1F) && !HasOddEscapes(raw))
        {
            raw.CopyTo(to);
            return raw.Length;
        }

        return Rewrite(raw, to);
    }

    private static bool HasBreaks(ReadOnlySpan<byte> text)
    {
        for (int at; (at = text.IndexOfAny(LeadOfBreaks)) >= 0; text = text[(at + 1)..])
        {
            if (BreakLength(text[at..]) > 0) return true;
        }

        return false;
    }

    private static bool HasOddEscapes(ReadOnlySpan<byte> text)
    {
        for (int at; (at = text.IndexOf((byte)'\\')) >= 0; text = text[(at + 2)..])
        {
            if (at + 1 >= text.Length || text[at + 1] is (byte)'u' or (byte)'/') return true;
        }

        return false;
    }

    /// <summary>Bytes of the line break (U+0085, U+2028, U+2029) that stands at the beginning; 0 where there is none.</summary>
    internal static int BreakLength(ReadOnlySpan<byte> text) =>
        text is [0xC2, 0x85, ..] ? 2 : text is [0xE2, 0x80, 0xA8 or 0xA9, ..] ? 3 : 0;

    /// <summary>The same character as an escape.</summary>
    internal static ReadOnlySpan<byte> BreakEscape(ReadOnlySpan<byte> text) => text switch
    {
        [0xC2, ..] => "\\u0085"u8,
        [_, _, 0xA8, ..] => "\\u2028"u8,
        _ => "\\u2029"u8,
    };

    private static int Rewrite(ReadOnlySpan<byte> raw, Span<byte> to)
    {
        var (length, inText) = (0, false);
        for (var at = 0; at < raw.Length;)
        {
            var next = raw[at];
            // A line break within a text is a fault, kept for the reader to find.
            if (!inText && next is ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) at++;
            else if (inText && next == '\\') length += Escape(raw, ref at, to[length..]);
            else if (inText && BreakLength(raw[at..]) is > 0 and var bytes)
            {
                BreakEscape(raw[at..]).CopyTo(to[length..]);
                (at, length) = (at + bytes, length + 6);
            }
            else
            {
                inText ^= next == '"';
                to[length++] = next;
                at++;
            }
        }

        return length;
    }

    private static int Escape(ReadOnlySpan<byte> raw, ref int at, Span<byte> to)
    {
        var unit = Unit(raw, at);
        if (unit < 0x20)
        {
            // Not \u, or a control character: as it is; but / needs no escape.
            var size = unit >= 0 ? 6 : Math.Min(2, raw.Length - at);
            var taken = raw.Slice(at, size);
            at += size;
            if (taken is [_, (byte)'/']) taken = taken[1..];
            taken.CopyTo(to);
            return taken.Length;
        }

        if (unit is >= 0x20 and < 0x7F and not '"' and not '\\')
        {
            to[0] = (byte)unit;
            at += 6;
            return 1;
        }

        var pair = char.IsHighSurrogate((char)unit) && Unit(raw, at + 6) is >= 0 and var low && char.IsLowSurrogate((char)low);
        if (char.IsSurrogate((char)unit) && !pair)
        {
            "\\ufffd"u8.CopyTo(to);
            at += 6;
            return 6;
        }

        var length = pair ? 12 : 6;
        raw.Slice(at, length).CopyTo(to);
        at += length;
        return length;
    }

    /// <summary>The code unit of a \u escape; -1 where none stands there.</summary>
    private static int Unit(ReadOnlySpan<byte> raw, int at)
    {
        if (at + 6 > raw.Length || raw[at] != '\\' || raw[at + 1] != 'u') return -1;
        var unit = 0;
        foreach (var digit in raw.Slice(at + 2, 4))
        {
            var value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (value < 0) return -1;
            unit = (unit << 4) | value;
        }

        return unit;
    }
}
