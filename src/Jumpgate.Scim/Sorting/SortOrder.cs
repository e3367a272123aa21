using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Sorting;

/// <summary>
/// <c>sortBy</c> and <c>sortOrder</c> (RFC 7644 §3.4.2.3): which attribute, how its values compare, and which of many counts. What
/// has no value comes last ascending and first descending.
/// </summary>
/// <param name="Attribute">The attribute sorted by, and its sub-attribute; the <c>value</c> of a list that has one.</param>
/// <param name="Type">How text compares: by case or not; dates are instants.</param>
/// <param name="Many">Whether the attribute has many values: the primary one counts, or else the first.</param>
public sealed record SortOrder(AttributeTarget Attribute, AttributeType Type, bool Many, bool Descending)
{
    /// <summary>Reads the two parameters; null when there is no <c>sortBy</c>.</summary>
    /// <exception cref="ScimException">The attribute is none to sort by, or the order is none: <c>invalidValue</c>, <c>invalidPath</c>.</exception>
    public static SortOrder? Of(ResourceSchema schema, string? sortBy, string? sortOrder)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var descending = "descending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(sortOrder) && !descending && !"ascending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase))
        {
            throw ScimException.Value("sortOrder must be ascending or descending.");
        }

        if (string.IsNullOrEmpty(sortBy))
        {
            return null;
        }

        if (!AttributePath.TryParse(sortBy, out var path, out var error))
        {
            throw ScimException.Of(error);
        }

        if (schema.Resolve(path) is not { Attribute: { } attribute } target || attribute.Returned == Returned.Never)
        {
            throw ScimException.Path($"{JsonBody.Show(sortBy)} is not an attribute of {schema.Type.Name} to sort by.");
        }

        var sub = target.Sub ?? (attribute.MultiValued ? attribute.Value : null);
        var sorted = sub ?? attribute;
        if (sorted.IsComplex || sub is { MultiValued: true } || sorted.Kind == AttributeKind.Binary || sorted.Returned == Returned.Never)
        {
            throw ScimException.Path($"{target} has no order; name a sub-attribute that has.");
        }

        return new SortOrder(target with { Sub = sub }, new AttributeType(sorted.Kind, sorted.CaseExact), attribute.MultiValued, descending);
    }

    /// <summary>What of a resource is compared; null when there is no value.</summary>
    public SortKey? KeyOf(JsonElement resource)
    {
        var holder = Attribute.Extension is { } extension ? Member(resource, extension.Id) : resource;
        var value = Member(holder, Attribute.Attribute!.Name);
        if (Many && value.ValueKind == JsonValueKind.Array)
        {
            value = Preferred(value);
        }

        if (Attribute.Sub is { } sub)
        {
            value = Member(value, sub.Name);
        }

        return value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array ? null : SortKey.Of(value, Type);
    }

    /// <summary>Compares two resources in this order.</summary>
    public int Compare(JsonElement left, JsonElement right)
    {
        var (l, r) = (KeyOf(left), KeyOf(right));
        var order = l is null || r is null ? (l is null).CompareTo(r is null) : l.CompareTo(r);
        return Descending ? -order : order;
    }

    private static JsonElement Preferred(JsonElement values)
    {
        foreach (var value in values.EnumerateArray())
        {
            if (Member(value, Primary.Name).ValueKind == JsonValueKind.True)
            {
                return value;
            }
        }

        return values.EnumerateArray().FirstOrDefault();
    }

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
}
