using System.Globalization;

namespace Jumpgate.Scim.Filters;

/// <summary>Numbers as JSON writes them (RFC 8259 §6), read exactly or not at all.</summary>
internal static class JsonNumber
{
    private const int ExactDigits = 28;

    public static bool Matches(ReadOnlySpan<char> word)
    {
        var i = word is ['-', ..] ? 1 : 0;
        var whole = Digits(word, ref i);
        if (whole == 0 || whole > 1 && word[i - whole] == '0')
        {
            return false;
        }

        if (i < word.Length && word[i] == '.')
        {
            i++;
            if (Digits(word, ref i) == 0)
            {
                return false;
            }
        }

        if (i < word.Length && word[i] is 'e' or 'E')
        {
            i++;
            if (i < word.Length && word[i] is '+' or '-')
            {
                i++;
            }

            if (Digits(word, ref i) == 0)
            {
                return false;
            }
        }

        return i == word.Length;
    }

    /// <summary>False when the number needs more digits than are kept exactly.</summary>
    public static bool TryRead(ReadOnlySpan<char> word, out decimal number)
    {
        number = 0;
        var end = word.IndexOfAny('e', 'E');
        var mantissa = end < 0 ? word : word[..end];
        Span<char> digits = new char[mantissa.Length];
        var count = 0;
        var point = -1;
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                point = count;
            }
            else if (c != '-')
            {
                digits[count++] = c;
            }
        }

        var significant = digits[..count].TrimEnd('0');
        var scale = (point < 0 ? 0 : point - count) + (count - significant.Length);
        significant = significant.TrimStart('0');
        if (significant.IsEmpty)
        {
            return true;
        }

        var exponent = 0;
        if (end >= 0 && (!int.TryParse(word[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || Math.Abs((long)exponent) > word.Length + ExactDigits))
        {
            return false;
        }

        scale += exponent;
        if (scale < -ExactDigits || significant.Length + Math.Max(scale, 0) > ExactDigits)
        {
            return false;
        }

        number = decimal.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture);
        for (; scale > 0; scale--)
        {
            number *= 10;
        }

        for (; scale < 0; scale++)
        {
            number *= 0.1m;
        }

        number = word[0] == '-' ? -number : number;
        return true;
    }

    private static int Digits(ReadOnlySpan<char> word, ref int i)
    {
        var start = i;
        while (i < word.Length && char.IsAsciiDigit(word[i]))
        {
            i++;
        }

        return i - start;
    }
}
