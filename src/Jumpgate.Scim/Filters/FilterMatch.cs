using System.Text.Json;

namespace Jumpgate.Scim.Filters;

/// <summary>Evaluates a filter over a resource in memory. What it answers is the meaning of a filter everywhere.</summary>
internal sealed class FilterMatch(AttributeTypes types)
{
    public bool Matches(Filter filter, JsonElement resource) => Matches(filter, resource, parent: null);

    public bool MatchesValue(Filter filter, JsonElement value, AttributePath attribute) => Matches(filter, value, attribute);

    private bool Matches(Filter filter, JsonElement scope, AttributePath? parent) => filter switch
    {
        And and => and.Terms.All(term => Matches(term, scope, parent)),
        Or or => or.Terms.Any(term => Matches(term, scope, parent)),
        Not not => !Matches(not.Term, scope, parent),
        Present present => Values(present.Path, scope, parent).Any(ResourceValues.IsPresent),
        Comparison comparison => Compare(comparison, Values(comparison.Path, scope, parent), types.Find(comparison.Path, parent)),
        ValuePath path => Values(path.Path, scope, parent).Any(value => ResourceValues.IsPresent(value) && Matches(path.Condition, value, path.Path)),
        _ => throw new InvalidOperationException($"No meaning is known for {filter.GetType().Name}."),
    };

    private IEnumerable<JsonElement> Values(AttributePath path, JsonElement scope, AttributePath? parent) =>
        parent is null ? ResourceValues.OfResource(scope, path, types) : ResourceValues.OfValue(scope, path);

    private static bool Compare(Comparison comparison, IEnumerable<JsonElement> values, AttributeType type)
    {
        var all = values.ToList();
        if (comparison.Value is CompareValue.Null or CompareValue.Text { Value: "" }
            && comparison.Operator is CompareOperator.Equal or CompareOperator.NotEqual)
        {
            return all.Any(ResourceValues.IsPresent) == (comparison.Operator == CompareOperator.NotEqual);
        }

        var comparable = all.SelectMany(ResourceValues.Comparable).ToList();
        return comparison.Operator == CompareOperator.NotEqual
            ? comparable.Count == 0 || comparable.Any(value => !Holds(CompareOperator.Equal, comparison.Value, value, type))
            : comparable.Any(value => Holds(comparison.Operator, comparison.Value, value, type));
    }

    private static bool Holds(CompareOperator @operator, CompareValue wanted, JsonElement value, AttributeType type) => wanted switch
    {
        CompareValue.Text text => value.ValueKind == JsonValueKind.String && HoldsText(@operator, text.Value, JsonText.Of(value), type),
        CompareValue.Number number => value.ValueKind == JsonValueKind.Number && HoldsOrder(@operator, CompareNumber(value, number.Value)),
        CompareValue.Boolean boolean => value.ValueKind == (boolean.Value ? JsonValueKind.True : JsonValueKind.False),
        _ => false,
    };

    private static bool HoldsText(CompareOperator @operator, string wanted, string value, AttributeType type)
    {
        if (type.Kind == AttributeKind.DateTime && !@operator.IsSubstring())
        {
            return ScimDateTime.TryRead(wanted, out var wantedAt)
                && ScimDateTime.TryRead(value, out var at)
                && HoldsOrder(@operator, at.CompareTo(wantedAt));
        }

        if (type.Kind == AttributeKind.Binary && @operator.IsOrder())
        {
            return false;
        }

        (wanted, value) = type.CaseExact ? (wanted, value) : (TextOrder.Fold(wanted), TextOrder.Fold(value));
        return @operator switch
        {
            CompareOperator.Contains => value.Contains(wanted, StringComparison.Ordinal),
            CompareOperator.StartsWith => value.StartsWith(wanted, StringComparison.Ordinal),
            CompareOperator.EndsWith => value.EndsWith(wanted, StringComparison.Ordinal),
            _ => HoldsOrder(@operator, TextOrder.Compare(value, wanted)),
        };
    }

    private static bool HoldsOrder(CompareOperator @operator, int order) => @operator switch
    {
        CompareOperator.Equal => order == 0,
        CompareOperator.Greater => order > 0,
        CompareOperator.GreaterOrEqual => order >= 0,
        CompareOperator.Less => order < 0,
        CompareOperator.LessOrEqual => order <= 0,
        _ => false,
    };

    /// <summary>Exact where a decimal can hold the value; beyond that only its size matters.</summary>
    private static int CompareNumber(JsonElement value, decimal wanted) =>
        value.TryGetDecimal(out var exact) ? exact.CompareTo(wanted) : value.GetDouble().CompareTo((double)wanted);
}
