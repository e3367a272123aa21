using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Ocsf.Schemas;

/// <summary>
/// Reads the compact form. An attribute is its type, then <c>[]</c> for a list, <c>!</c> where it is required and <c>@host</c> where only a profile
/// brings it in; captions of enumerations stand apart.
/// </summary>
internal static class SchemaData
{
    public static OcsfSchema Read(OcsfVersion version)
    {
        using var stream = typeof(SchemaData).Assembly.GetManifestResourceStream(FileName(version)) ?? throw new InvalidOperationException($"{FileName(version)} is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        return new OcsfSchema(
            version,
            [.. root.GetProperty("profiles").EnumerateArray().Select(profile => profile.GetString()!)],
            root.GetProperty("types").EnumerateObject().ToDictionary(type => type.Name, type => Type(type.Name, type.Value)),
            root.GetProperty("classes").EnumerateObject().ToDictionary(one => int.Parse(one.Name, CultureInfo.InvariantCulture), one => Shape(one.Value.GetProperty("name").GetString()!, one.Value)),
            root.GetProperty("objects").EnumerateObject().ToDictionary(one => one.Name, one => Shape(one.Name, one.Value)));
    }

    public static string FileName(OcsfVersion version) => $"ocsf-{version.Text}.json";

    private static SchemaShape Shape(string name, JsonElement shape)
    {
        var enums = shape.TryGetProperty("enums", out var found) ? found : default;
        return new SchemaShape(
            name, shape.GetProperty("caption").GetString()!,
            shape.GetProperty("attributes").EnumerateObject().ToDictionary(
                one => one.Name, one => Attribute(one.Name, one.Value.GetString()!, enums.ValueKind == JsonValueKind.Object && enums.TryGetProperty(one.Name, out var e) ? e : default)),
            Names(shape, "at_least_one"), Names(shape, "just_one"));
    }

    private static SchemaAttribute Attribute(string name, string text, JsonElement captions)
    {
        var parts = text.Split('@');
        var type = parts[0];
        return new SchemaAttribute(
            name, type.TrimEnd('!').Replace("[]", "", StringComparison.Ordinal), type.Contains("[]", StringComparison.Ordinal), type.EndsWith('!'), parts[1..],
            captions.ValueKind == JsonValueKind.Object ? captions.GetProperty("values").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!) : null,
            captions.ValueKind == JsonValueKind.Object && captions.TryGetProperty("sibling", out var sibling) ? sibling.GetString() : null);
    }

    private static ScalarType Type(string name, JsonElement type) => new(
        name, type.GetProperty("base").GetString()!,
        type.TryGetProperty("max_len", out var length) ? length.GetInt32() : null,
        type.TryGetProperty("regex", out var pattern) ? pattern.GetString() : null,
        type.TryGetProperty("range", out var range) ? (range[0].GetInt64(), range[1].GetInt64()) : null);

    private static string[] Names(JsonElement shape, string constraint) =>
        shape.TryGetProperty(constraint, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
}
