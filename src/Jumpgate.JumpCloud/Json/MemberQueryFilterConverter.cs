using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A term of a group's query: an object, or, in newer groups, the same object as text (jumpcloud-api.md §6.4).</summary>
internal sealed class MemberQueryFilterConverter : JsonConverter<MemberQueryFilter?>
{
    public override MemberQueryFilter? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            using var term = JsonDocument.ParseValue(ref reader);
            return FromObject(term.RootElement);
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            try
            {
                using var term = JsonDocument.Parse(reader.GetString()!);
                return term.RootElement.ValueKind == JsonValueKind.Object ? FromObject(term.RootElement) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, MemberQueryFilter? value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("field", value?.Field);
        writer.WriteString("operator", value?.Operator);
        writer.WriteString("value", value?.Value);
        writer.WriteEndObject();
    }

    private static MemberQueryFilter FromObject(JsonElement term) => new()
    {
        Field = Text(term, "field"),
        Operator = Text(term, "operator"),
        Value = Text(term, "value"),
    };

    private static string? Text(JsonElement term, string name) =>
        !term.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();
}
