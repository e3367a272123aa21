namespace Jumpgate.JumpCloud;

/// <summary>
/// Watches the pages of one listing and says when it is complete. Refuses a listing that cannot be trusted: the same page
/// twice, one that never ends, a total that promises more than comes.
/// </summary>
/// <param name="listing">Name of the listing, for the error.</param>
public sealed class ListingCheck(string listing)
{
    private const int Slack = 1_000;
    private const int MostPages = 200_000;

    private readonly HashSet<ulong> _seen = [];
    private int? _firstTotal;
    private bool _totalHolds = true;
    private long _items;

    /// <summary>
    /// Takes a page. True when the listing ends with it: at a total that stayed equal on every page, else at a short page
    /// whose own total promises no more.
    /// </summary>
    /// <param name="skip">Where the page began.</param>
    /// <param name="limit">How many were asked for.</param>
    /// <param name="page">The page.</param>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.PagingStuck"/>.</exception>
    public bool Ends(int skip, int limit, RawPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var mark = new PageMark();
        foreach (var item in page.Items) mark.Add(item.Id);
        return Ends(skip, limit, page.Items.Count, page.Total, mark);
    }

    /// <inheritdoc cref="Ends(int, int, RawPage)"/>
    public bool Ends(int skip, int limit, EdgePage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var mark = new PageMark();
        foreach (var item in page.Items) mark.Add(item.Id);
        return Ends(skip, limit, page.Items.Count, page.Total, mark);
    }

    /// <inheritdoc cref="Ends(int, int, RawPage)"/>
    public bool Ends(int skip, int limit, PathPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var mark = new PageMark();
        foreach (var item in page.Items) mark.Add(item.Id);
        return Ends(skip, limit, page.Items.Count, page.Total, mark);
    }

    private bool Ends(int skip, int limit, int count, int? total, PageMark mark)
    {
        _firstTotal ??= total;
        var end = (long)skip + count;
        if (total is null || total != _firstTotal || total < end) _totalHolds = false;
        if (count == 0)
            return total is null || total <= skip ? true : throw Stuck($"promises {total} objects but ends after {skip}");
        if (!_seen.Add(mark.Value)) throw Stuck($"answers the page at {skip} with objects of an earlier page");
        _items += count;
        if (_seen.Count > MostPages || (_firstTotal is { } first && _items > (2L * first) + Slack))
            throw Stuck($"does not end: {_items} objects came{(_firstTotal is { } promised ? $", {promised} were promised" : "")}");
        if (_totalHolds) return end >= total;
        return !(total > end) && count < limit;
    }

    private JumpCloudException Stuck(string what) => new(JumpCloudErrorKind.PagingStuck, $"The listing {listing} {what}.") { Route = listing };

    /// <summary>A 64-bit FNV-1a over the ids: equal pages are equal, and nothing is kept of them but eight bytes.</summary>
    private struct PageMark
    {
        private ulong _hash;

        public PageMark() => _hash = 14695981039346656037;

        public readonly ulong Value => _hash;

        public void Add(string id)
        {
            foreach (var character in id) _hash = (_hash ^ character) * 1099511628211;
            _hash = (_hash ^ 0xFFFF) * 1099511628211;
        }
    }
}
