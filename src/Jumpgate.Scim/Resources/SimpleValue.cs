using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>Values that are not complex (RFC 7643 §2.3).</summary>
internal static class SimpleValue
{
    /// <summary>The value; null when it is not of the attribute's type.</summary>
    public static JsonValue? Read(ScimAttribute attribute, JsonElement element, ClientProfile profile) => element.ValueKind switch
    {
        JsonValueKind.String => OfText(attribute, element.GetString()!, profile),
        JsonValueKind.True or JsonValueKind.False => attribute.Kind == AttributeKind.Boolean ? JsonValue.Create(element.GetBoolean()) : null,
        JsonValueKind.Number => attribute.Kind switch
        {
            AttributeKind.Integer => element.TryGetInt64(out var whole) ? JsonValue.Create(whole) : null,
            AttributeKind.Decimal => element.TryGetDecimal(out var number) ? JsonValue.Create(number) : null,
            _ => null,
        },
        _ => null,
    };

    /// <summary>A usual value in its usual spelling, where case does not count; any other as it is.</summary>
    public static string Canonical(ScimAttribute attribute, string text)
    {
        if (!attribute.CaseExact)
        {
            foreach (var usual in attribute.CanonicalValues)
            {
                if (usual.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return usual;
                }
            }
        }

        return text;
    }

    public static string Describe(ScimAttribute attribute) => attribute.MultiValued ? $"a list, each value {DescribeOne(attribute)}" : DescribeOne(attribute);

    private static JsonValue? OfText(ScimAttribute attribute, string text, ClientProfile profile)
    {
        var fits = attribute.Kind switch
        {
            AttributeKind.String => true,
            AttributeKind.DateTime => text.Length > "2026-05-13".Length && ScimDateTime.TryRead(text, out _),
            AttributeKind.Reference => !text.AsSpan().ContainsAny(" \t\r\n") && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            AttributeKind.Binary => JsonBody.IsBase64(text),
            _ => false,
        };
        if (fits)
        {
            return JsonValue.Create(Canonical(attribute, text));
        }

        return attribute.Kind == AttributeKind.Boolean && profile.Allows(Leniency.BooleanText) && bool.TryParse(text, out var truth)
            ? JsonValue.Create(truth)
            : null;
    }

    private static string DescribeOne(ScimAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.Boolean => "true or false",
        AttributeKind.Integer => "a whole number",
        AttributeKind.Decimal => "a number",
        AttributeKind.DateTime => "a date and time such as \"2026-05-13T04:42:34Z\"",
        AttributeKind.Reference => "a URI",
        AttributeKind.Binary => "base64 text",
        AttributeKind.Complex => "an object",
        _ => "text",
    };
}
