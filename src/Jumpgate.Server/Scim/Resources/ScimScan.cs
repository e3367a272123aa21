using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Sorting;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A resource that matches, by key, in the order of its list.</summary>
internal readonly record struct ScimHit(int Part, long Key, SortKey? Sort);

/// <summary>Looks at every resource that may match, where SQL cannot say it all.</summary>
internal static class ScimScan
{
    private const int Chunk = 500;
    private const int MostSorted = 200_000;

    /// <summary>All that matches, in order.</summary>
    public static async Task<List<ScimHit>> RunAsync(TenantSql sql, IReadOnlyList<ScimPart> parts, string baseUri, CancellationToken ct)
    {
        List<ScimHit> found = [];
        var patience = Stopwatch.StartNew();
        for (var at = 0; at < parts.Count; at++)
        {
            var part = parts[at];
            var withManagers = (part.Query.Filter is not null && Mentions(part.Query.Filter, ScimFilterSql.IsOfManager)) || part.Query.Order is { Attribute.Attribute.Name: "manager" };
            var withTies = (part.Query.Filter is not null && Mentions(part.Query.Filter, ScimFilterSql.IsOutsideDocument)) || part.Query.Order is { Attribute: { Extension: null, Attribute.Name: "members" or "groups" } };
            for (long? after = 0; after is not null;)
            {
                var rows = await sql.QueryAsync(
                    $"""
                    select {ScimRow.Columns} from resource_version v
                    join resource r on r.tenant = @tenant and r.resource = v.resource
                    left join change c on c.tenant = @tenant and c.seq = r.version
                    where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.to_seq is null and v.resource > @after and {part.Condition}
                    order by v.resource limit {Chunk}
                    """,
                    ScimRow.Read, ct, [.. part.Arguments, ("after", after.Value)]);
                IReadOnlyList<ScimRow> shown = withManagers ? await ManagerReads.ShowAsync(sql, rows, baseUri, ct) : rows;
                Take(shown, withTies ? await TieReads.OfAsync(sql, part.Kind, rows.ConvertAll(row => row.Key), ct) : Ties.None, part, at, baseUri, found);
                after = rows.Count == Chunk ? rows[^1].Key : null;
                if (patience.Elapsed > sql.Timeout) throw new StatementTimeoutException();
            }
        }

        if (parts.All(part => part.Query.Order is null)) return found;
        if (found.Count > MostSorted) throw new ScimException(new ScimError(400, ScimTypes.TooMany, $"More than {MostSorted} resources match: they cannot be sorted by this attribute."));
        var descending = IsDescending(parts);
        found.Sort((one, other) => Compare(one, other, descending));
        return found;
    }

    /// <summary>The resources of these hits, in their order, with what they are sorted by.</summary>
    public static async Task<List<(ScimMatch Match, string? Sort)>> OfAsync(TenantSql sql, IEnumerable<ScimHit> hits, CancellationToken ct)
    {
        var page = hits.ToList();
        Dictionary<long, ScimRow> rows = [];
        await sql.QueryEachAsync(
            $$"""
            select {{ScimRow.Columns}} from {rows} x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            join resource_version v on v.tenant = @tenant and v.resource = r.resource and v.to_seq is null
            left join change c on c.tenant = @tenant and c.seq = r.version
            """,
            new SqlRows().Add("resource", page.ConvertAll(hit => hit.Key)), row => { var one = ScimRow.Read(row); rows[one.Key] = one; }, ct);
        return [.. page.Where(hit => rows.ContainsKey(hit.Key)).Select(hit => (new ScimMatch(hit.Part, rows[hit.Key]), hit.Sort?.ToString()))];
    }

    /// <summary>Where the list goes on behind a place.</summary>
    public static int Behind(List<ScimHit> found, IReadOnlyList<ScimPart> parts, ScimCursor cursor) => Where(found, parts, cursor, isBehind: true);

    /// <summary>Where the list ends before a place.</summary>
    public static int Before(List<ScimHit> found, IReadOnlyList<ScimPart> parts, ScimCursor cursor) => Where(found, parts, cursor, isBehind: false);

    private static int Where(List<ScimHit> found, IReadOnlyList<ScimPart> parts, ScimCursor cursor, bool isBehind)
    {
        // The resource itself, if it stands where it stood; else where it would stand.
        var at = found.FindIndex(hit => hit.Key == cursor.Key && ScimCursor.Cut(hit.Sort?.ToString()) == cursor.Sort);
        if (at >= 0) return isBehind ? at + 1 : at;
        var place = new ScimHit(cursor.Part, cursor.Key, cursor.Sort is { } sort ? SortKey.Parse(sort) : null);
        var descending = IsDescending(parts);
        var sorted = parts.Any(part => part.Query.Order is not null);
        at = found.FindIndex(hit => (sorted ? Compare(hit, place, descending) : (hit.Part, hit.Key).CompareTo((place.Part, place.Key))) > 0);
        return at < 0 ? found.Count : at;
    }

    private static bool IsDescending(IReadOnlyList<ScimPart> parts) => parts.Any(part => part.Query.Order?.Descending == true);

    private static void Take(IReadOnlyList<ScimRow> rows, Ties ties, ScimPart part, int at, string baseUri, List<ScimHit> found)
    {
        var text = new ResourceText(part.Kind, part.Kind.Schema.Everything, baseUri);
        foreach (var row in rows)
        {
            var buffer = new ArrayBufferWriter<byte>(row.Attributes.Length + 512);
            using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options)) text.Write(json, row, ties.Of(row.Key));
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            if (part.Query.Filter?.Matches(document.RootElement, part.Types) != false) found.Add(new ScimHit(at, row.Key, part.Query.Order?.KeyOf(document.RootElement)));
        }
    }

    /// <summary>What has no value comes last ascending and first descending (RFC 7644 §3.4.2.3).</summary>
    private static int Compare(ScimHit one, ScimHit other, bool descending)
    {
        var by = one.Sort is null || other.Sort is null ? (one.Sort is null).CompareTo(other.Sort is null) : one.Sort.CompareTo(other.Sort);
        if (by == 0) by = (one.Part, one.Key).CompareTo((other.Part, other.Key));
        return descending ? -by : by;
    }

    /// <summary>Whether a filter looks at such an attribute.</summary>
    private static bool Mentions(Filter filter, Func<AttributePath, bool> such) => filter switch
    {
        And and => and.Terms.Any(term => Mentions(term, such)),
        Or or => or.Terms.Any(term => Mentions(term, such)),
        Not not => Mentions(not.Term, such),
        Comparison comparison => such(comparison.Path),
        Present present => such(present.Path),
        ValuePath path => such(path.Path),
        _ => false,
    };
}
