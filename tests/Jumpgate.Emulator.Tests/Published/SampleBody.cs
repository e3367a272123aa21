using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>A small request body that fits an operation's schema: what is required, and a name.</summary>
internal static class SampleBody
{
    private static int _made;

    public static JsonNode? Of(Operation operation)
    {
        var schema = operation.Parameters.FirstOrDefault(parameter => parameter["in"]?.ToString() == "body")?["schema"] as JsonObject;
        if (schema is null && operation.Node["requestBody"] is JsonObject request)
            schema = (operation.Resolve(request)["content"] as JsonObject)?.FirstOrDefault(type => type.Key.Contains("json", StringComparison.Ordinal)).Value?["schema"] as JsonObject;
        return schema is null ? null : Value(operation, schema, "");
    }

    private static JsonNode? Value(Operation operation, JsonObject schema, string name)
    {
        schema = operation.Resolve(schema);
        if (schema["enum"] is JsonArray { Count: > 0 } choices)
            return choices[0]?.DeepClone();
        var type = schema["type"]?.ToString() ?? (schema["properties"] is null && schema["allOf"] is null ? "string" : "object");
        return type switch
        {
            "object" => Object(operation, schema),
            "array" => schema["items"] is JsonObject items ? new JsonArray(Value(operation, items, name)) : [],
            "integer" or "number" => 1,
            "boolean" => false,
            _ => schema["format"]?.ToString() switch
            {
                "date-time" => "2026-01-01T00:00:00Z",
                _ when name is "email" => $"sample{++_made}@example.com",
                _ => $"sample{++_made}",
            },
        };
    }

    private static JsonObject Object(Operation operation, JsonObject schema)
    {
        var result = new JsonObject();
        foreach (var part in (schema["allOf"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var (name, value) in Value(operation, part, "") as JsonObject ?? [])
                result[name] = value?.DeepClone();
        }
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.ToString()).ToHashSet();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (property is JsonObject known && (required.Contains(name) || name == "name"))
                result[name] = Value(operation, known, name);
        }
        return result;
    }
}
