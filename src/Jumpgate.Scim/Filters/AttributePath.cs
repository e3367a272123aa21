using System.Diagnostics.CodeAnalysis;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// Names an attribute: <c>attrPath = [URI ":"] ATTRNAME *1subAttr</c> (RFC 7644 §3.4.2.2, Figure 1; §3.10).
/// Equality ignores case (RFC 7643 §2.1). <c>$ref</c> is a name, and a leading underscore is allowed.
/// </summary>
public sealed record AttributePath
{
    /// <exception cref="ArgumentException">A part is not a name, or the schema not a URI.</exception>
    public AttributePath(string attribute, string? subAttribute = null, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        if (!IsName(attribute) || subAttribute is not null && !IsName(subAttribute) || schema is not null && !IsSchema(schema))
        {
            throw new ArgumentException("The parts do not make an attribute path.", nameof(attribute));
        }

        Attribute = attribute;
        SubAttribute = subAttribute;
        Schema = schema;
    }

    /// <summary>The schema's URI, such as <c>urn:ietf:params:scim:schemas:core:2.0:User</c>; null when not written.</summary>
    public string? Schema { get; }

    public string Attribute { get; }

    public string? SubAttribute { get; }

    /// <summary>Reads a plain attribute path, as in <c>sortBy</c> and <c>attributes</c> (RFC 7644 §3.10).</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out AttributePath? path,
        [NotNullWhen(false)] out FilterError? error)
    {
        text ??= "";
        if (text.Length > FilterLimits.Default.Length)
        {
            path = null;
            error = FilterErrors.TooLong(FilterError.InvalidPath, FilterLimits.Default.Length);
            return false;
        }

        path = Read(text, 0, FilterError.InvalidPath, out error);
        return path is not null;
    }

    public bool Equals(AttributePath? other) =>
        other is not null
        && Attribute.Equals(other.Attribute, StringComparison.OrdinalIgnoreCase)
        && string.Equals(SubAttribute, other.SubAttribute, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Schema, other.Schema, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Schema, StringComparer.OrdinalIgnoreCase);
        hash.Add(Attribute, StringComparer.OrdinalIgnoreCase);
        hash.Add(SubAttribute, StringComparer.OrdinalIgnoreCase);
        return hash.ToHashCode();
    }

    public override string ToString() =>
        (Schema is null ? "" : Schema + ":") + Attribute + (SubAttribute is null ? "" : "." + SubAttribute);

    /// <summary>
    /// Reads a word of a filter. The last colon ends the schema, so the dots of a version ("2.0") are never taken for
    /// a sub-attribute.
    /// </summary>
    internal static AttributePath? Read(ReadOnlySpan<char> word, int position, string code, out FilterError? error)
    {
        var colon = word.LastIndexOf(':');
        var schema = colon < 0 ? default : word[..colon];
        var names = word[(colon + 1)..];
        var dot = names.IndexOf('.');
        var attribute = dot < 0 ? names : names[..dot];
        var sub = dot < 0 ? default : names[(dot + 1)..];

        error = colon >= 0 && !IsSchema(schema) ? FilterErrors.NotASchema(code, word, position)
            : dot >= 0 && sub.Contains('.') ? FilterErrors.TooDeepAPath(code, word, position)
            : !IsName(attribute) || dot >= 0 && !IsName(sub) ? FilterErrors.NotAPath(code, word, position)
            : null;
        return error is not null ? null
            : new AttributePath(attribute.ToString(), dot < 0 ? null : sub.ToString(), colon < 0 ? null : schema.ToString());
    }

    /// <summary>Plainly <c>value</c>, the name of what a complex value is about (RFC 7643 §2.4).</summary>
    internal bool IsValue => SubAttribute is null && Attribute.Equals("value", StringComparison.OrdinalIgnoreCase);

    internal static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !(char.IsAsciiLetter(name[0]) || name[0] is '$' or '_'))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('$' or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A URI with a scheme and something behind it; in practice a URN.</summary>
    internal static bool IsSchema(ReadOnlySpan<char> schema)
    {
        var colon = schema.IndexOf(':');
        if (colon <= 0 || colon == schema.Length - 1 || !char.IsAsciiLetter(schema[0]))
        {
            return false;
        }

        foreach (var c in schema)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"-._~:/?#@!$&'*+,;=%".Contains(c))
            {
                return false;
            }
        }

        return true;
    }
}
