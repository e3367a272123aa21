using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Says a filter in SQL as far as SQL can: exactly on the columns, by what must stand in its text on the JSON of the attributes.
/// <see cref="Filter.Matches"/> has the last word on the rows that come through, so both stores answer alike.
/// </summary>
internal class FilterSql(IStoreDialect dialect, ResourceKind kind, SqlArguments arguments)
{
    /// <summary>What a filter may name.</summary>
    protected virtual AttributeTypes Types => ReadableAttributes.Types;

    protected SqlArguments Arguments => arguments;

    public Bounds Translate(Filter filter) => Translate(filter, null);

    /// <summary>A condition on every e-mail address of a version: the first stands in its row, others beside it.</summary>
    private static string Emails(string first, string other) =>
        $"({first} or exists (select 1 from resource_email e where e.tenant = @tenant and e.resource = v.resource and e.from_seq = v.from_seq and {other}))";

    private Bounds Translate(Filter filter, AttributePath? parent) => filter switch
    {
        And and => Bounds.All([.. and.Terms.Select(term => Translate(term, parent))]),
        Or or => Bounds.Any([.. or.Terms.Select(term => Translate(term, parent))]),
        Not not => Translate(not.Term, parent).Negate(),
        Comparison comparison when parent is null => OnResource(comparison),
        Present present when parent is null => OnResource(present),
        Comparison comparison => InText(comparison, Types.Find(comparison.Path, parent)),
        Present present => Named(present.Path),
        ValuePath path => Inside(path),
        _ => Bounds.Unknown,
    };

    protected virtual Bounds OnResource(Comparison comparison) => (Key(comparison.Path), comparison.Value) switch
    {
        ("displayname", CompareValue.Text text) => FoldedColumn.DisplayName.Compare(comparison.Operator, text.Value, arguments),
        ("email", CompareValue.Text text) => FoldedColumn.Email.Compare(comparison.Operator, text.Value, arguments),
        ("username", CompareValue.Text text) => AtMost(FoldedColumn.UserName.Compare(comparison.Operator, text.Value, arguments)),
        ("externalid", CompareValue.Text text) when comparison.Operator is CompareOperator.Equal or CompareOperator.StartsWith =>
            AtMost(FoldedColumn.ExternalId.Compare(comparison.Operator, text.Value, arguments)),
        ("emails" or "emails.value", CompareValue.Text text) when EmailCondition(comparison.Operator, text.Value, arguments) is var (first, other) =>
            Bounds.AtMost(Emails(first, other)),
        ("id", CompareValue.Text text) => IdentityColumns.Id(comparison.Operator, text.Value, arguments),
        ("remoteid", CompareValue.Text text) => IdentityColumns.RemoteId(comparison.Operator, text.Value, arguments),
        ("active", CompareValue.Boolean flag) => Bounds.Exact(Statuses.Active(flag.Value == (comparison.Operator == CompareOperator.Equal))),
        ("status" or "status.value", CompareValue.Text { Value.Length: > 0 } text) when comparison.Operator is CompareOperator.Equal =>
            Bounds.Exact(Statuses.Condition(TextOrder.Fold(text.Value))),
        (var key, _) when IsColumn(key) => Bounds.Unknown,
        _ => InText(comparison, Types.Find(comparison.Path)),
    };

    protected virtual Bounds OnResource(Present present) => Key(present.Path) switch
    {
        "displayname" => FoldedColumn.DisplayName.Present,
        "email" => FoldedColumn.Email.Present,
        "id" or "remoteid" or "kind" or "active" or "status" or "status.value" => Bounds.Exact(Bounds.True),
        var key when IsColumn(key) => Bounds.Unknown,
        _ => Named(present.Path),
    };

    protected virtual Bounds Inside(ValuePath path)
    {
        var key = Key(path.Path);
        if (IsColumn(key)) return Bounds.Unknown;
        return InsideText(path, key);
    }

    protected Bounds InsideText(ValuePath path, string key)
    {
        List<Bounds> terms = [Named(path.Path), Bounds.AtMost(Translate(path.Condition, path.Path).Over)];
        if (key == "emails" && EmailDriver(path.Condition) is { } driver
            && EmailCondition(driver.Operator, ((CompareValue.Text)driver.Value).Value, arguments) is var (first, other)) terms.Add(Bounds.AtMost(Emails(first, other)));
        return AtMost(Bounds.All(terms));
    }

    /// <summary>The comparison of the address itself that every match of <c>emails[…]</c> satisfies and the index answers.</summary>
    public static Comparison? EmailDriver(Filter condition)
    {
        IEnumerable<Filter> terms = condition is And and ? and.Terms : [condition];
        return terms.OfType<Comparison>().FirstOrDefault(term =>
            term.Path.SubAttribute is null && term.Path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase)
            && term is { Value: CompareValue.Text { Value.Length: > 0 }, Operator: CompareOperator.Equal or CompareOperator.StartsWith });
    }

    /// <summary>The conditions on the first address and on the others; null where the index does not answer it.</summary>
    public static (string First, string Other)? EmailCondition(CompareOperator @operator, string wanted, SqlArguments arguments)
    {
        if (wanted.Length == 0) return null;
        var folded = TextOrder.Fold(wanted);
        return @operator switch
        {
            CompareOperator.Equal when folded == FoldedColumn.Cut(folded) => ($"v.f_email = {arguments.Add(folded)}", $"e.f_email = {arguments.Add(folded)}"),
            CompareOperator.Equal or CompareOperator.StartsWith => (FoldedColumn.StartsWith("v.f_email", FoldedColumn.Cut(folded), arguments),
                FoldedColumn.StartsWith("e.f_email", FoldedColumn.Cut(folded), arguments)),
            _ => null,
        };
    }

    /// <summary>Such a comparison can only hold where the attribute's name, and the letters of the text, stand in the JSON.</summary>
    protected Bounds InText(Comparison comparison, AttributeType type)
    {
        var none = comparison.Value is CompareValue.Null or CompareValue.Text { Value: "" };
        if (comparison.Operator == CompareOperator.NotEqual) return none ? Named(comparison.Path) : Bounds.Unknown;
        if (comparison.Operator == CompareOperator.Equal && none) return Bounds.Unknown;
        var named = Named(comparison.Path);
        if (comparison.Value is not CompareValue.Text text || comparison.Operator.IsOrder()) return named;
        if (type.Kind == AttributeKind.DateTime && !comparison.Operator.IsSubstring()) return named;
        if (IsVolatile(comparison.Path) || TextPatterns.Inside(TextOrder.Fold(text.Value)) is not { } pattern) return named;
        return Bounds.All([named, Bounds.AtMost($"({Like(pattern)} or {Like(TextPatterns.AsciiEscape)})")]);
    }

    protected Bounds Named(AttributePath path) =>
        IsVolatile(path) || path is { SubAttribute: null, Schema: null, Attribute: var name } && name.Equals("value", StringComparison.OrdinalIgnoreCase)
            ? Bounds.Unknown
            : Bounds.AtMost(Like(TextPatterns.Member(path.Attribute)));

    private string Like(string pattern) => $"v.attributes {dialect.LikeAnyCase} {arguments.Add(pattern)} escape '!'";

    private bool IsVolatile(AttributePath path) => ReadableAttributes.IsVolatile(kind, path.Attribute);

    protected static Bounds AtMost(Bounds bounds) => Bounds.AtMost(bounds.Over);

    private static bool IsColumn(string key) =>
        key.Split('.')[0] is "displayname" or "email" or "id" or "remoteid" or "kind" or "active" or "status" or "updatedat";

    public static string Key(AttributePath path) =>
        path.Schema is { } schema && !ReadableAttributes.Types.IsCore(schema) ? path.ToString().ToLowerInvariant()
        : (path.SubAttribute is null ? path.Attribute : $"{path.Attribute}.{path.SubAttribute}").ToLowerInvariant();
}
