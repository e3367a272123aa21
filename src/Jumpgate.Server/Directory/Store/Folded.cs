using System.Text;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory;

/// <summary>Text as the store keeps and compares it.</summary>
public static class Folded
{
    /// <summary>Longest text an index takes (PostgreSQL refuses index rows beyond 2,700 bytes).</summary>
    public const int Length = 200;

    /// <summary>For comparing without case: lower case, at most <see cref="Length"/> characters. Null and empty are one.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var lower = TextOrder.Fold(Clean(text));
        if (lower.Length <= Length) return lower;
        return lower[..(char.IsHighSurrogate(lower[Length - 1]) ? Length - 1 : Length)];
    }

    /// <summary>U+0000 and lone surrogates, which occur in JSON and no database takes as text, become U+FFFD.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || !Unclean(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private static bool Unclean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return true;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
