using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpgate.Ocsf.Schemas;

namespace Jumpgate.Ocsf.Validation;

/// <summary>Holds single values against the scalar types: JSON type, length, form, range.</summary>
internal sealed class ScalarCheck(OcsfSchema schema)
{
    // The expressions have no look-around and no back-references: time is in proportion to the text, whatever it is.
    private readonly Dictionary<string, Regex> forms = schema.Types.Values.Where(type => type.Pattern is not null)
        .ToDictionary(type => type.Name, type => new Regex(type.Pattern!, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

    public void Check(JsonElement value, string name, string path, List<Violation> found)
    {
        var type = schema.Types[name];
        if (!IsOf(value, type.Base))
        {
            found.Add(new Violation(path, SchemaRule.WrongType, name));
            return;
        }

        if (value.ValueKind == JsonValueKind.String && type.Base == "string_t") Text(value, type, path, found);
        if (type.Range is { } range && value.TryGetInt64(out var number) && (number < range.Low || number > range.High)) found.Add(new Violation(path, SchemaRule.OutOfRange, $"{range.Low} to {range.High}"));
    }

    private void Text(JsonElement value, ScalarType type, string path, List<Violation> found)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            found.Add(new Violation(path, SchemaRule.WrongType, "half a character"));
            return;
        }

        if (text.Length > type.MaxLength) found.Add(new Violation(path, SchemaRule.TooLong, $"{type.Name}: {type.MaxLength} characters"));
        if (forms.TryGetValue(type.Name, out var form) && !form.IsMatch(text)) found.Add(new Violation(path, SchemaRule.WrongForm, type.Name));
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "string_t" => value.ValueKind == JsonValueKind.String,
        "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "long_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        // A float is told from an integer by its point: consumers that are strict about it exist (OCSF's own server).
        "float_t" => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().ContainsAny(".eE"),
        _ => true,
    };
}
