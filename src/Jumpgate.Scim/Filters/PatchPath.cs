using System.Diagnostics.CodeAnalysis;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// The target of a PATCH operation: an attribute, with or without a filter on its values,
/// <c>addresses[type eq "work"].streetAddress</c> (RFC 7644 §3.5.2, Figure 7).
/// </summary>
public sealed record PatchPath
{
    internal PatchPath(AttributePath attribute, Filter? values = null)
    {
        Attribute = attribute;
        Values = values;
    }

    /// <summary>The attribute; its sub-attribute, if any, stands behind the brackets where there are brackets.</summary>
    public AttributePath Attribute { get; }

    /// <summary>Which values of the attribute; null for all of them.</summary>
    public Filter? Values { get; }

    /// <summary>Reads a path. Bad input ends in <paramref name="error"/> with the code <c>invalidPath</c>.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out PatchPath? path,
        [NotNullWhen(false)] out FilterError? error,
        AttributeTypes? types = null,
        FilterLimits? limits = null)
    {
        var parser = new FilterParser(text ?? "", types, limits ?? FilterLimits.Default, FilterError.InvalidPath);
        path = parser.ParsePatchPath();
        error = path is null ? parser.Error! : null;
        return path is not null;
    }

    public override string ToString() =>
        Values is null
            ? Attribute.ToString()
            : new AttributePath(Attribute.Attribute, null, Attribute.Schema) + $"[{Values}]"
                + (Attribute.SubAttribute is null ? "" : "." + Attribute.SubAttribute);
}
