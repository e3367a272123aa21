using System.Globalization;

namespace Jumpgate.Scim.Filters;

/// <summary>The sentences of refusal, in one place so that they agree.</summary>
internal static class FilterErrors
{
    private const int ShownLength = 24;

    public static FilterError TooLong(string code, int limit) =>
        new(code, limit, $"at most {limit} characters", "more", "Ask for less at once, or split the request.");

    public static FilterError TooDeep(string code, int position, int limit) =>
        new(code, position, $"at most {limit} open parentheses and brackets", "one more", "Leave out parentheses that change nothing.");

    public static FilterError TooManyTerms(string code, int position, int limit) =>
        new(code, position, $"at most {limit} comparisons", "one more", "Split the filter over several requests.");

    public static FilterError NotAPath(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "an attribute", Show(word), "Name an attribute such as userName, name.familyName or meta.lastModified.");

    public static FilterError NotASchema(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "a schema URI before the last colon", Show(word),
            "Write urn:ietf:params:scim:schemas:core:2.0:User:userName, or the attribute alone.");

    public static FilterError TooDeepAPath(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "an attribute and at most one sub-attribute", Show(word), "Write attribute.subAttribute.");

    public static FilterError UnknownAttribute(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "an attribute of the schema", Show(word), "Name an attribute that /Schemas lists; those of an extension with its URI before them.");

    public static FilterError MissingOperator(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr)", Show(word), OperatorFix(word));

    public static FilterError MissingValue(string code, CompareOperator @operator, ReadOnlySpan<char> word, int position) =>
        new(code, position, $"a value after {@operator.Text()}", Show(word), ValueFix(word));

    public static FilterError WrongValue(string code, CompareOperator @operator, CompareValue value, int position) =>
        new(code, position, @operator.IsSubstring() ? $"text after {@operator.Text()}" : $"text or a number after {@operator.Text()}",
            Show(value.ToString()),
            @operator.IsSubstring() ? "Put the value in double quotes." : "true, false and null have no order: use eq or ne.");

    public static FilterError NumberTooLarge(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "a number of at most 28 digits", Show(word), "Shorten the number.");

    public static FilterError UnclosedText(string code, int position) =>
        new(code, position, "a closing quote", "the end of the filter", "End the text with \"; inside it a quote is written \\\".");

    public static FilterError BadText(string code, ReadOnlySpan<char> at, int position) =>
        new(code, position, "text as JSON writes it", Show(at),
            "Write control characters as \\u0009 or \\t, a backslash as \\\\, a character beyond U+FFFF as both halves of its pair.");

    public static FilterError Unclosed(string code, char close, ReadOnlySpan<char> word, int position) =>
        new(code, position, $"'{close}' or 'and' or 'or'", Show(word), $"Close what was opened with '{(close == ')' ? '(' : '[')}'.");

    public static FilterError NotWithoutParentheses(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "'(' after not", Show(word), "Write not (userName eq \"x\").");

    public static FilterError Trailing(string code, ReadOnlySpan<char> word, int position) =>
        new(code, position, "'and', 'or' or the end", Show(word), "Join comparisons with and or or; put text in double quotes.");

    public static FilterError InsideBrackets(string code, string what, ReadOnlySpan<char> word, int position) =>
        new(code, position, what, Show(word), "Inside brackets name the sub-attributes alone: emails[type eq \"work\"].");

    public static FilterError NoOrder(string code, AttributePath path, AttributeKind kind, int position) =>
        new(code, position, $"eq, ne{(kind is AttributeKind.Binary ? ", co, sw, ew" : "")} or pr for {path}", "an operator of order",
            $"A {kind.ToString().ToLowerInvariant()} attribute has no order.");

    public static FilterError NeedsSubAttribute(string code, AttributePath path, int position) =>
        new(code, position, $"pr, or a sub-attribute of {path}", "a comparison", $"Name a sub-attribute: {path}.subAttribute.");

    public static FilterError WrongType(string code, AttributePath path, AttributeKind kind, CompareValue value, int position) =>
        new(code, position, $"{KindName(kind)} for {path}", Show(value.ToString()), kind switch
        {
            AttributeKind.Boolean => "Write true or false without quotes.",
            AttributeKind.Integer or AttributeKind.Decimal => "Write the number without quotes, and compare it with eq, ne, gt, ge, lt or le.",
            AttributeKind.DateTime => "Write it as \"2026-05-13T04:42:34Z\".",
            _ => "Put the value in double quotes.",
        });

    /// <summary>What stood there, short and printable.</summary>
    public static string Show(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return "the end of the filter";
        }

        var shown = word.Length > ShownLength ? string.Concat(word[..ShownLength], "…") : word.ToString();
        return "'" + string.Concat(shown.Select(c =>
            char.IsControl(c) || char.IsSurrogate(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString())) + "'";
    }

    private static string KindName(AttributeKind kind) => kind switch
    {
        AttributeKind.Boolean => "true or false",
        AttributeKind.Integer or AttributeKind.Decimal => "a number",
        AttributeKind.DateTime => "a date and time",
        _ => "text",
    };

    private static string OperatorFix(ReadOnlySpan<char> word) => word.ToString().ToLowerInvariant() switch
    {
        "" => "Add an operator and a value, as in userName eq \"bjensen\", or pr.",
        "=" or "==" or "is" or "equals" => "Write eq for equality.",
        "!=" or "<>" or "neq" => "Write ne for inequality.",
        ">" => "Write gt.",
        ">=" => "Write ge.",
        "<" => "Write lt.",
        "<=" => "Write le.",
        "contains" or "like" or "~" or "in" => "Write co for 'contains'.",
        "startswith" => "Write sw for 'starts with'.",
        "endswith" => "Write ew for 'ends with'.",
        _ => "Write attribute operator value, as in userName eq \"bjensen\".",
    };

    private static string ValueFix(ReadOnlySpan<char> word) => word switch
    {
        [] => "Add a value: text in double quotes, a number, true, false or null.",
        ['\'' or '‘' or '’' or '“' or '”' or '„' or '`', ..] => "Use plain double quotes (\") around text.",
        [>= '0' and <= '9' or '-' or '+' or '.', ..] => "Write a number as JSON does, or put text in double quotes.",
        _ => "Put text in double quotes.",
    };
}
