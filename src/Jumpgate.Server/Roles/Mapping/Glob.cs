using System.Text;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>A text in which <c>*</c> stands for any run of characters, matched whatever the case; <c>\*</c> is a star.</summary>
internal sealed class Glob
{
    private readonly string[] parts;

    private Glob(string[] parts) => this.parts = parts;

    /// <param name="raw">As it stands between the quotes, escapes and all.</param>
    public static Glob Of(string raw)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length) part.Append(raw[++i]);
            else if (raw[i] != '*') part.Append(raw[i]);
            else
            {
                parts.Add(TextOrder.Fold(part.ToString()));
                part.Clear();
            }
        }

        parts.Add(TextOrder.Fold(part.ToString()));
        return new Glob([.. parts]);
    }

    /// <summary>The parts between stars are looked for one after the other, the earliest place each: no text is read twice for a star.</summary>
    public bool Matches(string? text)
    {
        if (text is null) return false;
        var folded = TextOrder.Fold(text);
        if (parts is [var whole]) return folded == whole;
        if (!folded.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = folded.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + parts[i].Length;
        }

        return folded.Length - at >= parts[^1].Length && folded.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
