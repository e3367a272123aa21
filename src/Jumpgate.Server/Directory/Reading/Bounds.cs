namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// What SQL can say of a condition: every row that satisfies it satisfies <paramref name="Over"/>, every row that satisfies
/// <paramref name="Under"/> satisfies it. Where the two are the same, SQL alone decides; else the filter looks at what SQL lets through.
/// </summary>
internal readonly record struct Bounds(string Over, string Under)
{
    public const string True = "true";
    public const string False = "false";

    /// <summary>SQL knows nothing.</summary>
    public static Bounds Unknown { get; } = new(True, False);

    public bool IsExact => Over == Under;

    public static Bounds Exact(string condition) => new(condition, condition);

    /// <summary>Rows outside of the condition cannot match; those inside must be looked at.</summary>
    public static Bounds AtMost(string condition) => new(condition, False);

    public static Bounds All(IReadOnlyList<Bounds> terms) =>
        new(Join(terms.Select(term => term.Over), "and", True, False), Join(terms.Select(term => term.Under), "and", True, False));

    public static Bounds Any(IReadOnlyList<Bounds> terms) =>
        new(Join(terms.Select(term => term.Over), "or", False, True), Join(terms.Select(term => term.Under), "or", False, True));

    public Bounds Negate() => new(Not(Under), Not(Over));

    // A comparison with null is neither true nor false in SQL; a filter knows only two answers.
    private static string Not(string condition) => condition switch
    {
        True => False,
        False => True,
        _ => $"not coalesce({condition}, false)",
    };

    private static string Join(IEnumerable<string> conditions, string word, string neutral, string final)
    {
        List<string> kept = [];
        foreach (var condition in conditions)
        {
            if (condition == final) return final;
            if (condition != neutral && !kept.Contains(condition)) kept.Add(condition);
        }

        return kept.Count switch { 0 => neutral, 1 => kept[0], _ => $"({string.Join($" {word} ", kept)})" };
    }
}
