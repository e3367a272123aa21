using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Jumpgate.Emulator.Pusher;

/// <summary>JSON from outside that can be read to the last letter: UTF-8, no name twice in an object, no half of a surrogate pair.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    /// <summary>Null for an empty text and for the literal null; <see cref="JsonException"/> for what is not JSON.</summary>
    public static JsonNode? Parse(byte[] text)
    {
        if (text.Length == 0)
            return null;
        if (!Utf8.IsValid(text))
            throw new JsonException("not UTF-8");
        var json = JsonNode.Parse(text, documentOptions: Parsing);
        if (text.AsSpan().IndexOf("\\u"u8) >= 0)
            RefuseHalfLetters(json);
        return json;
    }

    private static void RefuseHalfLetters(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (_, part) in parts)
                    RefuseHalfLetters(part);
                break;
            case JsonArray items:
                foreach (var item in items)
                    RefuseHalfLetters(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                try
                {
                    _ = value.GetValue<string>();
                }
                catch (InvalidOperationException)
                {
                    throw new JsonException("a string holds half of a surrogate pair");
                }

                break;
        }
    }
}
