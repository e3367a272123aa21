using System.Collections.Immutable;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Schemas;

/// <summary>One attribute with all its characteristics (RFC 7643 §2.2, §7).</summary>
public sealed class ScimAttribute
{
    /// <exception cref="ArgumentException">A complex attribute needs sub-attributes, and only it may have them.</exception>
    public ScimAttribute(string name, AttributeKind kind, params IEnumerable<ScimAttribute> subAttributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        SubAttributes = new AttributeTable(subAttributes);
        if (kind == AttributeKind.Any || (kind == AttributeKind.Complex) != (SubAttributes.Count > 0))
        {
            throw new ArgumentException("A complex attribute has sub-attributes, and only a complex one.", nameof(subAttributes));
        }

        Name = name;
        Kind = kind;
    }

    public string Name { get; }

    public AttributeKind Kind { get; }

    public string Description { get; init; } = "";

    public bool MultiValued { get; init; }

    public bool Required { get; init; }

    public bool CaseExact { get; init; }

    public Mutability Mutability { get; init; }

    public Returned Returned { get; init; }

    public Uniqueness Uniqueness { get; init; }

    /// <summary>Values that are usual; others are taken too (RFC 7643 §7: "suggested").</summary>
    public ImmutableArray<string> CanonicalValues { get; init; } = [];

    /// <summary>What a reference points to: a resource type's name, <c>external</c> or <c>uri</c>.</summary>
    public ImmutableArray<string> ReferenceTypes { get; init; } = [];

    /// <summary>Empty unless the attribute is complex.</summary>
    public AttributeTable SubAttributes { get; }

    public bool IsComplex => Kind == AttributeKind.Complex;

    /// <summary>The <c>value</c> sub-attribute (RFC 7643 §2.4); null when there is none.</summary>
    public ScimAttribute? Value => SubAttributes.Find("value");

    public override string ToString() => Name;
}
