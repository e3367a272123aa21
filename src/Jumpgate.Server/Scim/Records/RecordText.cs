using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Server.Scim.Records;

/// <summary>Texts as records keep them: readable, cut, without secrets and without what a store cannot hold. Pure.</summary>
internal static class RecordText
{
    /// <summary>Characters of a body; enough for every user, and for the first 300 members of a long list.</summary>
    public const int LongestBody = 16 * 1024;

    private const string Hidden = "***";
    private const string Cut = "…";
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Names of attributes whose values are secrets: those that are never returned.</summary>
    public static string[] SecretsOf(SchemaSet schemas) =>
    [
        .. schemas.Schemas.SelectMany(schema => schema.Attributes).SelectMany(attribute => attribute.SubAttributes.Append(attribute))
            .Where(attribute => attribute.Returned == Returned.Never).Select(attribute => attribute.Name).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>A body; null: there is none.</summary>
    public static string? Body(ReadOnlyMemory<byte> body, string[] secrets)
    {
        if (body.IsEmpty) return null;
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestBody * 3)]);
        // An escaped name could be that of a secret.
        return secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)) || text.Contains("\\u", StringComparison.Ordinal)
            ? Redacted(body, secrets)
            : Clean(text, LongestBody);
    }

    /// <summary>A text that every store can hold, not longer than said.</summary>
    public static string Clean(string text, int longest)
    {
        if (text.Length > longest) text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), Cut);
        return text.AsSpan().ContainsAnyInRange('\0', '\u0008') || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Create(text.Length, text, static (to, from) =>
            {
                for (var at = 0; at < from.Length; at++) to[at] = from[at] < '\u0009' ? '\uFFFD' : from[at];
            })))
            : text;
    }

    private static string Redacted(ReadOnlyMemory<byte> body, string[] secrets)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var buffer = new ArrayBufferWriter<byte>(body.Length);
            using (var json = new Utf8JsonWriter(buffer, Writing)) Write(json, document.RootElement, secrets, isSecret: false);
            return Clean(Encoding.UTF8.GetString(buffer.WrittenSpan), LongestBody);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return $"({body.Length} bytes that are no JSON and may hold a secret.)";
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement element, string[] secrets, bool isSecret)
    {
        if (isSecret)
        {
            json.WriteStringValue(Hidden);
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                // A PATCH operation names in its path what its value is.
                var hides = element.EnumerateObject().Any(member =>
                    member.NameEquals("path"u8) && member.Value.ValueKind == JsonValueKind.String
                    && secrets.Any(secret => member.Value.GetString()!.Contains(secret, StringComparison.OrdinalIgnoreCase)));
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, secrets, IsSecret(member.Name, secrets) || (hides && member.Name.Equals("value", StringComparison.OrdinalIgnoreCase)));
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(json, item, secrets, isSecret: false);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    /// <summary>By its own name, or as the end of a dotted or URN-qualified one.</summary>
    private static bool IsSecret(string name, string[] secrets) => secrets.Any(secret =>
        name.EndsWith(secret, StringComparison.OrdinalIgnoreCase) && (name.Length == secret.Length || name[name.Length - secret.Length - 1] is '.' or ':'));
}
