using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class DirectoryReadsTests
{
    [Fact]
    public async Task Every_moment_reads_as_it_was_and_differences_lead_from_one_to_the_other()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await HistoryAsync(fixture, 21);
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        List<long> moments = [0, .. mirror.Moments.Keys];
        foreach (var moment in moments)
        {
            var state = await ReadAsync(read.Sql, mirror, moment);
            state.ShouldMirror(mirror.Moments.GetValueOrDefault(moment) ?? new World(), $"as of {moment}");
        }

        (await ReadAsync(read.Sql, mirror, null)).ShouldMirror(mirror.Moments[moments[^1]], "now");
        foreach (var from in moments)
        {
            foreach (var to in moments.Where(to => to >= from))
            {
                var (before, after) = (await ReadAsync(read.Sql, mirror, from), await ReadAsync(read.Sql, mirror, to));
                await CheckDiffAsync(read.Sql, mirror, from, to, before, after);
            }
        }
    }

    [Fact]
    public async Task Pages_by_name_and_by_edge_key_show_everything_once()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await HistoryAsync(fixture, 22);
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var world = mirror.Moments.Values.Last();
        List<string> names = [];
        (string Name, long Resource)? last = null;
        do
        {
            var query = new DirectoryReads(mirror.Directory).Resources(ResourceKind.User).OrderBy(DirectoryReads.NameOrder).Limit(5);
            if (last is { } after) query.And(DirectoryReads.NameAfter, ("after_name", after.Name), ("after_resource", after.Resource));
            var page = await read.Sql.QueryAsync(query.Select("v.f_name, v.resource, v.name"), row => (row.GetString(0), row.GetInt64(1), row.GetString(2)), default, query.Args);
            names.AddRange(page.Select(row => row.Item3));
            last = page.Count == 0 ? null : (page[^1].Item1, page[^1].Item2);
        }
        while (last is not null);

        names.ShouldBe(
            world.Things.Where(thing => thing.Key.Kind == ResourceKind.User && !thing.Value.Out).Select(thing => thing.Value.Name)
                .OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal), ignoreOrder: false);
    }

    [Fact]
    public async Task A_moment_is_a_sequence_a_time_or_a_run()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await HistoryAsync(fixture, 23);
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var changes = await read.Sql.QueryAsync("select seq, at from change where tenant = @tenant order by seq", row => (Seq: row.GetInt64(0), At: row.GetInt64(1)));
        foreach (var at in changes.Select(change => change.At).Distinct())
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);
            (await Moments.ResolveAsync(read.Sql, time)).ShouldBe(changes.Last(change => change.At <= at).Seq);
        }

        (await Moments.ResolveAsync(read.Sql, "2001-01-01T00:00:00Z")).ShouldBe(0);
        (await Moments.ResolveAsync(read.Sql, "2101-01-01T00:00:00Z")).ShouldBe(changes[^1].Seq);
        (await Moments.ResolveAsync(read.Sql, "3")).ShouldBe(3);
        await Should.ThrowAsync<MomentInvalidException>(async () => await Moments.ResolveAsync(read.Sql, "yesterday"));
        await Should.ThrowAsync<MomentInvalidException>(async () => await Moments.ResolveAsync(read.Sql, Guid.NewGuid().ToString()));
    }

    internal static async Task<Mirror> HistoryAsync(StoreFixture fixture, int seed, int rounds = 5)
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

    internal static async Task<StoreState> ReadAsync(TenantSql sql, Mirror mirror, long? at)
    {
        var reads = new DirectoryReads(mirror.Directory, at);
        var resources = reads.Resources();
        var edges = reads.Edges();
        return new StoreState(
            [.. await sql.QueryAsync(
                resources.Select("r.kind, r.remote_id, v.name, v.active"),
                row => $"{(ResourceKind)row.GetInt16(0)} {row.GetString(1)} {row.GetString(2)} {row.GetBoolean(3)}", default, resources.Args)],
            [.. await sql.QueryAsync(
                edges.Select("e.kind, f.kind, f.remote_id, t.kind, t.remote_id"),
                row => new Tie((EdgeKind)row.GetInt16(0), new((ResourceKind)row.GetInt16(1), row.GetString(2)), new((ResourceKind)row.GetInt16(3), row.GetString(4))).Text,
                default, edges.Args)]);
    }

    private static async Task CheckDiffAsync(TenantSql sql, Mirror mirror, long from, long to, StoreState before, StoreState after)
    {
        List<DiffRow> rows = [];
        for (long cursor = 0; ;)
        {
            var page = await DirectoryDiff.PageAsync(sql, mirror.Directory, from, to, cursor, 7);
            rows.AddRange(page);
            if (page.Count == 0) break;
            cursor = page[^1].Seq;
        }

        var names = (await sql.QueryAsync("select resource, kind, remote_id from resource where tenant = @tenant", row => (row.GetInt64(0), $"{(ResourceKind)row.GetInt16(1)} {row.GetString(2)}")))
            .ToDictionary(name => name.Item1, name => name.Item2);
        static HashSet<string> Ids(StoreState state) => [.. state.Resources.Select(text => string.Join(' ', text.Split(' ')[..2]))];
        HashSet<string> Told(ChangeOp op) => [.. rows.Where(row => row.Op == op)
            .Select(row => row.Edge is { } edge ? $"{edge} {names[row.Resource]} -> {names[row.To!.Value]}" : names[row.Resource])];

        var because = $"from {from} to {to}";
        Told(ChangeOp.Created).ShouldBe(Ids(after).Except(Ids(before)), ignoreOrder: true, because);
        Told(ChangeOp.Deleted).ShouldBe(Ids(before).Except(Ids(after)), ignoreOrder: true, because);
        Told(ChangeOp.EdgeAdded).ShouldBe(after.Edges.Except(before.Edges), ignoreOrder: true, because);
        Told(ChangeOp.EdgeRemoved).ShouldBe(before.Edges.Except(after.Edges), ignoreOrder: true, because);
        var updated = Told(ChangeOp.Updated);
        updated.IsSubsetOf(Ids(before).Intersect(Ids(after))).ShouldBeTrue(because);
        foreach (var id in Ids(before).Intersect(Ids(after)))
            if (!before.Resources.Where(text => text.StartsWith(id + " ", StringComparison.Ordinal)).SequenceEqual(after.Resources.Where(text => text.StartsWith(id + " ", StringComparison.Ordinal))))
                updated.ShouldContain(id, because);
        rows.Count.ShouldBe(rows.Select(row => (row.Resource, row.Edge, row.To)).Distinct().Count(), because);
    }
}
