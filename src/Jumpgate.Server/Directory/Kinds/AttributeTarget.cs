using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Paths of the attribute mapping. Targets are SCIM paths (<c>title</c>, <c>name.givenName</c>, <c>urn…:User:department</c>). Sources are
/// dotted paths into JumpCloud's object; in a list a number picks by place and a word picks the element of that <c>name</c> or
/// <c>type</c>: <c>attributes.division</c>, <c>addresses.work.country</c>.
/// </summary>
internal static class AttributeTarget
{
    public static string[] Parts(string path)
    {
        if (!path.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
        {
            return path.Split('.');
        }

        var colon = path.LastIndexOf(':');
        return [path[..colon], .. path[(colon + 1)..].Split('.')];
    }

    public static void Set(JsonObject attributes, string[] target, JsonElement value)
    {
        var at = attributes;
        for (var i = 0; i < target.Length - 1; i++)
        {
            if (at[target[i]] is not JsonObject inner)
            {
                at[target[i]] = inner = [];
            }

            at = inner;
        }

        if (IsEmpty(value))
        {
            at.Remove(target[^1]);
        }
        else
        {
            at[target[^1]] = value.ValueKind == JsonValueKind.String ? JsonValue.Create(JsonText.Of(value)) : JsonNode.Parse(value.GetRawText());
        }
    }

    public static JsonElement Find(JsonElement raw, string[] source)
    {
        var at = raw;
        for (var i = 0; i < source.Length; i++)
        {
            if (at.ValueKind == JsonValueKind.Array)
            {
                at = Element(at, source[i]);
                if (i == source.Length - 1 && at.ValueKind == JsonValueKind.Object && at.TryGetProperty("value", out var value))
                {
                    return value;
                }
            }
            else
            {
                at = JsonText.Member(at, source[i]);
            }
        }

        return at;
    }

    private static JsonElement Element(JsonElement array, string key)
    {
        if (int.TryParse(key, out var place))
        {
            return place >= 0 && place < array.GetArrayLength() ? array[place] : default;
        }

        return array.EnumerateArray().FirstOrDefault(element => JsonText.Of(element, "name") == key || JsonText.Of(element, "type") == key);
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => value.GetRawText().Length <= 2,
        _ => false,
    };
}
