using System.Globalization;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Puts what a search found in the order asked for, with the same cursors that reading in order gives: an order and a search are two indexes,
/// and only few rows may be read. Finds by the search's indexes, and sorts keys alone.
/// </summary>
internal sealed class SearchOrder(DirectoryScope scope, ResourceKind kind, long at, SortOrder order)
{
    /// <summary>Up to so many are sorted here; where a search finds more, reading in order soon fills a page.</summary>
    private const int Few = 3000;

    /// <summary>Names and addresses are searched and sorted by the same letters: in order, what was found may lie all at the end.</summary>
    private const int Many = 200_000;

    /// <summary>The resources behind the cursor in their order, each with the keys of a cursor behind it; null: too many.</summary>
    public async Task<IEnumerable<(long Resource, IReadOnlyList<string?> Keys)>?> FindAsync(
        string search, string condition, SqlArguments arguments, IReadOnlyList<string?>? after, CancellationToken ct)
    {
        var most = order.MayLack ? Many : Few;
        var parts =
            from column in ListSlices.Searched
            let found = FoldedColumn.StartsWith(column, search, arguments)
            from when in (string[])["v.to_seq is null", "v.to_seq > @at"]
            select $"""
                select * from (select v.resource, {order.Column} as k from resource_version v
                where v.tenant = @tenant and v.directory = @directory and v.kind = @kind and +v.from_seq <= @at and {when} and {found} and {condition} limit {most + 1}) x
                """;
        var sql = $"select * from ({string.Join(" union ", parts)}) y limit {most + 1}";
        var places = await scope.Sql.QueryAsync(
            sql, row => new Place(row.IsDBNull(1) ? null : Convert.ToString(row.GetValue(1), CultureInfo.InvariantCulture) is { Length: > 0 } key ? key : null, row.GetInt64(0)), ct,
            [.. arguments.Values, ("directory", scope.Key.Value), ("kind", (short)kind), ("at", at)]);
        if (places.Count > most) return null;
        places.Sort(Compare);
        var last = after is null ? null : Read(after);
        return places.Where(place => last is null || Compare(place, last) > 0).Select(place => (place.Resource, Keys(place)));
    }

    private bool ByStatus => order.Name == "status";

    private IReadOnlyList<string?> Keys(Place place)
    {
        var resource = place.Resource.ToString(CultureInfo.InvariantCulture);
        return ByStatus ? [Statuses.Rank(place.Key!, order.Descending).ToString(CultureInfo.InvariantCulture), resource, resource]
            : [place.Key is null ? "1" : "0", resource, place.Key ?? resource];
    }

    private Place Read(IReadOnlyList<string?> after)
    {
        if (after is not [{ } slice, { } resource, var key] || !int.TryParse(slice, CultureInfo.InvariantCulture, out var rank)) throw ListCursor.Foreign();
        return new Place(ByStatus ? Statuses.At(rank, order.Descending) : rank == 1 ? null : key, long.Parse(resource, CultureInfo.InvariantCulture));
    }

    private int Compare(Place one, Place other)
    {
        if (one.Key is null || other.Key is null)
            return one.Key is null && other.Key is null ? one.Resource.CompareTo(other.Resource) : one.Key is null ? 1 : -1;
        var by = order.IsText ? TextOrder.Compare(one.Key, other.Key)
            : long.Parse(one.Key, CultureInfo.InvariantCulture).CompareTo(long.Parse(other.Key, CultureInfo.InvariantCulture));
        if (by == 0) by = one.Resource.CompareTo(other.Resource);
        return order.Descending ? -by : by;
    }

    private sealed record Place(string? Key, long Resource);
}
