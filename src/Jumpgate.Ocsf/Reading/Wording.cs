using System.Buffers;
using System.Text;

namespace Jumpgate.Ocsf.Reading;

/// <summary>Whether a text has the form an OCSF type asks for. Stricter than the schema's regular expressions, never laxer; a test holds that.</summary>
internal static class Wording
{
    /// <summary>The most characters of an address (type <c>ip_t</c>, both releases).</summary>
    private const int LongestAddress = 40;

    private static readonly SearchValues<byte> LocalPart = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-"u8);
    private static readonly SearchValues<byte> LocalPartNow = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-!#$%&'*,/=?^`{|}~"u8);
    private static readonly SearchValues<byte> Label = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"u8);
    private static readonly SearchValues<byte> Labels = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."u8);

    /// <summary>Type <c>email_t</c>; 1.1.0 takes fewer characters before the at sign.</summary>
    public static bool IsEmail(ReadOnlySpan<byte> text, OcsfVersion version)
    {
        var at = text.IndexOf((byte)'@');
        if (at <= 0 || text[..at].ContainsAnyExcept(version == OcsfVersion.V110 ? LocalPart : LocalPartNow)) return false;
        var host = text[(at + 1)..];
        var dot = host.IndexOf((byte)'.');
        return dot > 0 && dot < host.Length - 1 && !host[..dot].ContainsAnyExcept(Label) && !host[dot..].ContainsAnyExcept(Labels);
    }

    /// <summary>Type <c>hostname_t</c> of 1.1.0: labels of letters, digits and inner hyphens. 1.8.0 takes any text.</summary>
    public static bool IsHostname(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var dot = text.IndexOf((byte)'.');
            var label = dot < 0 ? text : text[..dot];
            if (label.IsEmpty || label.ContainsAnyExcept(Label) || label[0] == '-' || label[^1] == '-') return false;
            if (dot < 0) return true;
            text = text[(dot + 1)..];
        }
    }

    /// <summary>Type <c>ip_t</c>: an IPv4 or IPv6 address without a zone.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text) =>
        text.Length <= LongestAddress && (text.Contains((byte)':') ? IsAddress6(text) : IsAddress4(text));

    private static bool IsAddress4(ReadOnlySpan<byte> text)
    {
        for (var part = 0; part < 4; part++)
        {
            var end = part == 3 ? text.Length : text.IndexOf((byte)'.');
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0')) return false;
            var value = 0;
            foreach (var digit in text[..end])
            {
                if (!char.IsAsciiDigit((char)digit)) return false;
                value = (value * 10) + (digit - '0');
            }

            if (value > 255) return false;
            text = part == 3 ? default : text[(end + 1)..];
        }

        return true;
    }

    private static bool IsAddress6(ReadOnlySpan<byte> text)
    {
        var gap = text.IndexOf("::"u8);
        if (gap < 0) return Groups(text, true) == 8;
        var before = text[..gap];
        var after = text[(gap + 2)..];
        var left = before.IsEmpty ? 0 : Groups(before, false);
        var right = after.IsEmpty ? 0 : Groups(after, true);
        // Two colons stand for at least one group; the schema's expression wants that, too.
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /// <summary>Groups of four hexadecimal digits, an IPv4 address at the end counting two; -1 where that is not what stands there.</summary>
    private static int Groups(ReadOnlySpan<byte> text, bool isEnd)
    {
        for (var groups = 1; ; groups++)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && isEnd && group.Contains((byte)'.')) return IsAddress4(group) ? groups + 1 : -1;
            if (group.Length is < 1 or > 4) return -1;
            foreach (var digit in group)
            {
                if (!char.IsAsciiHexDigit((char)digit)) return -1;
            }

            if (colon < 0) return groups;
            text = text[(colon + 1)..];
        }
    }

    /// <summary>A number as JSON writes it (RFC 8259 §6).</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..]) text = text[1..];
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || (text[0] == '0' && text.Length > 1 && char.IsAsciiDigit((char)text[1]))) return false;
        text = text.TrimStart("0123456789"u8);
        if (text is [(byte)'.', ..])
        {
            var fraction = text[1..].TrimStart("0123456789"u8);
            if (fraction.Length == text.Length - 1) return false;
            text = fraction;
        }

        if (text is not [(byte)'e' or (byte)'E', ..]) return text.IsEmpty;
        text = text[1..];
        if (text is [(byte)'+' or (byte)'-', ..]) text = text[1..];
        return !text.IsEmpty && text.TrimStart("0123456789"u8).IsEmpty;
    }

    /// <summary>Whether a word stands in the text, in any case.</summary>
    public static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var at = 0; at + word.Length <= text.Length; at++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word)) return true;
        }

        return false;
    }
}
