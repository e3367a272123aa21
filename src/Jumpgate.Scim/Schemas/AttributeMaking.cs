using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Schemas;

/// <summary>Short hands for writing schemas down.</summary>
internal static class AttributeMaking
{
    public static ScimAttribute Text(
        string name, string description, bool required = false, bool exact = false, Mutability mutability = Mutability.ReadWrite,
        Returned returned = Returned.Default, Uniqueness uniqueness = Uniqueness.None, bool many = false, params string[] canonical) =>
        new(name, AttributeKind.String)
        {
            Description = description,
            Required = required,
            CaseExact = exact,
            Mutability = mutability,
            Returned = returned,
            Uniqueness = uniqueness,
            MultiValued = many,
            CanonicalValues = [.. canonical],
        };

    public static ScimAttribute Of(
        AttributeKind kind, string name, string description, bool required = false, Mutability mutability = Mutability.ReadWrite, bool many = false) =>
        new(name, kind) { Description = description, Required = required, Mutability = mutability, MultiValued = many, CaseExact = kind == AttributeKind.Binary };

    public static ScimAttribute Reference(
        string name, string description, Mutability mutability = Mutability.ReadWrite, bool required = false, bool many = false, params string[] types) =>
        new(name, AttributeKind.Reference)
        {
            Description = description,
            CaseExact = true,
            Mutability = mutability,
            Required = required,
            MultiValued = many,
            ReferenceTypes = [.. types],
        };

    public static ScimAttribute Complex(
        string name, string description, bool many, bool required, Mutability mutability, Returned returned, params ScimAttribute[] subs) =>
        new(name, AttributeKind.Complex, subs) { Description = description, MultiValued = many, Required = required, Mutability = mutability, Returned = returned };

    public static ScimAttribute Complex(string name, string description, params ScimAttribute[] subs) =>
        Complex(name, description, false, false, Mutability.ReadWrite, Returned.Default, subs);

    /// <summary>A multi-valued attribute with the usual display, type and primary (RFC 7643 §2.4).</summary>
    public static ScimAttribute Plural(string name, string description, ScimAttribute value, params string[] types) =>
        Complex(name, description, true, false, Mutability.ReadWrite, Returned.Default,
            value,
            Text("display", "A name for people."),
            Text("type", "What the value is used for.", canonical: types),
            Of(AttributeKind.Boolean, "primary", "Whether this is the preferred value; at most one is."));
}
