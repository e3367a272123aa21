using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>A part of a list with an order that an index has. The parts of a list follow each other and share no row.</summary>
internal sealed record ListSlice(string Condition, SortOrder Order)
{
    /// <summary>What leads to the versions in the order wanted; null: they themselves.</summary>
    public string? Lead { get; init; }

    /// <summary>Where what holds now is found. SQLite keeps the order of a cross join; PostgreSQL finds it, for only few rows are wanted.</summary>
    public string Current => Lead is null ? "resource_version v" : $"{Lead} cross join resource_version v";

    /// <summary>Where what has ended since the moment is found: the versions first, they are few.</summary>
    public string Ended => Lead is null ? "resource_version v" : $"resource_version v cross join {Lead}";

    /// <summary>Where the slice begins. Behind a cursor the cursor says so, and an index is to be entered there.</summary>
    public string? Begin { get; init; }

    public static string Both(string one, string other) => one == Bounds.True ? other : other == Bounds.True ? one : $"{one} and {other}";
}

/// <summary>Cuts a list into slices, so that its first rows come from an index and not from sorting everything.</summary>
internal sealed class ListSlices(IStoreDialect dialect, ResourceKind kind, SqlArguments arguments)
{
    /// <summary>The columns a search looks at.</summary>
    public static readonly string[] Searched = ["v.f_name", "v.f_email", "v.f_user_name"];

    private readonly FilterSql filters = new(dialect, kind, arguments);

    public (IReadOnlyList<ListSlice> Slices, bool Exact) Of(ListRequest request)
    {
        var (slices, rest, exact) = request.Sort is { } sort ? (Sorted(sort, request.Search), request.Filter, true)
            : request.Search is { } search ? (Found(search), request.Filter, true)
            : request.Filter is { } filter ? Driven(filter)
            : ([new ListSlice(Bounds.True, SortOrder.Key)], null, true);
        var bounds = rest is null ? Bounds.Exact(Bounds.True) : filters.Translate(rest);
        return ([.. slices.Select(slice => slice with { Condition = ListSlice.Both(slice.Condition, bounds.Over) })], exact && bounds.IsExact);
    }

    /// <summary>What the filter says, for a query that brings its own order.</summary>
    public Bounds Bound(Filter? filter) => filter is null ? Bounds.Exact(Bounds.True) : filters.Translate(filter);

    private List<ListSlice> Sorted(SortOrder sort, string? search)
    {
        var condition = search is null ? Bounds.True : "(" + string.Join(" or ", Searched.Select(column => FoldedColumn.StartsWith(column, search, arguments))) + ")";
        if (sort.Name == "status") return [.. Statuses.Slices(condition, sort.Descending, all: true)];
        if (!sort.MayLack) return [new ListSlice(condition, sort)];
        return
        [
            // Upwards a cursor says more than that there is a value, and an index is entered by one condition.
            sort.Descending ? new ListSlice(ListSlice.Both(condition, sort.Has), sort) : new ListSlice(condition, sort) { Begin = sort.Has },
            new ListSlice(ListSlice.Both(condition, sort.Lacks), SortOrder.Key),
        ];
    }

    /// <summary>A search without an order of its own: those whose name begins so, then e-mail, then user name.</summary>
    private List<ListSlice> Found(string search)
    {
        List<ListSlice> slices = [];
        var before = Bounds.True;
        foreach (var column in Searched)
        {
            slices.Add(Ranged(SortOrder.By(column), column, search, before));
            before = ListSlice.Both(before, $"not coalesce({FoldedColumn.StartsWith(column, search, arguments)}, false)");
        }

        return slices;
    }

    /// <summary>
    /// A filter with a condition that an index answers gives the list that index's order; what is left of it is asked of each row. Where the
    /// condition does not decide alone, it is not exact.
    /// </summary>
    private (List<ListSlice> Slices, Filter? Remaining, bool Exact) Driven(Filter filter)
    {
        List<Filter> terms = filter is And and ? [.. and.Terms] : [filter];
        foreach (var term in terms)
        {
            if (Driver(term) is not { } slices) continue;
            terms.Remove(term);
            return (slices, terms.Count switch { 0 => null, 1 => terms[0], _ => new And(terms) }, filters.Translate(term).IsExact);
        }

        return ([new ListSlice(Bounds.True, SortOrder.Key)], filter, true);
    }

    private List<ListSlice>? Driver(Filter term)
    {
        if (EmailsDriver(term) is { } emails && FilterSql.EmailCondition(emails.Operator, ((CompareValue.Text)emails.Value).Value, arguments) is var (first, _))
            return Emails(emails, first);
        if (term is not Comparison comparison) return null;
        return (comparison.Operator, FilterSql.Key(comparison.Path), comparison.Value) switch
        {
            (_, "active", CompareValue.Boolean flag) when flag.Value != (comparison.Operator == CompareOperator.Equal) => [.. Statuses.Slices(Bounds.True, false, all: false)],
            (CompareOperator.StartsWith, "id", CompareValue.Text text) when kind is ResourceKind.User or ResourceKind.Device => IdentityColumns.IdRange(text.Value, arguments) is var (from, to)
                ? [new ListSlice($"i.tenant = @tenant and {to} and v.resource = i.resource", new SortOrder("id", "i.id", false, SortValue.Id, false)) { Lead = Identities, Begin = from }]
                : [new ListSlice(Bounds.False, SortOrder.Key)],
            (CompareOperator.StartsWith, "remoteid", CompareValue.Text { Value.Length: > 0 } text) =>
                [Ranged(SortOrder.By("i.remote_id"), "i.remote_id", text.Value, "i.tenant = @tenant and i.directory = @directory and i.kind = @kind and v.resource = i.resource") with { Lead = Identities }],
            (CompareOperator.StartsWith, var key, CompareValue.Text text) when Column(key) is { } column && TextOrder.Fold(text.Value) is { Length: > 0 } folded =>
                [Ranged(SortOrder.By(column), column, folded.Length >= Folded.Length - 1 ? FoldedColumn.Cut(folded) : folded, Bounds.True)],
            _ => null,
        };
    }

    /// <summary>Those whose first address it is, then those who have it beside another: each once, where several of theirs match.</summary>
    private List<ListSlice> Emails(Comparison comparison, string first)
    {
        var folded = TextOrder.Fold(((CompareValue.Text)comparison.Value).Value);
        var prefix = FoldedColumn.Cut(folded);
        var others = $"e.tenant = @tenant and e.directory = @directory and e.kind = @kind and v.resource = e.resource and v.from_seq = e.from_seq and not coalesce({first}, false)";
        var (inner, by) = (SortOrder.By("v.f_email"), SortOrder.By("e.f_email"));
        if (comparison.Operator == CompareOperator.Equal && prefix == folded)
        {
            return
            [
                new ListSlice(first, inner),
                new ListSlice($"e.f_email = {arguments.Add(folded)} and {others}", by) { Lead = Addresses },
            ];
        }

        var earlier = $"not exists (select 1 from resource_email m where m.tenant = @tenant and m.resource = e.resource and m.from_seq = e.from_seq and m.f_email < e.f_email and {FoldedColumn.StartsWith("m.f_email", prefix, arguments)})";
        return
        [
            Ranged(inner, "v.f_email", prefix, Bounds.True),
            Ranged(by, "e.f_email", prefix, $"{others} and {earlier}") with { Lead = Addresses },
        ];
    }

    private const string Identities = "resource i";
    private const string Addresses = "resource_email e";

    private ListSlice Ranged(SortOrder order, string column, string prefix, string condition)
    {
        var (from, to) = FoldedColumn.Range(column, prefix, arguments);
        return new ListSlice(ListSlice.Both(to ?? Bounds.True, condition), order) { Begin = from };
    }

    private static Comparison? EmailsDriver(Filter term) => term switch
    {
        Comparison comparison when FilterSql.Key(comparison.Path) is "emails" or "emails.value"
            && comparison is { Value: CompareValue.Text { Value.Length: > 0 }, Operator: CompareOperator.Equal or CompareOperator.StartsWith } => comparison,
        ValuePath path when FilterSql.Key(path.Path) == "emails" => FilterSql.EmailDriver(path.Condition),
        _ => null,
    };

    private static string? Column(string key) => key switch
    {
        "displayname" => "v.f_name",
        "email" => "v.f_email",
        "username" => "v.f_user_name",
        "externalid" => "v.f_external_id",
        _ => null,
    };
}
