using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Messages;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using SortOrder = Jumpgate.Scim.Sorting.SortOrder;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>What a list wants of one resource type, and how much of it SQL can say.</summary>
internal sealed class ScimPart
{
    /// <summary>The order of a list that asks for none.</summary>
    private const string Keys = "v.resource";

    private readonly DirectoryKey directory;
    private readonly SqlArguments arguments = new();
    private readonly Bounds bounds;
    private readonly string? column;

    /// <param name="types">What the filter's attributes are: those of the type, or of all types in a search over all.</param>
    public ScimPart(IStoreDialect dialect, DirectoryKey directory, ScimKind kind, ResourceQuery query, AttributeTypes types)
    {
        (this.directory, Kind, Query, Types) = (directory, kind, query, types);
        // What the type does not have is no value there, which SQL's null is not.
        bounds = query.Filter is null ? Bounds.Exact(Bounds.True)
            : types != kind.Schema.Types && !Knows(query.Filter) ? Bounds.Unknown
            : new ScimFilterSql(dialect, kind, arguments).Translate(query.Filter);
        column = ColumnOf(query.Order);
    }

    public ScimKind Kind { get; }

    public ResourceQuery Query { get; }

    public AttributeTypes Types { get; }

    /// <summary>Whether SQL says filter and order exactly.</summary>
    public bool InStore => bounds.IsExact && column is not null;

    /// <summary>Whether one plan is good for all values: what is asked for is one value, or everything.</summary>
    public bool IsKeyed => InStore && Query.Filter is null or Comparison { Operator: CompareOperator.Equal };

    /// <summary>What SQL lets through: all that matches, and perhaps more.</summary>
    public string Condition => bounds.Over;

    public IEnumerable<(string, object?)> Arguments => [.. arguments.Values, ("directory", directory.Value), ("kind", (short)Kind.Kind)];

    private string Way => Query.Order?.Descending == true ? "desc" : "asc";

    public async Task<List<ScimRow>> SkipAsync(TenantSql sql, long skip, int count, CancellationToken ct) =>
        [.. (await RowsAsync(sql, "", Way, "limit @count offset @skip", ct, ("count", (long)count), ("skip", skip))).Select(row => row.Row)];

    /// <summary>Rows behind a place in the list's order, or before it, the nearest first.</summary>
    public Task<List<(ScimRow Row, string? Sort)>> GoOnAsync(TenantSql sql, ScimCursor? from, bool back, int count, CancellationToken ct)
    {
        var way = back == (Way == "desc") ? "asc" : "desc";
        var beyond = way == "asc" ? ">" : "<";
        (string, object?)[] limit = [("count", (long)count)];
        return from is null ? RowsAsync(sql, "", way, "limit @count", ct, limit)
            : Query.Order is null ? RowsAsync(sql, $" and v.resource {beyond} @key", way, "limit @count", ct, [.. limit, ("key", from.Key)])
            : RowsAsync(sql, $" and ({column}, v.resource) {beyond} (@sort, @key)", way, "limit @count", ct, [.. limit, ("key", from.Key), ("sort", TextOf(from.Sort!))]);
    }

    public async Task<long> TotalAsync(TenantSql sql, CancellationToken ct) => Condition == Bounds.True
        ? await sql.ScalarAsync<long>(
            "select n from directory_count where tenant = @tenant and directory = @directory and what = @what", ct, ("directory", directory.Value), ("what", Kind.Kind.Word()))
        : await sql.ScalarAsync<long>(
            $"select count(*) from resource_version v where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and {Condition}",
            ct, [.. Arguments]);

    private async Task<List<(ScimRow Row, string? Sort)>> RowsAsync(TenantSql sql, string place, string way, string limit, CancellationToken ct, params (string, object?)[] args)
    {
        var sorted = Query.Order is not null;
        // SQLite would sort anew for a column that is named twice, and with inner joins write the page into a table first.
        var by = sorted ? $"{column} {way}, {Keys} {way}" : $"{Keys} {way}";
        var rows = await sql.QueryAsync(
            $"""
            select {ScimRow.Columns}, p.k from (
              select v.resource, {column} as k from resource_version v
              where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and {Condition}{place}
              order by {by} {limit}) p
            left join resource_version v on v.tenant = @tenant and v.resource = p.resource and v.to_seq is null
            left join resource r on r.tenant = @tenant and r.resource = p.resource
            left join change c on c.tenant = @tenant and c.seq = r.version
            {(sorted ? $"order by p.k {way}, p.resource {way}" : "")}
            """,
            row => (Row: ScimRow.Read(row), Sort: sorted ? "0|" + row.GetString(5) : null), ct, [.. Arguments, .. args]);
        if (!sorted) rows.Sort((one, other) => way == "asc" ? one.Row.Key.CompareTo(other.Row.Key) : other.Row.Key.CompareTo(one.Row.Key));
        return rows;
    }

    /// <summary>What stands in the column, of a key as a cursor keeps it.</summary>
    private static string TextOf(string sort) => sort[(sort.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>The column that sorts; null: only the documents can say.</summary>
    private string? ColumnOf(SortOrder? order) => order switch
    {
        null => Keys,
        { Attribute: { Extension: null, Attribute.Name: "userName" } } => "v.f_user_name",
        { Attribute: { Extension: null, Attribute.Name: "displayName" } } when Kind.IsGroup => "v.f_name",
        _ => null,
    };

    private bool Knows(Filter filter) => filter switch
    {
        And and => and.Terms.All(Knows),
        Or or => or.Terms.All(Knows),
        Not not => Knows(not.Term),
        Comparison comparison => Kind.Schema.Resolve(comparison.Path) is not null,
        Present present => Kind.Schema.Resolve(present.Path) is not null,
        ValuePath path => Kind.Schema.Resolve(path.Path) is not null,
        _ => false,
    };
}
