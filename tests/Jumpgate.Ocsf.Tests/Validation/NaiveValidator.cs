using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpgate.Ocsf.Tests.Published;

namespace Jumpgate.Ocsf.Tests.Validation;

/// <summary>
/// A second opinion, straight from OCSF's whole compiled schema and nothing of the product: written to be read beside the schema's own README, slow and plain.
/// </summary>
internal sealed class NaiveValidator(JsonElement schema)
{
    private readonly JsonElement objects = schema.GetProperty("objects");
    private readonly JsonElement types = schema.GetProperty("dictionary").GetProperty("types").GetProperty("attributes");
    private readonly Dictionary<int, JsonElement> classes = schema.GetProperty("classes").EnumerateObject().ToDictionary(one => one.Value.GetProperty("uid").GetInt32(), one => one.Value);
    private readonly Dictionary<string, Regex> compiled = [];

    private static readonly Dictionary<OcsfVersion, NaiveValidator> Made = [];

    public static NaiveValidator Of(OcsfVersion version)
    {
        lock (Made)
        {
            if (!Made.TryGetValue(version, out var validator)) Made[version] = validator = new NaiveValidator(CompiledSchema.Of(version));
            return validator;
        }
    }

    public List<string> Check(byte[] record)
    {
        var errors = new List<string>();
        using var document = JsonDocument.Parse(record);
        var root = document.RootElement;
        if (!classes.TryGetValue(root.GetProperty("class_uid").GetInt32(), out var type)) return ["no such class"];
        var profiles = root.GetProperty("metadata").TryGetProperty("profiles", out var listed) ? listed.EnumerateArray().Select(profile => profile.GetString()!).ToHashSet() : [];
        foreach (var profile in profiles.Where(profile => !schema.GetProperty("profiles").TryGetProperty(profile, out _))) errors.Add($"profile {profile}");
        if (root.GetProperty("metadata").GetProperty("version").GetString() != schema.GetProperty("version").GetString()) errors.Add("version");
        if (root.GetProperty("type_uid").GetInt64() != (root.GetProperty("class_uid").GetInt64() * 100) + root.GetProperty("activity_id").GetInt64()) errors.Add("type_uid");
        Walk(root, type, "", profiles, errors);
        if (root.TryGetProperty("observables", out var observables))
        {
            foreach (var observable in observables.EnumerateArray())
            {
                var name = observable.GetProperty("name").GetString()!;
                var stands = Values(root, name.Split('.')).ToList();
                if (stands.Count == 0) errors.Add($"observable {name} points at nothing");
                else if (observable.TryGetProperty("value", out var value) && stands.TrueForAll(one => one.ToString() != value.GetString())) errors.Add($"observable {name} has another value");
            }
        }

        return errors;
    }

    private void Walk(JsonElement thing, JsonElement shape, string path, HashSet<string> profiles, List<string> errors)
    {
        var attributes = shape.GetProperty("attributes").EnumerateObject()
            .Where(attribute => attribute.Value.TryGetProperty("profiles", out var needs) is false || needs.ValueKind == JsonValueKind.Null || needs.EnumerateArray().Any(profile => profiles.Contains(profile.GetString()!)))
            .ToDictionary(attribute => attribute.Name, attribute => attribute.Value);
        if (!shape.GetProperty("attributes").EnumerateObject().Any()) return;
        foreach (var missing in attributes.Where(attribute => attribute.Value.GetProperty("requirement").GetString() == "required" && !thing.TryGetProperty(attribute.Key, out _))) errors.Add($"{path}.{missing.Key} is required");
        var names = new HashSet<string>();
        foreach (var member in thing.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (!names.Add(member.Name)) errors.Add($"{at} stands twice");
            if (!attributes.TryGetValue(member.Name, out var attribute))
            {
                errors.Add($"{at} is unknown");
                continue;
            }

            var isArray = attribute.TryGetProperty("is_array", out var array) && array.GetBoolean();
            if (isArray != (member.Value.ValueKind == JsonValueKind.Array)) errors.Add($"{at} is {(isArray ? "not a" : "a")} list");
            else if (isArray)
            {
                foreach (var element in member.Value.EnumerateArray()) Value(element, attribute, at, profiles, errors);
            }
            else Value(member.Value, attribute, at, profiles, errors);

            if (isArray || !attribute.TryGetProperty("enum", out var values)) continue;
            if (!values.TryGetProperty(member.Value.ToString(), out var known)) errors.Add($"{at}: {member.Value} is no value of the enumeration");
            else if (attribute.TryGetProperty("sibling", out var sibling) && sibling.ValueKind == JsonValueKind.String && thing.TryGetProperty(sibling.GetString()!, out var text))
            {
                if (member.Value.ToString() != "99" && text.GetString() != known.GetProperty("caption").GetString()) errors.Add($"{at}: {text} is not {known.GetProperty("caption")}");
                if (member.Value.ToString() == "99" && (text.GetString()!.Length == 0 || text.GetString() == known.GetProperty("caption").GetString())) errors.Add($"{at}: 99 says nothing");
            }
            else if (member.Value.ToString() == "99" && member.Name is not "type_uid") errors.Add($"{at}: 99 without a word");
        }

        if (!shape.TryGetProperty("constraints", out var constraints)) return;
        foreach (var constraint in constraints.EnumerateObject())
        {
            var there = constraint.Value.EnumerateArray().Count(name => Values(thing, name.GetString()!.Split('.')).Any());
            if (constraint.Name == "at_least_one" ? there == 0 : there != 1) errors.Add($"{path}: {constraint.Name} of {constraint.Value}");
        }
    }

    private void Value(JsonElement value, JsonElement attribute, string at, HashSet<string> profiles, List<string> errors)
    {
        var name = attribute.GetProperty("type").GetString()!;
        if (name == "object_t")
        {
            if (value.ValueKind != JsonValueKind.Object) errors.Add($"{at} is no object");
            else Walk(value, objects.GetProperty(attribute.GetProperty("object_type").GetString()!), at, profiles, errors);
            return;
        }

        foreach (var type in Lineage(name))
        {
            var rules = types.GetProperty(type);
            if (rules.TryGetProperty("max_len", out var longest) && value.GetString()!.Length > longest.GetInt32()) errors.Add($"{at} is longer than {longest}");
            if (rules.TryGetProperty("regex", out var regex) && !Compiled(regex.GetString()!).IsMatch(value.GetString()!)) errors.Add($"{at} does not match {type}");
            if (rules.TryGetProperty("range", out var range) && (value.GetInt64() < range[0].GetInt64() || value.GetInt64() > range[1].GetInt64())) errors.Add($"{at} is out of range");
            var fits = type switch
            {
                "string_t" => value.ValueKind == JsonValueKind.String,
                "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "integer_t" or "long_t" => value.ValueKind == JsonValueKind.Number && value.GetRawText().All(digit => char.IsAsciiDigit(digit) || digit == '-'),
                "float_t" => value.ValueKind == JsonValueKind.Number && value.GetRawText().Any(sign => sign is '.' or 'e' or 'E'),
                _ => true,
            };
            if (!fits) errors.Add($"{at} is no {type}");
        }
    }

    private Regex Compiled(string pattern) => compiled.TryGetValue(pattern, out var regex) ? regex : compiled[pattern] = new Regex(pattern);

    private IEnumerable<string> Lineage(string type)
    {
        for (string? at = type; at is not null; at = types.GetProperty(at).TryGetProperty("type", out var under) ? under.GetString() : null) yield return at;
    }

    private static IEnumerable<JsonElement> Values(JsonElement from, string[] path)
    {
        if (from.ValueKind == JsonValueKind.Array) return from.EnumerateArray().SelectMany(element => Values(element, path));
        if (path.Length == 0) return from.ValueKind == JsonValueKind.Null ? [] : [from];
        return from.ValueKind == JsonValueKind.Object && from.TryGetProperty(path[0], out var next) ? Values(next, path[1..]) : [];
    }
}
