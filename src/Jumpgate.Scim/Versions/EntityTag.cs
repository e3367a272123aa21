using System.Diagnostics.CodeAnalysis;

namespace Jumpgate.Scim.Versions;

/// <summary>A version of a resource as HTTP tells it (RFC 9110 §8.8.3; RFC 7644 §3.14).</summary>
/// <param name="Opaque">What stands between the quotes.</param>
public readonly record struct EntityTag(string Opaque, bool Weak)
{
    /// <summary>The tag of a version number: weak, as one version may be told in several representations.</summary>
    public static EntityTag Of(long version) => new(version.ToString(System.Globalization.CultureInfo.InvariantCulture), Weak: true);

    /// <summary>Reads one tag, as in <c>version</c> of a bulk operation.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EntityTag tag)
    {
        var rest = text.AsSpan().Trim();
        return TryRead(ref rest, out tag) && rest.IsEmpty;
    }

    /// <summary>Whether two tags name one version, weakly compared (RFC 9110 §8.8.3.2).</summary>
    public bool Names(EntityTag other) => string.Equals(Opaque, other.Opaque, StringComparison.Ordinal);

    public override string ToString() => $"{(Weak ? "W/" : "")}\"{Opaque}\"";

    /// <summary>Reads a tag off the beginning of a text.</summary>
    internal static bool TryRead(ref ReadOnlySpan<char> text, out EntityTag tag)
    {
        tag = default;
        var weak = text.StartsWith("W/", StringComparison.Ordinal);
        var rest = weak ? text[2..] : text;
        var close = rest.Length > 1 && rest[0] == '"' ? rest[1..].IndexOf('"') : -1;
        if (close < 0 || rest.Slice(1, close).ContainsAnyInRange('\0', ' '))
        {
            return false;
        }

        tag = new EntityTag(rest.Slice(1, close).ToString(), weak);
        text = rest[(close + 2)..];
        return true;
    }
}
