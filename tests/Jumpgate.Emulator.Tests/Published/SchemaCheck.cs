using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>One thing in an answer that its schema does not allow.</summary>
/// <param name="Path">Where, without array positions, so that the same fault in many elements is one finding.</param>
/// <param name="Problem">What is wrong.</param>
internal readonly record struct Finding(string Path, string Problem)
{
    public override string ToString() => $"{Path}: {Problem}";
}

/// <summary>Checks an answer against a schema of Swagger 2.0 or OpenAPI 3.0: types, enums, required and unknown properties,
/// formats loosely. Null is taken for any property that is not required, because JumpCloud sends
/// null, "" and nothing for the same thing; an empty text is no date, though, since typed clients cannot read one.</summary>
internal sealed class SchemaCheck(Operation operation)
{
    private readonly HashSet<Finding> _findings = [];

    public static IReadOnlyCollection<Finding> Of(Operation operation, JsonObject schema, JsonNode? value)
    {
        var check = new SchemaCheck(operation);
        check.Check("$", schema, value);
        return check._findings;
    }

    private void Check(string at, JsonObject schema, JsonNode? value)
    {
        schema = Flatten(schema);
        if (value is null)
        {
            if (at == "$" && schema.Count > 0 && !IsNullable(schema))
                Report(at, "null");
            return;
        }
        foreach (var word in new[] { "oneOf", "anyOf" })
        {
            if (schema[word] is JsonArray choices && !choices.OfType<JsonObject>().Any(choice => Of(operation, choice, value).Count == 0))
                Report(at, $"fits none of {word}");
        }
        switch (Type(schema))
        {
            case "object":
                CheckObject(at, schema, value);
                break;
            case "array":
                CheckArray(at, schema, value);
                break;
            case { } type:
                CheckPlain(at, type, schema, value);
                break;
        }
    }

    private void CheckObject(string at, JsonObject schema, JsonNode value)
    {
        if (value is not JsonObject map)
        {
            Report(at, $"{value.GetValueKind()} instead of object");
            return;
        }
        var properties = schema["properties"] as JsonObject;
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()))
        {
            if (!map.ContainsKey(name))
                Report($"{at}.{name}", "required but absent");
            else if (map[name] is null && !(properties?[name] is JsonObject property && IsNullable(Flatten(property))))
                Report($"{at}.{name}", "required but null");
        }
        foreach (var (name, item) in map)
        {
            if (properties?[name] is JsonObject property)
                Check($"{at}.{name}", property, item);
            else if (schema["additionalProperties"] is JsonObject { Count: > 0 } additional)
                Check($"{at}.*", additional, item);
            else if (properties is not null && schema["additionalProperties"] is not JsonObject && !IsTrue(schema["additionalProperties"]))
                Report($"{at}.{name}", "unknown property");
        }
    }

    private void CheckArray(string at, JsonObject schema, JsonNode value)
    {
        if (value is not JsonArray list)
        {
            Report(at, $"{value.GetValueKind()} instead of array");
            return;
        }
        if (schema["items"] is not JsonObject items)
            return;
        foreach (var item in list)
        {
            if (item is null)
                Report(at + "[]", "null element");
            else
                Check(at + "[]", items, item);
        }
    }

    private void CheckPlain(string at, string type, JsonObject schema, JsonNode value)
    {
        var kind = value.GetValueKind();
        var fits = type switch
        {
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
        if (!fits)
        {
            Report(at, $"{kind} instead of {type}");
            return;
        }
        var text = kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (schema["enum"] is JsonArray allowed && !allowed.Any(item => item?.ToString() == text))
            Report(at, $"\"{text}\" is not one of {string.Join('|', allowed.Select(item => item?.ToString()))}");
        if (kind == JsonValueKind.String && (text.Length > 0 || schema["format"]?.ToString() == "date-time") && !HasFormat(schema["format"]?.GetValue<string>(), text))
            Report(at, $"\"{text}\" is no {schema["format"]}");
    }

    private static bool HasFormat(string? format, string text) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        "ipv4" => System.Net.IPAddress.TryParse(text, out _),
        "uuid" => Guid.TryParse(text, out _),
        _ => true,
    };

    /// <summary>References opened and <c>allOf</c> merged into one schema.</summary>
    private JsonObject Flatten(JsonObject schema)
    {
        schema = operation.Resolve(schema);
        if (schema["allOf"] is not JsonArray parts)
            return schema;
        var merged = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(), ["required"] = new JsonArray() };
        foreach (var part in parts.OfType<JsonObject>().Append(new JsonObject(schema.Where(pair => pair.Key != "allOf").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())))))
        {
            var flat = Flatten(part);
            foreach (var (name, property) in flat["properties"] as JsonObject ?? [])
                merged["properties"]![name] = property?.DeepClone();
            foreach (var name in flat["required"] as JsonArray ?? [])
                merged["required"]!.AsArray().Add(name?.DeepClone());
            foreach (var word in new[] { "additionalProperties", "x-nullable", "nullable" })
            {
                if (flat[word] is { } value)
                    merged[word] = value.DeepClone();
            }
        }
        if (merged["properties"]!.AsObject().Count == 0)
            merged.Remove("properties");
        return merged;
    }

    private static string? Type(JsonObject schema) =>
        schema["type"] is JsonValue type ? type.GetValue<string>() : schema["properties"] is not null ? "object" : schema["items"] is not null ? "array" : null;

    private static bool IsNullable(JsonObject schema) => IsTrue(schema["nullable"]) || IsTrue(schema["x-nullable"]);

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private void Report(string at, string problem) => _findings.Add(new Finding(at, problem));
}
