using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

/// <summary>
/// The meaning of a filter, said a second time in the plainest way: over nodes, paths as text, strings as lists of
/// characters, no types but the two rules the vocabulary of <see cref="FilterGen"/> needs.
/// </summary>
internal static partial class FilterOracle
{
    public static bool Says(Filter filter, JsonNode? scope, string outer = "")
    {
        if (filter is And and)
        {
            return !and.Terms.Any(term => !Says(term, scope, outer));
        }

        if (filter is Or or)
        {
            return or.Terms.Any(term => Says(term, scope, outer));
        }

        if (filter is Not not)
        {
            return !Says(not.Term, scope, outer);
        }

        if (filter is Present present)
        {
            return Take(scope, present.Path, outer).Exists(HasValue);
        }

        if (filter is ValuePath inner)
        {
            return Take(scope, inner.Path, outer).FindAll(HasValue).Exists(value => Says(inner.Condition, value, inner.Path.ToString()));
        }

        var comparison = (Comparison)filter;
        var values = Take(scope, comparison.Path, outer);
        var written = comparison.Value.ToString();
        if (written is "null" or "\"\"" && comparison.Operator.Text() is "eq" or "ne")
        {
            return values.Exists(HasValue) ^ comparison.Operator.Text() == "eq";
        }

        var plain = values.SelectMany(value => value is JsonObject ? Step([value], "value") : [value])
            .Where(value => value is JsonValue && HasValue(value)).ToList();
        var rule = Rule((outer.Length > 0 ? outer + "." : "") + comparison.Path);
        return comparison.Operator.Text() == "ne"
            ? plain.Count == 0 || plain.Exists(value => !Holds("eq", value!, comparison.Value, rule))
            : plain.Exists(value => Holds(comparison.Operator.Text(), value!, comparison.Value, rule));
    }

    private static string Rule(string path)
    {
        path = path.ToLowerInvariant().Replace(FilterGen.CoreUser.ToLowerInvariant() + ":", "", StringComparison.Ordinal);
        return path switch { "id" => "exact", "meta.lastmodified" => "date", _ => "caseless" };
    }

    private static List<JsonNode?> Take(JsonNode? scope, AttributePath path, string outer)
    {
        var text = path.ToString();
        if (outer.Length > 0 && scope is not JsonObject)
        {
            return text.Equals("value", StringComparison.OrdinalIgnoreCase) ? [scope] : [];
        }

        List<JsonNode?> at = [scope];
        if (text.StartsWith(FilterGen.CoreUser, StringComparison.OrdinalIgnoreCase))
        {
            text = text[(FilterGen.CoreUser.Length + 1)..];
        }
        else if (text.StartsWith(FilterGen.Enterprise, StringComparison.OrdinalIgnoreCase))
        {
            at = Step(at, FilterGen.Enterprise);
            text = text[FilterGen.Enterprise.Length..].TrimStart(':');
        }

        return text.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(at, Step);
    }

    private static List<JsonNode?> Step(List<JsonNode?> from, string name) =>
        [.. from.OfType<JsonObject>().SelectMany(node =>
        {
            var found = node.Where(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(1).Select(member => member.Value);
            return found.SelectMany(value => value is JsonArray list ? list.ToArray() : [value]);
        })];

    private static bool HasValue(JsonNode? node) => node switch
    {
        null => false,
        JsonArray list => list.Any(HasValue),
        JsonObject members => members.Any(member => HasValue(member.Value)),
        _ => node.ToJsonString() != "\"\"",
    };

    private static bool Holds(string @operator, JsonNode value, CompareValue wanted, string rule)
    {
        var kind = value.GetValueKind();
        return wanted switch
        {
            CompareValue.Boolean => kind is JsonValueKind.True or JsonValueKind.False && value.ToJsonString() == wanted.ToString(),
            CompareValue.Number number => kind == JsonValueKind.Number && Ordered(@operator, Number(value.ToJsonString(), number.Value)),
            CompareValue.Text text => kind == JsonValueKind.String && Text(@operator, value.GetValue<string>(), text.Value, rule),
            _ => false,
        };
    }

    private static int Number(string value, decimal wanted) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? decimal.Compare(exact, wanted)
            : value.StartsWith('-') ? -1 : 1;

    private static bool Text(string @operator, string value, string wanted, string rule)
    {
        if (rule == "date" && @operator is not ("co" or "sw" or "ew"))
        {
            return Iso().IsMatch(value) && Iso().IsMatch(wanted) && Ordered(@operator, Instant(value).CompareTo(Instant(wanted)));
        }

        int[] left = Characters(value, rule), right = Characters(wanted, rule);
        var starts = Enumerable.Range(0, Math.Max(left.Length - right.Length + 1, 0)).Where(at => left.Skip(at).Take(right.Length).SequenceEqual(right)).ToList();
        return @operator switch
        {
            "co" => starts.Count > 0,
            "sw" => starts.Contains(0),
            "ew" => starts.Contains(left.Length - right.Length),
            _ => Ordered(@operator, left.Zip(right, (l, r) => l - r).Append(left.Length - right.Length).FirstOrDefault(difference => difference != 0)),
        };
    }

    private static int[] Characters(string text, string rule) =>
        [.. text.EnumerateRunes().Select(c => (rule == "exact" ? c : Rune.ToLowerInvariant(Rune.ToUpperInvariant(c))).Value)];

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static bool Ordered(string @operator, int order) =>
        @operator switch { "eq" => order == 0, "gt" => order > 0, "ge" => order >= 0, "lt" => order < 0, "le" => order <= 0, _ => false };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Iso();
}
