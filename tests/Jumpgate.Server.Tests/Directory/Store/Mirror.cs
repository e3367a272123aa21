using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

/// <summary>A directory and the syncs that mirror a <see cref="World"/> into it, as clumsily as the seed says.</summary>
internal sealed class Mirror(StoreFixture fixture, TenantId tenant, DirectoryKey directory, Random random)
{
    private static readonly ResourceKind[] Kinds = [ResourceKind.User, ResourceKind.Admin, ResourceKind.Group];
    private readonly OrganizationKey organization = new(1);
    private long run;

    public TenantId Tenant => tenant;

    public DirectoryKey Directory => directory;

    public Dictionary<long, World> Moments { get; } = [];

    /// <summary>Chance that the process state is thrown away after a page or slice.</summary>
    public double Kills { get; init; }

    /// <summary>Chance that a page carries items of the page before once more.</summary>
    public double Repeats { get; init; }

    public int PageSize { get; init; } = 7;

    public static async Task<Mirror> CreateAsync(StoreFixture fixture, int seed, double kills = 0, double repeats = 0, int pageSize = 7)
    {
        var tenant = await fixture.NewTenantAsync();
        return new Mirror(fixture, tenant, await fixture.NewDirectoryAsync(tenant), new Random(seed)) { Kills = kills, Repeats = repeats, PageSize = pageSize };
    }

    public async Task<DirectoryStage> BeginAsync() => await StageAsync(++run);

    public async Task<DirectoryStage> StageAsync(long number)
    {
        var epoch = await fixture.Epoch.TakeAsync(tenant, organization, DirectoryStage.EpochKind);
        return new DirectoryStage(fixture.Store, fixture.Queue, fixture.Epoch, new StageRun(
            tenant, organization, directory, number, epoch, new Cause(CauseKind.SyncRun, new Guid((int)number, 0, 0, new byte[8]))));
    }

    /// <summary>A whole sync; <paramref name="between"/> happens to the source now and then while it is read.</summary>
    public async Task<ApplyCounts> SyncAsync(World world, Action? between = null)
    {
        var stage = await BeginAsync();
        stage = await ListAsync(stage, world, between);
        await ConfirmAsync(stage, world);
        var counts = await ApplyAsync(stage);
        if (between is null) Moments[counts.Sequence] = world.Copy();
        return counts;
    }

    public async Task<DirectoryStage> ListAsync(DirectoryStage stage, World world, Action? between = null)
    {
        List<Func<DirectoryStage, Task>> pages = [];
        foreach (var kind in Kinds)
        {
            var all = world.Of(kind);
            var listing = new Listing(kind.Route());
            if (all.Count == 0) pages.Add(s => TakeAsync(s, listing, kind, [], 0, true, world));
            for (var skip = 0; skip < all.Count; skip += PageSize)
            {
                var (at, items) = (skip, all.Skip(skip).Take(PageSize).ToList());
                if (skip > 0 && random.NextDouble() < Repeats) items = [.. items, .. all.Skip(skip - PageSize).Take(random.Next(1, PageSize))];
                var last = skip + PageSize >= all.Count;
                pages.Add(s => TakeAsync(s, listing, kind, items, at, last, world));
            }
        }

        foreach (var group in world.Of(ResourceKind.Group)) pages.AddRange(MemberPages(world, group, "members:" + group.RemoteId));
        return await RunAsync(stage, pages, between);
    }

    /// <summary>Asks once more for what was not seen, as a sync does.</summary>
    public async Task ConfirmAsync(DirectoryStage stage, World world)
    {
        List<Absentee> absentees = [];
        await foreach (var absentee in stage.AbsenteesAsync(default)) absentees.Add(absentee);
        await stage.ConfirmAbsentAsync(
            [.. absentees.Where(absentee => absentee.Edges is null && !world.Things.ContainsKey(new(absentee.Kind, absentee.RemoteId)))], await fixture.Store.NextTickAsync(), default);
        foreach (var owner in absentees.Where(absentee => absentee.Edges is not null))
            foreach (var page in MemberPages(world, new(owner.Kind, owner.RemoteId), $"again:{owner.Kind}:{owner.RemoteId}")) await page(stage);
    }

    public async Task<ApplyCounts> ApplyAsync(DirectoryStage stage)
    {
        ApplyCounts? counts = null;
        while (true)
        {
            using var killed = new CancellationTokenSource();
            if (random.NextDouble() < Kills) killed.CancelAfter(random.Next(1, 12));
            try
            {
                counts ??= await stage.ApplyAsync(killed.Token);
                await stage.DiscardAsync(killed.Token);
                return counts;
            }
            catch (OperationCanceledException)
            {
                stage = await StageAsync(stage.Run.Run);
            }
        }
    }

    private async Task<DirectoryStage> RunAsync(DirectoryStage stage, List<Func<DirectoryStage, Task>> pages, Action? between)
    {
        // The last page of a listing must come last, as it does in a sync: it says that the listing is complete.
        while (pages.Count > 0)
        {
            var together = Math.Min(pages.Count, random.Next(1, 5));
            var current = stage;
            await Task.WhenAll(pages.Take(together).Select(page => page(current)));
            if (random.NextDouble() < Kills)
            {
                stage = await StageAsync(stage.Run.Run);
                continue;
            }

            pages.RemoveRange(0, together);
            between?.Invoke();
        }

        return stage;
    }

    private IEnumerable<Func<DirectoryStage, Task>> MemberPages(World world, RemoteRef group, string name)
    {
        var members = world.Ties.Where(tie => tie.To == group).Select(tie => tie.From).OrderBy(id => id.RemoteId, StringComparer.Ordinal).ToList();
        var listing = new Listing(name);
        for (var skip = 0; skip == 0 || skip < members.Count; skip += PageSize)
        {
            var (at, others) = (skip, members.Skip(skip).Take(PageSize).ToList());
            if (skip > 0 && random.NextDouble() < Repeats) others.Add(members[random.Next(skip)]);
            var last = skip + PageSize >= members.Count;
            yield return async stage => await stage.TakeEdgePageAsync(
                listing, new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.To, group, others), ResourceKind.User, at, members.Count, await fixture.Store.NextTickAsync(), last, default);
        }
    }

    private async Task TakeAsync(DirectoryStage stage, Listing listing, ResourceKind kind, List<RemoteRef> items, int skip, bool last, World world)
    {
        var tick = await fixture.Store.NextTickAsync();
        await stage.TakePageAsync(listing, kind, skip, null, [.. items.Where(world.Things.ContainsKey).Select(world.Item)], tick, World.Map, last, default);
    }
}
