using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>A page on its way into the store.</summary>
internal abstract class StagePage(Listing listing, int skip, int? total, int items, long tick, bool last)
{
    private readonly TaskCompletionSource<PageResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Listing => listing.Name;

    public int Skip => skip;

    public int? Total => total;

    public int Items => items;

    public long Tick => tick;

    public bool Last => last;

    /// <summary>The whole listing in one answer: nothing can have shifted, what it does not show is gone.</summary>
    public bool Whole => skip == 0 && last;

    public PageResult Result { get; set; }

    public Task<PageResult> Task => done.Task;

    public void Committed() => done.TrySetResult(Result);

    public void Failed(Exception exception)
    {
        if (exception is OperationCanceledException cancelled) done.TrySetCanceled(cancelled.CancellationToken);
        else done.TrySetException(exception);
    }
}

internal sealed class ResourcePage(Listing listing, ResourceKind kind, int skip, int? total, IReadOnlyList<StageItem> items, long tick, bool last)
    : StagePage(listing, skip, total, items.Count, tick, last)
{
    public ResourceKind Kind => kind;

    public IReadOnlyList<StageItem> Objects => items;
}

internal sealed class EdgePage(Listing listing, EdgePageItems edges, ResourceKind otherKind, int skip, int? total, long tick, bool last)
    : StagePage(listing, skip, total, edges.Others.Count, tick, last)
{
    public EdgePageItems Edges => edges;

    public ResourceKind OtherKind => otherKind;

    /// <summary>Keys of the owner and of the others, in their order; 0: left out, no edge leads there.</summary>
    public long Owner { get; set; }

    public long[] Others { get; } = new long[edges.Others.Count];

    public EdgeFamily Family => new(edges.Kind, edges.OwnerEnd, Owner, edges.Owner.Kind, otherKind);
}

internal enum StageOp : short { AsIs = 0, Fresh = 1, Volatile = 2, OutOfScope = 3 }

/// <summary>An object of a page, mapped only where it may differ.</summary>
internal sealed record StageItem(string RemoteId, StageOp Op, byte[]? RawHash, ResourceBody? Body, IReadOnlyList<LinkSet> Links);

/// <summary>The pages of one transaction with their checkpoints.</summary>
internal sealed class StagePages(WriteScope scope, long run)
{
    private readonly Dictionary<string, StageListing> listings = [];
    private readonly List<StagePage> taken = [];

    public IReadOnlyList<StagePage> Taken => taken;

    public StageListing Of(string listing) => listings[listing];

    /// <summary>Sorts out pages that were committed before, and loads the listings of the others.</summary>
    public async ValueTask OpenAsync(IReadOnlyList<StagePage> pages)
    {
        var committed = new HashSet<(string, int)>();
        await scope.Sql.QueryEachAsync(
            StageListing.Select(
                "{rows} x {join stage_listing l on l.tenant = @tenant and l.run = @run and l.listing = x.listing}", "x.skip",
                "(select true from stage_page p where p.tenant = @tenant and p.run = @run and p.listing = x.listing and p.skip = x.skip)"),
            new SqlRows().Add("listing", pages.Select(page => page.Listing).ToArray()).Add("skip", pages.Select(page => (long)page.Skip).ToArray()),
            row =>
            {
                var listing = StageListing.Read(row);
                listings[listing.Name] = listing;
                if (!row.IsDBNull(StageListing.Width + 1)) committed.Add((listing.Name, row.GetInt32(StageListing.Width)));
            },
            default, ("run", run));
        foreach (var page in pages)
        {
            if (committed.Add((page.Listing, page.Skip))) taken.Add(page);
            else page.Result = new PageResult(page.Items, 0, page.Items);
        }

        foreach (var page in taken)
        {
            if (!listings.TryGetValue(page.Listing, out var listing)) listings.Add(page.Listing, listing = new StageListing(page.Listing));
            listing.Tick = Math.Min(listing.Tick, page.Tick);
            listing.Pages++;
            listing.Items += page.Items;
            listing.Total = page.Total ?? listing.Total;
            listing.Complete |= page.Last;
        }
    }

    public async ValueTask LoadAsync(IReadOnlyCollection<string> names) => await scope.Sql.QueryEachAsync(
        StageListing.Select("{rows} x {join stage_listing l on l.tenant = @tenant and l.run = @run and l.listing = x.listing}"),
        new SqlRows().Add("listing", names), row => { var listing = StageListing.Read(row); listings[listing.Name] = listing; }, default, ("run", run));

    public async ValueTask SaveAsync()
    {
        await StageListing.SaveAsync(scope, run, [.. listings.Values]);
        await scope.Sql.InsertAsync(
            "stage_page",
            new SqlRows().Add("listing", taken.ConvertAll(page => (string?)page.Listing)).Add("skip", taken.ConvertAll(page => (int?)page.Skip))
                .Add("items", taken.ConvertAll(page => (int?)page.Items)),
            ("run", run));
    }
}
