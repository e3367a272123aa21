using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory.Reading;

/// <summary>Reads a mirror as the routes do.</summary>
internal static class MirrorReads
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ListRequest All = new(1000, false, null, null, null, null, null, false, Expansions.None, null, ListFormat.Json);

    /// <summary>A mirror with some rounds of changes; its moments say what held after each.</summary>
    public static async Task<Mirror> HistoryAsync(StoreFixture fixture, int seed, int rounds = 5)
    {
        var mirror = await Mirror.CreateAsync(fixture, seed);
        var (world, random) = (new World(), new Random(seed));
        for (var round = 0; round < rounds; round++)
        {
            world.Move(random, round == 0 ? 150 : 20);
            await mirror.SyncAsync(world);
        }

        return mirror;
    }

    public static async Task<DirectoryScope> OpenAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var id = await read.Sql.ScalarAsync<Guid>(
            "select id from directory where tenant = @tenant and directory = @directory", default, ("directory", mirror.Directory.Value));
        return await DirectoryScope.OpenAsync(fixture.Store, CurrentTenant.Of(mirror.Tenant), id, default);
    }

    /// <summary>All that is there at a moment.</summary>
    public static async Task<StoreState> StateAsync(DirectoryScope scope, long at)
    {
        HashSet<string> resources = [], edges = [];
        foreach (var kind in Words.ResourceKinds)
        {
            await foreach (var row in ListAsync(scope, kind, at, All, 1000))
                resources.Add($"{kind} {row.RemoteId} {row.Name} {row.Active}").ShouldBeTrue($"{row.RemoteId} is listed twice at {at}");
        }

        (short, long, long)? after = null;
        while (true)
        {
            var page = await EdgeReads.ListAsync(scope, new EdgeQuestion(null, null, null, null, null), at, after, 50, default);
            foreach (var edge in page) edges.Add(new Tie(edge.Kind, Ref(edge.From), Ref(edge.To)).Text).ShouldBeTrue($"an edge is listed twice at {at}");
            if (page.Count < 50) return new StoreState(resources, edges);
            after = ((short)page[^1].Kind, page[^1].ToKey, page[^1].FromKey);
        }
    }

    /// <summary>The rows of a list, read a few at a time with the cursor of the last.</summary>
    public static async IAsyncEnumerable<ResourceRow> ListAsync(DirectoryScope scope, ResourceKind kind, long at, ListRequest request, int atOnce)
    {
        var reads = new ResourceReads(scope, kind, at, isPast: at != scope.Sequence);
        IReadOnlyList<string?>? last = null;
        while (true)
        {
            List<(ResourceRow Row, IReadOnlyList<string?> Keys)> page = [];
            await foreach (var found in reads.ListAsync(request, last, atOnce, Patience, TimeProvider.System, default))
            {
                page.Add(found);
                if (page.Count == atOnce) break;
            }

            foreach (var (row, _) in page) yield return row;
            if (page.Count < atOnce) yield break;
            last = page[^1].Keys;
        }
    }

    public static IAsyncEnumerable<ResourceRow> ByNameAsync(DirectoryScope scope, ResourceKind kind, int atOnce) =>
        ListAsync(scope, kind, scope.Sequence, All with { Sort = SortOrder.Read("name") }, atOnce);

    /// <summary>The net differences between two moments, some at a time.</summary>
    public static async Task<List<ChangeRecord>> DiffAsync(DirectoryScope scope, long from, long to)
    {
        List<ChangeRecord> rows = [];
        for (var after = from; ;)
        {
            var (page, readTo) = await new DiffReads(scope, from, to).NetAsync(after, 7, default);
            rows.AddRange(page);
            if (page.Count == 0) return rows;
            after = readTo;
        }
    }

    private static RemoteRef Ref(Contracts.ResourceRef end) => new(Words.ResourceKindOf(end.Kind)!.Value, end.RemoteId!);
}
