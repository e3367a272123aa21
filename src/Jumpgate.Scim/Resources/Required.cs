using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>Attributes that must have a value (RFC 7643 §2.2). The service's own are its own care.</summary>
internal static class Required
{
    public static void Check(AttributeTable table, JsonObject values, Place at, Func<ScimAttribute, bool>? except = null)
    {
        foreach (var attribute in table)
        {
            if (Is(attribute) && IsMissing(values[attribute.Name]) && except?.Invoke(attribute) != true)
            {
                throw ScimException.Value($"{at.Of(attribute.Name)} is missing.");
            }
        }
    }

    public static bool Is(ScimAttribute attribute) => attribute is { Required: true, Mutability: not Mutability.ReadOnly, Returned: not Returned.Never };

    public static bool IsMissing(JsonNode? value) => value is null || value is JsonValue text && text.TryGetValue<string>(out var written) && written.Length == 0;
}
