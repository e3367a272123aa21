using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Sorting;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using ListRequest = Jumpgate.Scim.Messages.ListRequest;
using SortOrder = Jumpgate.Scim.Sorting.SortOrder;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A page of a list by index (RFC 7644 §3.4.2.4).</summary>
/// <param name="Start">The index of the first, from 1.</param>
internal sealed record ScimPage(List<ScimRow> Rows, long Total, long Start);

/// <summary>
/// Finds the resources of a list. Where SQL can say filter and order exactly, it counts and pages alone; else it lets through what may match, the
/// filter has the last word on each, and of those that match only keys are kept until the page is known.
/// </summary>
internal sealed class ScimListing(TenantSql sql, DirectoryKey directory, ScimKind kind, string baseUri)
{
    public const int DefaultPerPage = 100;
    public const int MostPerPage = 1000;

    /// <summary>The order of a list that asks for none.</summary>
    private const string Keys = "v.resource";
    private const int Chunk = 500;
    private const int MostSorted = 200_000;

    public async Task<ScimPage> ReadAsync(ListRequest request, ResourceQuery query, CancellationToken ct)
    {
        var (start, count) = (request.StartIndex ?? 1, Math.Min(request.Count ?? DefaultPerPage, MostPerPage));
        var arguments = new SqlArguments();
        var bounds = query.Filter is null ? Bounds.Exact(Bounds.True) : new ScimFilterSql(sql.Dialect, kind, arguments).Translate(query.Filter);
        return bounds.IsExact && Column(query.Order) is { } column
            ? await PageAsync(bounds.Over, arguments, (column, query.Order?.Descending == true), start, count, ct)
            : await ScanAsync(bounds.Over, arguments, query, start, count, ct);
    }

    private async Task<ScimPage> PageAsync(
        string condition, SqlArguments arguments, (string Column, bool Descending) order, int start, int count, CancellationToken ct)
    {
        var way = order.Descending ? "desc" : "asc";
        // SQLite would sort anew for a column that is named twice, and with inner joins write the page into a table first.
        var by = order.Column == Keys ? $"{Keys} {way}" : $"{order.Column} {way}, {Keys} {way}";
        List<ScimRow> rows = count == 0 ? [] : await sql.QueryAsync(
            $"""
            select {ScimRow.Columns} from (
              select v.resource, {order.Column} as k from resource_version v
              where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and {condition}
              order by {by} limit @count offset @skip) p
            left join resource_version v on v.tenant = @tenant and v.resource = p.resource and v.to_seq is null
            left join resource r on r.tenant = @tenant and r.resource = p.resource
            left join change c on c.tenant = @tenant and c.seq = r.version
            {(order.Column == Keys ? "" : $"order by p.k {way}, p.resource {way}")}
            """,
            ScimRow.Read, ct, [.. Given(arguments), ("count", (long)count), ("skip", (long)start - 1)]);
        if (order.Column == Keys) rows.Sort((one, other) => one.Key.CompareTo(other.Key));

        // A page that is not full is the last one.
        var total = rows.Count < count && (rows.Count > 0 || start == 1) ? start - 1 + rows.Count : await TotalAsync(condition, arguments, ct);
        return new ScimPage(rows, total, start);
    }

    private async Task<long> TotalAsync(string condition, SqlArguments arguments, CancellationToken ct) => condition == Bounds.True
        ? await sql.ScalarAsync<long>(
            "select n from directory_count where tenant = @tenant and directory = @directory and what = @what", ct, ("directory", directory.Value), ("what", kind.Kind.Word()))
        : await sql.ScalarAsync<long>(
            $"select count(*) from resource_version v where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and {condition}",
            ct, [.. Given(arguments)]);

    private async Task<ScimPage> ScanAsync(string condition, SqlArguments arguments, ResourceQuery query, int start, int count, CancellationToken ct)
    {
        var order = query.Order;
        var withTies = (query.Filter is not null && Mentions(query.Filter)) || order is { Attribute: { Extension: null, Attribute.Name: "members" or "groups" } };
        List<(long Key, SortKey? Sort)> found = [];
        var patience = Stopwatch.StartNew();
        for (long? after = 0; after is not null;)
        {
            var rows = await sql.QueryAsync(
                $"""
                select {ScimRow.Columns} from resource_version v
                join resource r on r.tenant = @tenant and r.resource = v.resource
                left join change c on c.tenant = @tenant and c.seq = r.version
                where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and v.resource > @after and {condition}
                order by v.resource limit {Chunk}
                """,
                ScimRow.Read, ct, [.. Given(arguments), ("after", after.Value)]);
            Take(rows, withTies ? await TieReads.OfAsync(sql, kind, rows.ConvertAll(row => row.Key), ct) : Ties.None, query, found);
            after = rows.Count == Chunk ? rows[^1].Key : null;
            if (patience.Elapsed > sql.Timeout) throw new StatementTimeoutException();
        }

        if (order is not null)
        {
            if (found.Count > MostSorted) throw new ScimException(new ScimError(400, ScimTypes.TooMany, $"More than {MostSorted} resources match: they cannot be sorted by this attribute."));
            found.Sort((one, other) => Compare(one, other, order));
        }

        var keys = found.Skip(start - 1).Take(count).Select(match => match.Key).ToList();
        return new ScimPage(await OfAsync(keys, ct), found.Count, start);
    }

    private void Take(List<ScimRow> rows, Ties ties, ResourceQuery query, List<(long, SortKey?)> found)
    {
        var text = new ResourceText(kind, kind.Schema.Everything, baseUri);
        foreach (var row in rows)
        {
            var buffer = new ArrayBufferWriter<byte>(row.Attributes.Length + 512);
            using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options)) text.Write(json, row, ties.Of(row.Key));
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            if (query.Filter?.Matches(document.RootElement, kind.Schema.Types) != false) found.Add((row.Key, query.Order?.KeyOf(document.RootElement)));
        }
    }

    private async Task<List<ScimRow>> OfAsync(List<long> keys, CancellationToken ct)
    {
        Dictionary<long, ScimRow> rows = [];
        await sql.QueryEachAsync(
            $$"""
            select {{ScimRow.Columns}} from {rows} x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            join resource_version v on v.tenant = @tenant and v.resource = r.resource and v.to_seq is null
            left join change c on c.tenant = @tenant and c.seq = r.version
            """,
            new SqlRows().Add("resource", keys), row => { var one = ScimRow.Read(row); rows[one.Key] = one; }, ct);
        return [.. keys.Where(rows.ContainsKey).Select(key => rows[key])];
    }

    private IEnumerable<(string, object?)> Given(SqlArguments arguments) => [.. arguments.Values, ("directory", directory.Value), ("kind", (short)kind.Kind)];

    /// <summary>The column that sorts; null: only the documents can say.</summary>
    private string? Column(SortOrder? order) => order switch
    {
        null => Keys,
        { Attribute: { Extension: null, Attribute.Name: "userName" } } => "v.f_user_name",
        { Attribute: { Extension: null, Attribute.Name: "displayName" } } when kind.IsGroup => "v.f_name",
        _ => null,
    };

    /// <summary>What has no value comes last ascending and first descending (RFC 7644 §3.4.2.3).</summary>
    private static int Compare((long Key, SortKey? Sort) one, (long Key, SortKey? Sort) other, SortOrder order)
    {
        var by = one.Sort is null || other.Sort is null ? (one.Sort is null).CompareTo(other.Sort is null) : one.Sort.CompareTo(other.Sort);
        if (by == 0) by = one.Key.CompareTo(other.Key);
        return order.Descending ? -by : by;
    }

    /// <summary>Whether a filter looks at members or groups, which stand outside the document.</summary>
    private static bool Mentions(Filter filter) => filter switch
    {
        And and => and.Terms.Any(Mentions),
        Or or => or.Terms.Any(Mentions),
        Not not => Mentions(not.Term),
        Comparison comparison => ScimFilterSql.IsOutsideDocument(comparison.Path),
        Present present => ScimFilterSql.IsOutsideDocument(present.Path),
        ValuePath path => ScimFilterSql.IsOutsideDocument(path.Path),
        _ => false,
    };
}
