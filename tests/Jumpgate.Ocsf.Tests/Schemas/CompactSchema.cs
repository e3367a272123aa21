using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Ocsf.Tests.Schemas;

/// <summary>
/// Makes the schema data of the product from OCSF's compiled schema: the classes that are asked for, every object that can be reached from them by
/// attributes that are always there or come with the profile asked for, the scalar types these use. Descriptions are left out.
/// </summary>
internal static class CompactSchema
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line for each class, object and type, so that a difference can be read.</summary>
    public static string Make(JsonElement compiled, IEnumerable<int> classes, string profile)
    {
        var (types, objects, waiting) = (new SortedDictionary<string, JsonNode>(StringComparer.Ordinal), new SortedDictionary<string, JsonNode>(StringComparer.Ordinal), new Queue<string>());
        var uids = classes.ToHashSet();
        var shapes = compiled.GetProperty("classes").EnumerateObject().Where(one => uids.Contains(one.Value.GetProperty("uid").GetInt32()))
            .OrderBy(one => one.Value.GetProperty("uid").GetInt32()).Select(one => (one.Value.GetProperty("uid").GetInt32(), Shape(one.Value, withName: true))).ToList();
        while (waiting.TryDequeue(out var name))
        {
            if (!objects.ContainsKey(name)) objects[name] = Shape(compiled.GetProperty("objects").GetProperty(name), withName: false);
        }

        return "{\n\"version\":" + compiled.GetProperty("version").GetRawText() + ",\n\"profiles\":[\"" + profile + "\"],\n"
            + "\"types\":{\n" + Lines(types.Select(type => (type.Key, type.Value))) + "\n},\n"
            + "\"classes\":{\n" + Lines(shapes.Select(shape => (shape.Item1.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode)shape.Item2))) + "\n},\n"
            + "\"objects\":{\n" + Lines(objects.Select(one => (one.Key, one.Value))) + "\n}\n}\n";

        JsonObject Shape(JsonElement source, bool withName)
        {
            var (attributes, enums) = (new JsonObject(), new JsonObject());
            foreach (var attribute in source.GetProperty("attributes").EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal))
            {
                var profiles = attribute.Value.TryGetProperty("profiles", out var listed) && listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray().Select(one => one.GetString()!).ToList() : [];
                if (profiles.Count > 0 && !profiles.Contains(profile)) continue;
                attributes[attribute.Name] = TypeOf(attribute.Value)
                    + (attribute.Value.TryGetProperty("is_array", out var array) && array.GetBoolean() ? "[]" : "")
                    + (attribute.Value.GetProperty("requirement").GetString() == "required" ? "!" : "")
                    + (profiles.Count > 0 ? "@" + profile : "");
                if (!attribute.Value.TryGetProperty("enum", out var values)) continue;
                var captions = new JsonObject();
                if (attribute.Value.TryGetProperty("sibling", out var sibling) && sibling.ValueKind == JsonValueKind.String) captions["sibling"] = sibling.GetString();
                captions["values"] = new JsonObject(values.EnumerateObject().Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value.GetProperty("caption").GetString())));
                enums[attribute.Name] = captions;
            }

            var shape = new JsonObject();
            if (withName) shape["name"] = source.GetProperty("name").GetString();
            shape["caption"] = source.GetProperty("caption").GetString();
            if (source.TryGetProperty("constraints", out var constraints))
            {
                foreach (var constraint in constraints.EnumerateObject()) shape[constraint.Name] = JsonNode.Parse(constraint.Value.GetRawText());
            }

            shape["attributes"] = attributes;
            if (enums.Count > 0) shape["enums"] = enums;
            return shape;
        }

        string TypeOf(JsonElement attribute)
        {
            var type = attribute.GetProperty("type").GetString()!;
            if (type == "object_t")
            {
                var name = attribute.GetProperty("object_type").GetString()!;
                waiting.Enqueue(name);
                return name;
            }

            types.TryAdd(type, Scalar(type));
            return type;
        }

        // A type that says nothing of length, form or range takes what its base says.
        JsonObject Scalar(string type)
        {
            var all = compiled.GetProperty("dictionary").GetProperty("types").GetProperty("attributes");
            var own = all.GetProperty(type);
            var under = own.TryGetProperty("type", out var named) ? named.GetString()! : type;
            var scalar = new JsonObject { ["base"] = under };
            foreach (var rule in (string[])["max_len", "regex", "range"])
            {
                if (own.TryGetProperty(rule, out var value) || all.GetProperty(under).TryGetProperty(rule, out value)) scalar[rule] = JsonNode.Parse(value.GetRawText());
            }

            return scalar;
        }
    }

    private static string Lines(IEnumerable<(string Name, JsonNode Value)> members) =>
        string.Join(",\n", members.Select(member => JsonSerializer.Serialize(member.Name, Plain) + ":" + member.Value.ToJsonString(Plain)));
}
