using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jumpgate.Emulator.Console.Queries;

/// <summary>What an object must satisfy to be listed.</summary>
internal abstract record Condition
{
    public abstract bool Holds(JsonObject document);

    /// <summary>The same text for the same condition.</summary>
    public abstract string Key { get; }

    public static Condition All(IReadOnlyList<Condition> parts) => parts.Count == 1 ? parts[0] : new AllOf(parts);
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override string Key => $"all({string.Join(',', Parts.Select(part => part.Key))})";

    public override bool Holds(JsonObject document)
    {
        foreach (var part in Parts)
        {
            if (!part.Holds(document))
                return false;
        }

        return true;
    }
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override string Key => $"any({string.Join(',', Parts.Select(part => part.Key))})";

    public override bool Holds(JsonObject document)
    {
        foreach (var part in Parts)
        {
            if (part.Holds(document))
                return true;
        }

        return false;
    }
}

/// <summary>A substring in any of several fields, whatever the case.</summary>
internal sealed record Found(string Term, IReadOnlyList<string> Fields) : Condition
{
    public override string Key => $"found({string.Join('\u001f', [Term, .. Fields])})";

    public override bool Holds(JsonObject document)
        => Fields.Any(field => FieldValues.Of(document, field).Any(value => FieldValues.Text(value).Contains(Term, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>One field compared with given values. A field that is an array matches if one element does.</summary>
internal sealed record Test(string Field, string Operator, IReadOnlyList<string> Values) : Condition
{
    public override string Key => $"test({string.Join('\u001f', [Field, Operator, .. Values])})";

    private readonly Regex? _pattern = Operator == "regex" ? Compile(Values[0]) : null;

    public override bool Holds(JsonObject document)
    {
        var have = FieldValues.Of(document, Field);
        return Operator switch
        {
            "eq" => Any(have, value => Same(value, Values[0])),
            "ne" => !Any(have, value => Same(value, Values[0])),
            "in" => Any(have, value => Values.Any(want => Same(value, want))),
            "nin" => !Any(have, value => Values.Any(want => Same(value, want))),
            "sw" => Any(have, value => Values.Any(want => FieldValues.Text(value).StartsWith(want, StringComparison.Ordinal))),
            "ew" => Any(have, value => Values.Any(want => FieldValues.Text(value).EndsWith(want, StringComparison.Ordinal))),
            "co" or "search" => Any(have, value => Values.Any(want => FieldValues.Text(value).Contains(want, StringComparison.OrdinalIgnoreCase))),
            "nco" => !Any(have, value => Values.Any(want => FieldValues.Text(value).Contains(want, StringComparison.OrdinalIgnoreCase))),
            "regex" => Any(have, value => _pattern!.IsMatch(FieldValues.Text(value))),
            "exists" => (have.Count > 0) == (Values[0] != "false"),
            "gt" => Any(have, value => Compare(value, Values[0]) > 0),
            "ge" => Any(have, value => Compare(value, Values[0]) >= 0),
            "lt" => Any(have, value => Compare(value, Values[0]) < 0),
            "le" => Any(have, value => Compare(value, Values[0]) <= 0),
            "between" => Any(have, value => Compare(value, Values[0]) >= 0 && Compare(value, Values[^1]) <= 0),
            _ => true,
        };
    }

    private static bool Any(List<JsonNode?> have, Func<JsonNode?, bool> holds)
    {
        if (have.Count == 0)
            return holds(null);
        foreach (var value in have)
        {
            if (holds(value))
                return true;
        }

        return false;
    }

    private static bool Same(JsonNode? have, string want)
    {
        var text = FieldValues.Text(have);
        if (want.Contains('*') && want.Length > 1)
            return Regex.IsMatch(text, "^" + Regex.Escape(want).Replace("\\*", ".*") + "$", RegexOptions.None, TimeSpan.FromSeconds(1));
        return text == want;
    }

    private static int Compare(JsonNode? have, string want)
    {
        if (have is null)
            return int.MinValue;
        var text = FieldValues.Text(have);
        return have.GetValueKind() == JsonValueKind.Number
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(want, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(text, want);
    }

    /// <summary>JumpCloud's own module writes inline options such as <c>(?i)</c>; .NET reads them the same way.</summary>
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            // No expression .NET can read: looked for as the text it is.
            return new Regex(Regex.Escape(pattern), RegexOptions.CultureInvariant);
        }
    }
}

/// <summary>Values of a dotted field name in a document, arrays taken apart.</summary>
internal static class FieldValues
{
    public static List<JsonNode?> Of(JsonObject document, string field)
    {
        List<JsonNode?> found = [];
        Collect(document, field, found);
        return found;
    }

    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        _ => value.ToJsonString(),
    };

    private static void Collect(JsonNode? node, string field, List<JsonNode?> found)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var element in array)
                    Collect(element, field, found);
                break;
            case JsonObject inner when field.Length > 0:
                if (inner.TryGetPropertyValue(field, out var whole))
                {
                    Collect(whole, "", found);
                    break;
                }

                var dot = field.IndexOf('.');
                if (dot > 0 && inner.TryGetPropertyValue(field[..dot], out var part))
                    Collect(part, field[(dot + 1)..], found);
                break;
            default:
                if (field.Length == 0)
                    found.Add(node);
                break;
        }
    }
}
