using System.Globalization;

namespace Jumpgate.Ocsf.Schemas;

/// <summary>A class or an object: what it may hold and what it must.</summary>
/// <param name="Name">Such as <c>authentication</c> or <c>network_endpoint</c>.</param>
/// <param name="Caption">Such as <c>Authentication</c>.</param>
/// <param name="Attributes">By name. None at all means that anything may stand there (the object <c>object</c>).</param>
/// <param name="AtLeastOne">At least one of these must be there; names may be paths with dots.</param>
/// <param name="JustOne">Exactly one of these must be there.</param>
public sealed record SchemaShape(
    string Name, string Caption, IReadOnlyDictionary<string, SchemaAttribute> Attributes, IReadOnlyList<string> AtLeastOne, IReadOnlyList<string> JustOne)
{
    /// <summary>Whether there is such an attribute, with some profile or without.</summary>
    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    /// <summary>Whether the attribute is there only when a profile is named.</summary>
    public bool NeedsProfile(string attribute) => Attributes.TryGetValue(attribute, out var found) && found.Profiles.Count > 0;

    /// <summary>What the schema calls a number of an enumeration; null where it knows neither.</summary>
    public string? Call(string attribute, int id) =>
        Attributes.GetValueOrDefault(attribute)?.Captions?.GetValueOrDefault(id.ToString(CultureInfo.InvariantCulture));
}

/// <summary>An attribute of a class or object.</summary>
/// <param name="Type">A scalar type, or the name of an object.</param>
/// <param name="Profiles">Profiles that bring it in, any of them; empty: always there.</param>
/// <param name="Captions">For enumerations: captions by value.</param>
/// <param name="Sibling">The attribute that carries the caption.</param>
public sealed record SchemaAttribute(
    string Name, string Type, bool IsArray, bool IsRequired, IReadOnlyList<string> Profiles, IReadOnlyDictionary<string, string>? Captions, string? Sibling);

/// <summary>A scalar type.</summary>
/// <param name="Base">The JSON form: <c>string_t</c>, <c>integer_t</c>, <c>long_t</c>, <c>float_t</c>, <c>boolean_t</c> or <c>json_t</c>.</param>
/// <param name="MaxLength">In characters.</param>
/// <param name="Range">Lowest and highest number.</param>
public sealed record ScalarType(string Name, string Base, int? MaxLength, string? Pattern, (long Low, long High)? Range);
