using System.Buffers;
using System.Text;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>LIKE patterns over folded columns and over JSON text. <c>!</c> escapes in all of them.</summary>
internal static class TextPatterns
{
    /// <summary>JSON text may write any letter as an escape; then a pattern cannot see it.</summary>
    public const string AsciiEscape = "%\\u00%";

    private const int ShortestRun = 2;

    // Letters that something outside ASCII folds to (the Kelvin sign is a k): they may stand in the text as that.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789 .@-:,".Where(c => !Foreign().Contains(c)).ToArray());

    public static string Contains(string folded) => $"%{Escape(folded)}%";

    public static string EndsWith(string folded) => $"%{Escape(folded)}";

    /// <summary>What a JSON document with this member has in its text, whatever its case.</summary>
    public static string Member(string name) => $"%{Escape(name.ToLowerInvariant())}\"%";

    /// <summary>What a JSON string that contains the text has in it, however its other characters are written; null: nothing certain.</summary>
    public static string? Inside(string folded)
    {
        var best = ReadOnlySpan<char>.Empty;
        var rest = folded.AsSpan();
        while (!rest.IsEmpty)
        {
            var start = rest.IndexOfAny(Plain);
            if (start < 0) break;
            rest = rest[start..];
            var length = rest.IndexOfAnyExcept(Plain);
            if (length < 0) length = rest.Length;
            if (length > best.Length) best = rest[..length];
            rest = rest[length..];
        }

        return best.Length < ShortestRun ? null : $"%{best}%";
    }

    /// <summary>The first text, in the order of code points, behind all that start with the prefix; null: there is none.</summary>
    public static string? After(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        for (var i = runes.Count - 1; i >= 0; i--)
        {
            if (runes[i].Value == 0x10FFFF) continue;
            var next = runes[i].Value == 0xD7FF ? 0xE000 : runes[i].Value + 1;
            var text = new StringBuilder();
            for (var k = 0; k < i; k++) text.Append(runes[k]);
            return text.Append(new Rune(next)).ToString();
        }

        return null;
    }

    private static string Escape(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private static HashSet<char> Foreign()
    {
        HashSet<char> found = [];
        for (var c = '\u0080'; c < char.MaxValue; c++)
            if (!char.IsSurrogate(c) && TextOrder.Fold(c.ToString()) is [var folded] && char.IsAscii(folded)) found.Add(folded);
        return found;
    }
}
