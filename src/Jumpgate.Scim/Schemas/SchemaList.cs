using System.Text.Json;
using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Schemas;

/// <summary>The <c>schemas</c> of a resource or message (RFC 7643 §3; RFC 7644 §3.1).</summary>
internal static class SchemaList
{
    private const int Most = 100;

    /// <summary>The URIs named, met without case; empty only when <paramref name="optional"/>.</summary>
    public static HashSet<string> Read(JsonElement listed, bool optional, string of)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (listed.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            if (listed.ValueKind != JsonValueKind.Array || listed.GetArrayLength() > Most || listed.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            {
                throw ScimException.Value($"schemas must be a list of at most {Most} URIs.");
            }

            foreach (var item in listed.EnumerateArray())
            {
                named.Add(item.GetString()!);
            }
        }

        return named.Count > 0 || optional ? named : throw ScimException.Value($"schemas is missing: a {of} names the schemas it uses.");
    }

    /// <summary>Refuses a message that does not say it is one of that kind.</summary>
    public static void Require(JsonElement listed, string schema, bool optional, string of)
    {
        if (Read(listed, optional, of) is { } named && !named.Contains(schema) && !(optional && named.Count == 0))
        {
            throw ScimException.Value($"schemas does not name {schema}.");
        }
    }
}
