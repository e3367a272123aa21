using System.Text.Json;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The members of <c>attributes</c> that <c>fields</c> names, met without case, in the order of the document.</summary>
internal static class AttributeChoice
{
    public static void Write(Utf8JsonWriter json, JsonElement attributes, IReadOnlyList<AttributePath> fields)
    {
        json.WriteStartObject();
        foreach (var member in attributes.EnumerateObject())
        {
            // Within an extension, "urn:…:User:department" is a member of the container "urn:…:User".
            List<string?> below = [];
            foreach (var field in fields)
            {
                if (field.Schema is { } schema && Same(schema, member.Name)) below.Add(field.SubAttribute is null ? field.Attribute : field.Attribute + '.' + field.SubAttribute);
                else if (field.Schema is { } prefix && Same($"{prefix}:{field.Attribute}", member.Name)) below.Add(field.SubAttribute);
                else if ((field.Schema is null || AttributeTypes.Core.IsCore(field.Schema)) && Same(field.Attribute, member.Name)) below.Add(field.SubAttribute);
            }

            if (below.Count > 0) WriteMember(json, member, below);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, List<string?> below)
    {
        json.WritePropertyName(member.Name);
        if (below.Contains(null)) WriteAsIs(json, member.Value);
        else WriteBelow(json, member.Value, below);
    }

    private static void WriteBelow(Utf8JsonWriter json, JsonElement value, List<string?> names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteBelow(json, item, names);
                json.WriteEndArray();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    List<string?> below = [];
                    foreach (var name in names)
                    {
                        var dot = name!.IndexOf('.', StringComparison.Ordinal);
                        if (Same(dot < 0 ? name : name[..dot], member.Name)) below.Add(dot < 0 ? null : name[(dot + 1)..]);
                    }

                    if (below.Count > 0) WriteMember(json, member, below);
                }

                json.WriteEndObject();
                break;
            default:
                WriteAsIs(json, value);
                break;
        }
    }

    private static void WriteAsIs(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
