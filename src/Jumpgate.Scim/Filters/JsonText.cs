using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Scim.Filters;

/// <summary>JSON strings (RFC 8259 §7) read and written without exceptions.</summary>
internal static class JsonText
{
    private const string Escapes = "\"\\/bfnrt";
    private const string Escaped = "\"\\/\b\f\n\r\t";

    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            var escape = c == '/' ? -1 : Escaped.IndexOf(c, StringComparison.Ordinal);
            if (escape >= 0)
            {
                text.Append('\\').Append(Escapes[escape]);
            }
            else if (c < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }

    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>
    /// Reads what stands between two quotes. A bad escape, or half a surrogate pair unless they are to be mended to
    /// U+FFFD, gives null and its offset in <paramref name="fault"/>.
    /// </summary>
    public static string? Unquote(ReadOnlySpan<char> inner, out int fault, bool mendSurrogates = false)
    {
        var text = new StringBuilder(inner.Length);
        var high = -1;
        for (var i = 0; i < inner.Length;)
        {
            if (ReadUnit(inner, i, out var unit) is not (> 0 and var length))
            {
                fault = i;
                return null;
            }

            var paired = high >= 0 && char.IsLowSurrogate(unit);
            if (!paired && (high >= 0 || char.IsLowSurrogate(unit)))
            {
                if (!mendSurrogates)
                {
                    fault = high >= 0 ? high : i;
                    return null;
                }

                if (high >= 0)
                {
                    text[^1] = '\uFFFD';
                }

                unit = char.IsLowSurrogate(unit) ? '\uFFFD' : unit;
            }

            text.Append(unit);
            high = char.IsHighSurrogate(unit) ? i : -1;
            i += length;
        }

        if (high >= 0)
        {
            if (!mendSurrogates)
            {
                fault = high;
                return null;
            }

            text[^1] = '\uFFFD';
        }

        fault = -1;
        return text.ToString();
    }

    /// <summary>The string a JSON element holds; halves of surrogate pairs, which JSON may carry, become U+FFFD.</summary>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            var raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
            return Unquote(raw.AsSpan()[1..^1], out _, mendSurrogates: true) ?? "";
        }
    }

    /// <summary>The characters one UTF-16 unit takes in the source; 0 for a bad escape.</summary>
    private static int ReadUnit(ReadOnlySpan<char> source, int at, out char unit)
    {
        unit = source[at];
        if (unit != '\\')
        {
            return 1;
        }

        var escape = at + 1 < source.Length ? source[at + 1] : '\0';
        if (escape == 'u')
        {
            var read = ushort.TryParse(
                at + 6 <= source.Length ? source.Slice(at + 2, 4) : default, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
            unit = (char)code;
            return read ? 6 : 0;
        }

        var known = Escapes.IndexOf(escape, StringComparison.Ordinal);
        unit = known >= 0 ? Escaped[known] : unit;
        return known >= 0 ? 2 : 0;
    }
}
