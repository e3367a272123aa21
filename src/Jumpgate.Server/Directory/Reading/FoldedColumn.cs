using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A comparison on a folded, indexed column. The column holds at most <see cref="Folded.Length"/> characters of the text.</summary>
/// <param name="Name">Column of the version row, <c>v.f_name</c>.</param>
internal sealed record FoldedColumn(string Name)
{
    public static readonly FoldedColumn DisplayName = new("v.f_name");
    public static readonly FoldedColumn UserName = new("v.f_user_name");
    public static readonly FoldedColumn Email = new("v.f_email");
    public static readonly FoldedColumn ExternalId = new("v.f_external_id");

    // A text of so many code points may have been cut: it has at least half as many as UTF-16 units.
    private const string MayBeCut = "100";

    private string Any => $"coalesce({Name}, '')";

    public Bounds Present => Bounds.Exact($"{Any} <> ''");

    public Bounds Compare(CompareOperator @operator, string wanted, SqlArguments arguments)
    {
        var folded = TextOrder.Fold(wanted);
        var isLong = folded.Length >= Folded.Length - 1;
        return @operator switch
        {
            CompareOperator.Equal when folded.Length == 0 => Present.Negate(),
            CompareOperator.NotEqual when folded.Length == 0 => Present,
            CompareOperator.Equal when isLong => Bounds.AtMost(StartsWith(Name, Cut(folded), arguments)),
            CompareOperator.Equal => Bounds.Exact($"{Name} = {arguments.Add(folded)}"),
            CompareOperator.NotEqual when isLong => Bounds.Unknown,
            CompareOperator.NotEqual => Bounds.Exact($"{Any} <> {arguments.Add(folded)}"),
            CompareOperator.StartsWith when folded.Length == 0 => Present,
            CompareOperator.StartsWith when isLong => Bounds.AtMost(StartsWith(Name, Cut(folded), arguments)),
            CompareOperator.StartsWith => Bounds.Exact(StartsWith(Name, folded, arguments)),
            _ when isLong => Bounds.Unknown,
            CompareOperator.Contains => Uncut($"{Any} <> '' and {Name} like {arguments.Add(TextPatterns.Contains(folded))} escape '!'"),
            CompareOperator.EndsWith => Uncut($"{Any} <> '' and {Name} like {arguments.Add(TextPatterns.EndsWith(folded))} escape '!'"),
            CompareOperator.Greater => Uncut($"{Any} <> '' and {Name} > {arguments.Add(folded)}"),
            CompareOperator.GreaterOrEqual => Uncut($"{Any} <> '' and {Name} >= {arguments.Add(folded)}"),
            CompareOperator.Less => Uncut($"{Any} <> '' and {Name} < {arguments.Add(folded)}"),
            CompareOperator.LessOrEqual => Uncut($"{Any} <> '' and {Name} <= {arguments.Add(folded)}"),
            _ => Bounds.Unknown,
        };
    }

    /// <summary>A range, which an index answers as it does an equality.</summary>
    public static string StartsWith(string column, string prefix, SqlArguments arguments) =>
        Range(column, prefix, arguments) is var (from, to) && to is not null ? $"({from} and {to})" : from;

    /// <summary>The two ends of that range; it may have no upper end.</summary>
    public static (string From, string? To) Range(string column, string prefix, SqlArguments arguments) =>
        ($"{column} >= {arguments.Add(prefix)}", TextPatterns.After(prefix) is { } end ? $"{column} < {arguments.Add(end)}" : null);

    public static string Cut(string folded)
    {
        var length = Math.Min(folded.Length, Folded.Length - 2);
        return folded[..(length > 0 && length < folded.Length && char.IsHighSurrogate(folded[length - 1]) ? length - 1 : length)];
    }

    private Bounds Uncut(string condition) =>
        new($"(({condition}) or length({Name}) >= {MayBeCut})", $"(({condition}) and length({Name}) < {MayBeCut})");
}
