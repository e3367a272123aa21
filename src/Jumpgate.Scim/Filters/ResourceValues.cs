using System.Text.Json;

namespace Jumpgate.Scim.Filters;

/// <summary>Finds the values a path names in a resource. Names are met without case (RFC 7643 §2.1).</summary>
internal static class ResourceValues
{
    // What is nested deeper than any document we store counts as a value without being looked into.
    private const int DeepestLook = 64;

    public static IEnumerable<JsonElement> OfResource(JsonElement resource, AttributePath path, AttributeTypes types)
    {
        if (path.Schema is not { } schema)
        {
            return OfValue(resource, path);
        }

        // "urn:…:enterprise:2.0:User" alone reads as attribute "User" of "urn:…:enterprise:2.0": the extension itself.
        var extension = Member(resource, $"{schema}:{path.Attribute}");
        if (extension.ValueKind != JsonValueKind.Undefined)
        {
            return path.SubAttribute is null ? [extension] : Expand(Member(extension, path.SubAttribute));
        }

        var container = Member(resource, schema);
        return container.ValueKind != JsonValueKind.Undefined ? OfValue(container, path)
            : types.IsCore(schema) ? OfValue(resource, path)
            : [];
    }

    /// <summary>The values below one object; <c>value</c> of a plain value is the value itself.</summary>
    public static IEnumerable<JsonElement> OfValue(JsonElement scope, AttributePath path)
    {
        if (scope.ValueKind != JsonValueKind.Object)
        {
            return path.IsValue ? [scope] : [];
        }

        var values = Expand(Member(scope, path.Attribute));
        return path.SubAttribute is null ? values : values.SelectMany(value => Expand(Member(value, path.SubAttribute)));
    }

    /// <summary>What of a value can be compared: a plain value that is one, or the <c>value</c> of a complex one.</summary>
    public static IEnumerable<JsonElement> Comparable(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Object ? Expand(Member(value, "value")) : [value])
            .Where(plain => plain.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && IsPresent(plain));

    public static bool IsPresent(JsonElement value) => IsPresent(value, DeepestLook);

    private static bool IsPresent(JsonElement value, int look) => look == 0 || value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Array => value.EnumerateArray().Any(item => IsPresent(item, look - 1)),
        JsonValueKind.Object => value.EnumerateObject().Any(member => IsPresent(member.Value, look - 1)),
        _ => true,
    };

    private static IEnumerable<JsonElement> Expand(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => [],
        JsonValueKind.Array => value.EnumerateArray(),
        _ => [value],
    };

    private static JsonElement Member(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return default;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // JSON may name a member by half a surrogate pair; no attribute is called so.
            return "";
        }
    }
}
