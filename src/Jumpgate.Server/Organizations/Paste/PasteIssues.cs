using System.Text;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Organizations.Paste;

/// <summary>Finds characters that no key, secret or id holds.</summary>
public static class PasteIssues
{
    public const string WhiteSpace = "white_space";
    public const string LineBreak = "line_break";
    public const string ZeroWidth = "zero_width";
    public const string LookAlike = "look_alike";
    public const string Control = "control_character";
    public const string Quote = "quotation_mark";

    private const int Most = 50;

    // Letters of other scripts that print like Latin ones (Unicode confusables), by what they are taken for.
    private static readonly Dictionary<char, char> LookAlikes = Pairs(
        "АаВЕеЗІіЈјКМНОоРрСсТУуХхѕԁԛԝ", "AaBEe3IiJjKMHOoPpCcTYyXxsdqw",
        "ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧνα", "ABEZHIKMNOoPTYXva");

    public static IReadOnlyList<PasteIssue> Find(string text)
    {
        List<PasteIssue> issues = [];
        for (var i = 0; i < text.Length && issues.Count < Most; i++)
        {
            if (CodeOf(text, i) is not { } code) continue;
            var rune = Rune.TryGetRuneAt(text, i, out var whole) ? whole : Rune.ReplacementChar;
            issues.Add(new PasteIssue(code, i, $"U+{rune.Value:X4}", Describe(code, rune, i)));
            if (rune.Utf16SequenceLength == 2) i++;
        }

        return issues;
    }

    /// <summary>The text without what can be removed safely; look-alikes stay, for nobody knows what was meant.</summary>
    public static string Remove(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (CodeOf(text, i) is null or LookAlike) clean.Append(text[i]);
        }

        return clean.ToString();
    }

    private static string? CodeOf(string text, int i)
    {
        var c = text[i];
        return c switch
        {
            '\r' or '\n' or '\u2028' or '\u2029' or '\u0085' => LineBreak,
            '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or '\u180E' => ZeroWidth,
            '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => ZeroWidth,
            _ when char.IsWhiteSpace(c) => WhiteSpace,
            < ' ' or '\u007F' => Control,
            '"' or '\'' or '`' when i == 0 || i == text.Length - 1 => Quote,
            '\u2018' or '\u2019' or '\u201C' or '\u201D' => Quote,
            > '~' => LookAlike,
            _ => null,
        };
    }

    private static string Describe(string code, Rune rune, int position) => code switch
    {
        LineBreak => $"A line break at position {position + 1}.",
        ZeroWidth => $"An invisible character (U+{rune.Value:X4}) at position {position + 1}.",
        WhiteSpace => rune.Value == ' ' ? $"A space at position {position + 1}." : $"White space (U+{rune.Value:X4}) at position {position + 1}.",
        Control => $"A control character (U+{rune.Value:X4}) at position {position + 1}.",
        Quote => $"A quotation mark at position {position + 1}.",
        _ when Taken(rune) is { } latin => $"A character that looks like Latin '{latin}' but is U+{rune.Value:X4}, at position {position + 1}.",
        _ => $"A character (U+{rune.Value:X4}) that JumpCloud's values never hold, at position {position + 1}.",
    };

    private static char? Taken(Rune rune)
    {
        if (rune.Value is >= 0xFF01 and <= 0xFF5E) return (char)(rune.Value - 0xFEE0);
        if (rune.Value is 0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2014 or 0x2212) return '-';
        return rune.IsBmp && LookAlikes.TryGetValue((char)rune.Value, out var latin) ? latin : null;
    }

    private static Dictionary<char, char> Pairs(params ReadOnlySpan<string> lists)
    {
        var pairs = new Dictionary<char, char>();
        for (var i = 0; i + 1 < lists.Length; i += 2)
        {
            for (var j = 0; j < lists[i].Length; j++) pairs[lists[i][j]] = lists[i + 1][j];
        }

        return pairs;
    }
}
