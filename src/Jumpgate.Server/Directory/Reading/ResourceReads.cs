using System.Globalization;
using System.Runtime.CompilerServices;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reads resources of one kind at one moment.</summary>
internal sealed class ResourceReads(DirectoryScope scope, ResourceKind kind, long at, bool isPast)
{
    private const int LargestChunk = 4000;

    /// <summary>The rows of a list behind a cursor's keys, in order, each with the keys of a cursor behind it.</summary>
    public async IAsyncEnumerable<(ResourceRow Row, IReadOnlyList<string?> Keys)> ListAsync(
        ListRequest request, IReadOnlyList<string?>? after, int expected, TimeSpan patience, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        if (request is { Search: { } search, Sort: { } sort })
        {
            var found = new SqlArguments();
            var bounds = new ListSlices(scope.Sql.Dialect, kind, found).Bound(request.Filter);
            if (await new SearchOrder(scope, kind, at, sort).FindAsync(search, bounds.Over, found, after, ct) is { } keys)
            {
                await foreach (var row in InOrderAsync(keys, request, bounds.IsExact, expected, ct)) yield return row;
                yield break;
            }
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

    /// <summary>The rows of these keys, in their order.</summary>
    private async IAsyncEnumerable<(ResourceRow Row, IReadOnlyList<string?> Keys)> InOrderAsync(
        IEnumerable<(long Resource, IReadOnlyList<string?> Keys)> keys, ListRequest request, bool exact, int atOnce, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in keys.Chunk(atOnce))
        {
            Dictionary<long, ResourceRow> rows = [];
            await scope.Sql.QueryEachAsync(
                $$"""
                select {{Columns(request.Raw)}}, v.resource, {{ResourceRow.IdentityColumns}} from {rows} x
                {join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.from_seq <= @at and (v.to_seq is null or v.to_seq > @at)}
                {join resource r on r.tenant = @tenant and r.resource = v.resource}
                left join change c on c.tenant = @tenant and c.seq = v.from_seq
                """,
                new SqlRows().Add("resource", some.Select(key => key.Resource).ToArray()),
                row =>
                {
                    var one = ResourceRow.Read(row, new(SortValue.Number, isPast, request.Raw));
                    rows[one.Key] = one;
                },
                ct, ("at", at));
            foreach (var (resource, behind) in some)
                if (rows.TryGetValue(resource, out var row) && (exact || Matches(request.Filter!, row))) yield return (row, behind);
        }
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
            row => ResourceRow.Read(row, new(SortValue.Number, isPast, raw)), ct,
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
        var (order, key, tie) = (slice.Order, slice.Order.Column, slice.Order.Tie);
        var byKey = key == tie;
        var (way, past) = order.Descending ? ("desc", '<') : ("asc", '>');
        var beyond = after is null ? slice.Begin is { } begin ? $" and {begin}" : ""
            : byKey ? $" and {key} {past} @after"
            : $" and ({key}, {tie}) {past} (@key, @after)";
        // Nearly all rows began before the moment: no index is to be chosen for that.
        string Part(string source, string when, string name) =>
            $"""
            select * from (
              select {Columns(raw)}, {key} as k from {source}
              where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and +v.from_seq <= @at and {when} and {slice.Condition}{beyond}
              order by {(byKey ? $"{key} {way}" : $"{key} {way}, {tie} {way}")} limit @count) {name}
            """;
        // What holds now and what has ended since the moment, each by its own index.
        var sql =
            $"""
            select x.*, {ResourceRow.IdentityColumns} from (
            {Part(slice.Current, "v.to_seq is null", "a")}
            union all
            {Part(slice.Ended, "v.to_seq > @at", "b")}
            ) x
            join resource r on r.tenant = @tenant and r.resource = x.resource
            left join change c on c.tenant = @tenant and c.seq = x.from_seq
            order by x.k {way}, x.resource {way} limit @count
            """;
        List<(string, object?)> values =
            [.. arguments.Values, ("directory", scope.Key.Value), ("kind", (short)kind), ("at", at), ("count", count)];
        if (after is not null) values.Add(("after", after.Resource));
        if (after is not null && !byKey) values.Add(("key", after.Key));
        return scope.Sql.QueryAsync(sql, row => ResourceRow.Read(row, new(order.Value, isPast, raw)), ct, [.. values]).AsTask();
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
            object? value = key is null ? null : slices[i].Order.Value switch
            {
                SortValue.Text => key,
                SortValue.Id => Guid.Parse(key),
                _ => long.Parse(key, CultureInfo.InvariantCulture),
            };
            return (i, new Position(value, long.Parse(resource, CultureInfo.InvariantCulture)));
        }
    }
}
