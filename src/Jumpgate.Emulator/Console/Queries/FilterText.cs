using System.Text.RegularExpressions;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Console.Queries;

/// <summary>
/// The two filter dialects. v1: <c>field:$op:value</c> with <c>$gte $lte</c>, <c>filter[0]</c> for AND, <c>filter[or][0]</c> for OR, terms of
/// <c>$in</c> joined by <c>|</c>. v2: <c>field:op:value</c> with <c>ge le</c>, joined by commas or repeated for AND (reference §3).
/// </summary>
internal static partial class FilterText
{
    private static readonly Dictionary<string, string> V1Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = "eq",
        ["ne"] = "ne",
        ["lt"] = "lt",
        ["lte"] = "le",
        ["gt"] = "gt",
        ["gte"] = "ge",
        ["in"] = "in",
        ["nin"] = "nin",
        ["sw"] = "sw",
        ["ew"] = "ew",
        ["co"] = "co",
        ["nco"] = "nco",
        ["regex"] = "regex",
        ["exists"] = "exists",
        ["le"] = "le",
        ["ge"] = "ge",
    };

    /// <summary>System Insights documents <c>gte</c> for up times, where every other family has <c>ge</c>.</summary>
    private static readonly string[] V2Operators = ["eq", "ne", "gt", "ge", "gte", "lt", "le", "lte", "between", "search", "in", "sw", "ew", "co", "nco"];

    public static (Condition? Condition, Answer? Refusal) V1(Call call)
    {
        List<Condition> all = [], any = [];
        foreach (var (name, values) in call.Http.Request.Query)
        {
            if (!name.StartsWith("filter", StringComparison.Ordinal))
                continue;
            foreach (var text in values)
            {
                if (string.IsNullOrEmpty(text))
                    continue;
                if (ReadV1(text) is not { } test)
                    return (null, Answer.Invalid($"invalid filter: {text}"));
                (name.StartsWith("filter[or]", StringComparison.Ordinal) ? any : all).Add(test);
            }
        }

        if (any.Count > 0)
            all.Add(new AnyOf(any));
        if (Search(call) is { } search)
            all.Add(search);
        return (all.Count == 0 ? null : Condition.All(all), null);
    }

    public static Test? ReadV1(string text)
    {
        var parts = text.Split(':', 3);
        if (parts.Length < 3)
            return null;
        var name = parts[1].TrimStart('$');
        if (!V1Operators.TryGetValue(name, out var op))
            return null;
        IReadOnlyList<string> values = op is "in" or "nin" or "sw" or "ew" or "co" or "nco"
            ? [.. Pipe().Split(parts[2]).Select(v => v.Replace("\\|", "|"))]
            : [parts[2]];
        return new Test(parts[0], op, values);
    }

    public static string? V1Operator(string name) => V1Operators.GetValueOrDefault(name.TrimStart('$'));

    public static (Condition? Condition, Answer? Refusal) V2(Call call)
    {
        List<Condition> all = [];
        foreach (var name in (string[])["filter", "filter[]"])
        {
            foreach (var joined in call.Http.Request.Query[name])
            {
                foreach (var text in NextFilter().Split(joined ?? ""))
                {
                    if (text.Length == 0)
                        continue;
                    var parts = text.Split(':', 3);
                    if (parts.Length < 3 || !V2Operators.Contains(parts[1].TrimStart('$')))
                        return (null, Answer.Invalid($"invalid filter: {text}"));
                    IReadOnlyList<string> values = parts[1] is "in" or "between" ? parts[2].Trim('[', ']').Split('|', ',') : [parts[2]];
                    all.Add(new Test(parts[0], parts[1].TrimStart('$') switch { "gte" => "ge", "lte" => "le", var op => op }, values));
                }
            }
        }

        if (call.Query("search") is { Length: > 0 } term)
            all.Add(new Found(term, ["name", "displayName", "email"]));
        return (all.Count == 0 ? null : Condition.All(all), null);
    }

    private static Found? Search(Call call)
    {
        var query = call.Http.Request.Query;
        var term = query["search[searchTerm]"].ToString();
        if (term.Length == 0)
            term = query["search"].ToString();
        if (term.Length == 0)
            return null;
        string[] fields = [.. query["search[fields]"].Concat(query["search[fields][]"]).Concat(query["search[fields][0]"]).OfType<string>()
            .SelectMany(f => f.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        return new Found(term, fields.Length > 0 ? fields : ["username", "email", "firstname", "lastname", "displayName", "displayLabel", "hostname", "name"]);
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex(@",(?=[\w.]+:\$?(?:eq|ne|gt|ge|gte|lt|le|lte|between|search|in|sw|ew|co|nco):)")]
    private static partial Regex NextFilter();
}
