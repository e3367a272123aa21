using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A part of a list with an order that an index has. The parts of a list follow each other and share no row.</summary>
internal sealed record ListSlice(string Condition, SortOrder Order);

/// <summary>Cuts a list into slices, so that its first rows come from an index and not from sorting everything.</summary>
internal sealed class ListSlices(IStoreDialect dialect, ResourceKind kind, SqlArguments arguments)
{
    private static readonly string[] Searched = ["f_name", "f_email", "f_user_name"];

    public (IReadOnlyList<ListSlice> Slices, bool Exact) Of(ListRequest request)
    {
        var bounds = request.Filter is { } filter ? new FilterSql(dialect, kind, arguments).Translate(filter) : Bounds.Exact(Bounds.True);
        var slices = request.Sort is { } sort ? Sorted(sort, request.Search)
            : request.Search is { } search ? Found(search)
            : request.Filter is { } driven ? Driven(driven)
            : [new ListSlice(Bounds.True, SortOrder.Key)];
        return ([.. slices.Select(slice => slice with { Condition = Both(slice.Condition, bounds.Over) })], bounds.IsExact);
    }

    private List<ListSlice> Sorted(SortOrder sort, string? search)
    {
        var condition = search is null ? Bounds.True : "(" + string.Join(" or ", Searched.Select(column => FoldedColumn.StartsWith("v." + column, search, arguments))) + ")";
        if (!sort.MayLack) return [new ListSlice(condition, sort)];
        return
        [
            new ListSlice(Both(condition, sort.Has), sort),
            new ListSlice(Both(condition, sort.Lacks), SortOrder.Key),
        ];
    }

    /// <summary>A search without an order of its own: those whose name begins so, then e-mail, then user name.</summary>
    private List<ListSlice> Found(string search)
    {
        List<ListSlice> slices = [];
        var before = Bounds.True;
        foreach (var column in Searched.Select(column => "v." + column))
        {
            var begins = FoldedColumn.StartsWith(column, search, arguments);
            slices.Add(new ListSlice(Both(begins, before), SortOrder.By(column)));
            before = Both(before, $"not coalesce({begins}, false)");
        }

        return slices;
    }

    /// <summary>A filter with a condition that an index answers gives the list that index's order.</summary>
    private List<ListSlice> Driven(Filter filter)
    {
        foreach (var term in filter is And and ? and.Terms.AsEnumerable() : [filter])
        {
            if (EmailsDriver(term) is { } emails && FilterSql.EmailCondition(emails.Operator, ((CompareValue.Text)emails.Value).Value, arguments) is var (first, other))
            {
                return
                [
                    new ListSlice(first, SortOrder.By("v.f_email")),
                    new ListSlice(
                        $"not coalesce({first}, false) and (v.resource, v.from_seq) in (select e.resource, e.from_seq from resource_email e "
                        + $"where e.tenant = @tenant and e.directory = @directory and e.kind = @kind and {other})",
                        SortOrder.Key),
                ];
            }

            if (term is Comparison { Operator: CompareOperator.StartsWith, Value: CompareValue.Text { Value.Length: > 0 } } starts && Column(starts.Path) is { } column)
                return [new ListSlice($"{column} is not null", SortOrder.By(column))];
        }

        return [new ListSlice(Bounds.True, SortOrder.Key)];
    }

    private static Comparison? EmailsDriver(Filter term) => term switch
    {
        Comparison comparison when FilterSql.Key(comparison.Path) is "emails" or "emails.value"
            && comparison is { Value: CompareValue.Text { Value.Length: > 0 }, Operator: CompareOperator.Equal or CompareOperator.StartsWith } => comparison,
        ValuePath path when FilterSql.Key(path.Path) == "emails" => FilterSql.EmailDriver(path.Condition),
        _ => null,
    };

    private static string? Column(AttributePath path) => FilterSql.Key(path) switch
    {
        "displayname" => "v.f_name",
        "email" => "v.f_email",
        "username" => "v.f_user_name",
        "externalid" => "v.f_external_id",
        _ => null,
    };

    private static string Both(string one, string other) => one == Bounds.True ? other : other == Bounds.True ? one : $"{one} and {other}";
}
