using System.Globalization;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Puts the few rows a search found in the order asked for, with the same cursors that reading in order gives.</summary>
internal static class SearchOrder
{
    public static IEnumerable<(ResourceRow Row, IReadOnlyList<string?> Keys)> Sort(List<ResourceRow> rows, SortOrder order, IReadOnlyList<string?>? after)
    {
        var places = rows.ConvertAll(row => new Place(Key(row, order), row.Key, row));
        places.Sort((one, other) => Compare(one, other, order));
        var last = after is [{ } slice, { } resource, var key]
            ? new Place(slice == "1" ? null : key, long.Parse(resource, CultureInfo.InvariantCulture), null)
            : null;
        return places.Where(place => last is null || Compare(place, last, order) > 0).Select(place => (place.Row!, (IReadOnlyList<string?>)
            [place.Key is null ? "1" : "0", place.Resource.ToString(CultureInfo.InvariantCulture), place.Key ?? place.Resource.ToString(CultureInfo.InvariantCulture)]));
    }

    private static string? Key(ResourceRow row, SortOrder order) => order.Name switch
    {
        "name" => Folded.Of(row.Name),
        "email" => Folded.Of(row.Email),
        "userName" => row.FoldedUserName,
        "status" => row.Status,
        _ => row.Since.ToString(CultureInfo.InvariantCulture),
    };

    private static int Compare(Place one, Place other, SortOrder order)
    {
        if (one.Key is null || other.Key is null)
            return one.Key is null && other.Key is null ? one.Resource.CompareTo(other.Resource) : one.Key is null ? 1 : -1;
        var by = order.IsText ? TextOrder.Compare(one.Key, other.Key)
            : long.Parse(one.Key, CultureInfo.InvariantCulture).CompareTo(long.Parse(other.Key, CultureInfo.InvariantCulture));
        if (by == 0) by = one.Resource.CompareTo(other.Resource);
        return order.Descending ? -by : by;
    }

    private sealed record Place(string? Key, long Resource, ResourceRow? Row);
}
