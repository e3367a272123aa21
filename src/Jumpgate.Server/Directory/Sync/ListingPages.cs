using System.Collections.Concurrent;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>What a fetched page is, apart from its content.</summary>
/// <param name="Signature">Hash of the ids on the page, in order; two full pages of one listing never share it.</param>
internal readonly record struct FetchedPage<T>(T Content, int Count, int? Total, UInt128 Signature);

internal readonly record struct TakenPage(int Count, int? Total);

/// <summary>Commits a page; <c>last</c> where it is known to end the listing with every other page committed.</summary>
internal delegate Task TakePage<T>(int skip, FetchedPage<T> page, bool last, CancellationToken cancellation);

/// <summary>How a listing ended.</summary>
/// <param name="Steady">The total stayed the same on every page and is what was read; else it was followed to a short page.</param>
/// <param name="Told">The last page was committed as such.</param>
internal readonly record struct ListingEnd(int Pages, int Items, int? Total, bool Steady, bool Told);

/// <summary>JumpCloud gave the same page twice, again on a second look.</summary>
internal sealed class PagingStuckException(string listing, int skip)
    : Exception($"The listing {listing} gave the same page again at position {skip}: JumpCloud's paging does not move on.")
{
    public string Listing => listing;
}

/// <summary>
/// Reads a listing page by page. Once the first page has told the total, the others are read side by side; a listing ends at a total that
/// stayed equal on every page and was reached, else at a short page. Nothing is fetched beyond the end, and pages that an earlier
/// try has committed are not fetched again.
/// </summary>
internal sealed class ListingPages(int pageSize, int abreast)
{
    public async Task<ListingEnd> ReadAsync<T>(
        string listing, IReadOnlyDictionary<int, TakenPage> committed, Func<int, CancellationToken, Task<FetchedPage<T>>> fetch,
        TakePage<T> take, CancellationToken cancellation)
    {
        var walk = new Walk<T>(listing, pageSize, committed, fetch, take);
        var first = await walk.PageAsync(0, cancellation);
        if (first.Count < pageSize)
        {
            return walk.End();
        }

        if (first.Total is { } total && total > pageSize)
        {
            var skips = Enumerable.Range(1, (total - 1) / pageSize).Select(i => i * pageSize);
            await Parallel.ForEachAsync(
                skips.TakeWhile(walk.MayReach),
                new ParallelOptions { MaxDegreeOfParallelism = abreast, CancellationToken = cancellation },
                async (skip, token) => await walk.PageAsync(skip, token));
        }

        // Without a total to trust, or with one that moved, the end is where a page is short.
        while (!walk.IsAtEnd)
        {
            await walk.PageAsync(walk.NextSkip, cancellation);
        }

        return walk.End();
    }

    private sealed class Walk<T>(
        string listing, int pageSize, IReadOnlyDictionary<int, TakenPage> committed, Func<int, CancellationToken, Task<FetchedPage<T>>> fetch,
        TakePage<T> take)
    {
        private readonly ConcurrentDictionary<int, TakenPage> pages = new();
        private readonly ConcurrentDictionary<UInt128, int> signatures = new();
        private int shortest = int.MaxValue;
        private volatile bool told;

        public int NextSkip => pages.Keys.Max() + pageSize;

        public bool IsAtEnd => shortest != int.MaxValue || IsSteady;

        private int Items => pages.Values.Sum(page => page.Count);

        private bool IsSteady
        {
            get
            {
                var total = pages[0].Total;
                return total is not null && pages.Values.All(page => page.Total == total) && Items == total;
            }
        }

        /// <summary>Pages behind a short one are not asked for: a total may claim more than there is.</summary>
        public bool MayReach(int skip) => skip < Volatile.Read(ref shortest);

        public ListingEnd End() => new(pages.Count, Items, pages[0].Total, IsSteady, told);

        public async Task<TakenPage> PageAsync(int skip, CancellationToken cancellation)
        {
            if (!committed.TryGetValue(skip, out var taken))
            {
                taken = await FetchAsync(skip, cancellation);
            }

            pages[skip] = taken;
            if (taken.Count < pageSize)
            {
                InterlockedMin(skip);
            }

            return taken;
        }

        private async Task<TakenPage> FetchAsync(int skip, CancellationToken cancellation)
        {
            var page = await fetch(skip, cancellation);
            if (IsRepeat(page, skip) || EndsEarly(page, skip))
            {
                // One answer can be wrong by accident; a second look tells.
                page = await fetch(skip, cancellation);
                if (IsRepeat(page, skip))
                {
                    throw new PagingStuckException(listing, skip);
                }
            }

            var last = IsLast(skip, page);
            await take(skip, page, last, cancellation);
            told |= last;
            return new TakenPage(page.Count, page.Total);
        }

        /// <summary>Pages still under way count as not committed: then nobody says "last", and the listing is completed on its own.</summary>
        private bool IsLast(int skip, FetchedPage<T> page)
        {
            if (page.Total is null ? page.Count == pageSize : page.Total != skip + page.Count)
            {
                return false;
            }

            for (var before = 0; before < skip; before += pageSize)
            {
                if (!pages.TryGetValue(before, out var other) || other.Total != page.Total || other.Count < pageSize)
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsRepeat(FetchedPage<T> page, int skip) => page.Count > 0 && signatures.GetOrAdd(page.Signature, skip) != skip;

        private static bool IsKnown(int? total) => total is not null;

        private bool EndsEarly(FetchedPage<T> page, int skip) => page.Count < pageSize && IsKnown(page.Total) && skip + page.Count < page.Total;

        private void InterlockedMin(int skip)
        {
            int seen;
            while (skip < (seen = Volatile.Read(ref shortest)) && Interlocked.CompareExchange(ref shortest, skip, seen) != seen)
            {
            }
        }
    }
}
