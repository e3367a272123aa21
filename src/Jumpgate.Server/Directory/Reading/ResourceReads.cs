using System.Globalization;
using System.Runtime.CompilerServices;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reads resources of one kind at one moment.</summary>
internal sealed class ResourceReads(DirectoryScope scope, ResourceKind kind, long at, bool isPast)
{
    private const int LargestChunk = 4000;
    private const int Few = 500;

    /// <summary>The rows of a list behind a cursor's keys, in order, each with the keys of a cursor behind it.</summary>
    public async IAsyncEnumerable<(ResourceRow Row, IReadOnlyList<string?> Keys)> ListAsync(
        ListRequest request, IReadOnlyList<string?>? after, int expected, TimeSpan patience, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        if (request is { Search: not null, Sort: { } sort } && await FewAsync(request, patience, time, ct) is { } few)
        {
            foreach (var found in SearchOrder.Sort(few, sort, after)) yield return found;
            yield break;
        }

        var arguments = new SqlArguments();
        var (slices, exact) = new ListSlices(scope.Sql.Dialect, kind, arguments).Of(request);
        var (first, last) = Position.Read(after, slices);
        var chunk = expected;
        var started = time.GetTimestamp();
        for (var i = first; i < slices.Count; i++)
        {
            while (true)
            {
                var rows = await ChunkAsync(slices[i], arguments, last, chunk, request.Raw, ct);
                foreach (var row in rows)
                {
                    last = new Position(row.SortKey, row.Key);
                    if (exact || Matches(request.Filter!, row)) yield return (row, last.Keys(i));
                    if (!exact && time.GetElapsedTime(started) > patience) throw new StatementTimeoutException();
                }

                if (rows.Count < chunk) break;
                if (!exact) chunk = Math.Min(chunk * 2, LargestChunk);
            }

            last = null;
        }
    }

    /// <summary>What a search finds, where it is little enough to be sorted here; null: so much that reading in order soon fills a page.</summary>
    private async Task<List<ResourceRow>?> FewAsync(ListRequest request, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        List<ResourceRow> found = [];
        await foreach (var (row, _) in ListAsync(request with { Sort = null }, null, Few + 1, patience, time, ct))
        {
            if (found.Count == Few) return null;
            found.Add(row);
        }

        return found;
    }

    /// <summary>One resource by its public id or the id at its source; null: not there at this moment.</summary>
    public async Task<ResourceRow?> FindAsync(string idOrRemoteId, bool raw, CancellationToken ct)
    {
        var byId = Guid.TryParse(idOrRemoteId, out var id);
        var rows = await scope.Sql.QueryAsync(
            $"""
            select {Columns(raw)}, v.resource, {ResourceRow.IdentityColumns}
            from resource r
            join resource_version v on v.tenant = r.tenant and v.resource = r.resource and v.from_seq <= @at and (v.to_seq is null or v.to_seq > @at)
            left join change c on c.tenant = @tenant and c.seq = v.from_seq
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and {(byId ? "r.id = @id" : "r.remote_id = @id")}
            """,
            row => ResourceRow.Read(row, new(false, isPast, raw)), ct,
            ("at", at), ("directory", scope.Key.Value), ("kind", (short)kind), ("id", byId ? id : idOrRemoteId));
        return rows.FirstOrDefault();
    }

    /// <summary>How many there are now; null where that would have to be counted.</summary>
    public async Task<long?> TotalAsync(ListRequest request, CancellationToken ct) =>
        isPast || request.Filter is not null || request.Search is not null
            ? null
            : await scope.Sql.ScalarAsync<long>(
                "select n from directory_count where tenant = @tenant and directory = @directory and what = @what", ct,
                ("directory", scope.Key.Value), ("what", kind.Word()));

    private bool Matches(Filter filter, ResourceRow row)
    {
        using var document = ResourceDocument.Of(row, kind);
        return filter.Matches(document.RootElement, ReadableAttributes.Types);
    }

    private Task<List<ResourceRow>> ChunkAsync(ListSlice slice, SqlArguments arguments, Position? after, int count, bool raw, CancellationToken ct)
    {
        var (order, key) = (slice.Order, slice.Order.Column);
        var byKey = order.Column == SortOrder.Key.Column;
        var way = order.Descending ? "desc" : "asc";
        var beyond = after is null ? ""
            : byKey ? " and v.resource > @after"
            : $" and ({key}, v.resource) {(order.Descending ? '<' : '>')} (@key, @after)";
        string Part(string when, string name) =>
            $"""
            select * from (
              select {Columns(raw)}, {key} as k from resource_version v
              where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.from_seq <= @at and {when} and {slice.Condition}{beyond}
              order by {(byKey ? "v.resource" : $"{key} {way}, v.resource {way}")} limit @count) {name}
            """;
        // What holds now and what has ended since the moment, each by its own index.
        var sql =
            $"""
            select x.*, {ResourceRow.IdentityColumns} from (
            {Part("v.to_seq is null", "a")}
            union all
            {Part("v.to_seq > @at", "b")}
            ) x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            left join change c on c.tenant = @tenant and c.seq = x.from_seq
            order by x.k {way}, x.resource {way} limit @count
            """;
        List<(string, object?)> values =
            [.. arguments.Values, ("directory", scope.Key.Value), ("kind", (short)kind), ("at", at), ("count", count)];
        if (after is not null) values.Add(("after", after.Resource));
        if (after is not null && !byKey) values.Add(("key", after.Key));
        return scope.Sql.QueryAsync(sql, row => ResourceRow.Read(row, new(order.IsText, isPast, raw)), ct, [.. values]).AsTask();
    }

    private static string Columns(bool raw) =>
        raw ? ResourceRow.VersionColumns : ResourceRow.VersionColumns.Replace("v.raw", "null as raw", StringComparison.Ordinal);

    /// <summary>The last row seen, by the order of its slice.</summary>
    private sealed record Position(object? Key, long Resource)
    {
        public IReadOnlyList<string?> Keys(int slice) =>
            [slice.ToString(CultureInfo.InvariantCulture), Resource.ToString(CultureInfo.InvariantCulture), Key switch { null => null, string text => text, var n => Convert.ToString(n, CultureInfo.InvariantCulture) }];

        public static (int Slice, Position? Last) Read(IReadOnlyList<string?>? keys, IReadOnlyList<ListSlice> slices)
        {
            if (keys is null) return (0, null);
            if (keys is not [{ } slice, { } resource, var key] || int.Parse(slice, CultureInfo.InvariantCulture) is var i && i >= slices.Count) throw ListCursor.Foreign();
            object? value = key is null || slices[i].Order.IsText ? key : long.Parse(key, CultureInfo.InvariantCulture);
            return (i, new Position(value, long.Parse(resource, CultureInfo.InvariantCulture)));
        }
    }
}
