using Jumpgate.Server.Data;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class DirectoryStageTests
{
    [Theory]
    [InlineData(1, 0.0, 0.0, 7)]
    [InlineData(2, 0.0, 0.3, 5)]
    [InlineData(3, 0.2, 0.3, 3)]
    [InlineData(4, 0.3, 0.0, 100)]
    [InlineData(5, 0.15, 0.5, 11)]
    [InlineData(1103, 0.0, 0.3, 6)]
    public async Task Random_worlds_are_mirrored_whatever_the_pages_look_like(int seed, double kills, double repeats, int pageSize)
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, seed, kills, repeats, pageSize);
        var (world, random) = (new World(), new Random(seed * 31));
        for (var round = 0; round < 6; round++)
        {
            world.Move(random, round == 0 ? 150 : 25);
            var counts = await mirror.SyncAsync(world);
            (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, $"seed {seed}, round {round}");
            counts.Hash.ShouldBe(await RecomputedHash.OfAsync(fixture.Store, mirror.Tenant, mirror.Directory), $"round {round}");
            await CheckCountsAsync(fixture, mirror, world);

            var again = await mirror.SyncAsync(world);
            again.Sequence.ShouldBe(counts.Sequence, "an unchanged world writes no change");
            again.Hash.ShouldBe(counts.Hash);
        }

        foreach (var (sequence, moment) in mirror.Moments) (await StoreState.ReadAsync(fixture, mirror, sequence)).ShouldMirror(moment, $"as of {sequence}");
        (await ReplayAsync(fixture, mirror)).ShouldBe((await StoreState.ReadAsync(fixture, mirror)).Resources.Count);
    }

    [Fact]
    public async Task Applied_again_after_an_interruption_it_tells_the_same_counts_and_writes_nothing()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 5, kills: 0, repeats: 0);
        var (world, random) = (new World(), new Random(5));
        world.Move(random, 150);
        await mirror.SyncAsync(world);
        world.Move(random, 40);
        var stage = await mirror.ListAsync(await mirror.BeginAsync(), world, null);
        await mirror.ConfirmAsync(stage, world);
        var applied = await stage.ApplyAsync(default);

        var again = await (await mirror.StageAsync(stage.Run.Run)).ApplyAsync(default);

        applied.Resources.Values.Sum(kind => kind.Written).ShouldBeGreaterThan(0);
        again.Resources.ShouldBe(applied.Resources);
        again.Edges.ShouldBe(applied.Edges);
        (again.Hash, again.Sequence).ShouldBe((applied.Hash, applied.Sequence));
    }

    [Fact]
    public async Task A_world_that_moves_while_it_is_read_is_right_after_the_next_quiet_sync()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 11, kills: 0.1, repeats: 0.2);
        var (world, random) = (new World(), new Random(77));
        world.Move(random, 150);
        for (var round = 0; round < 4; round++)
        {
            await mirror.SyncAsync(world, between: () => world.Move(random, 1));
            await mirror.SyncAsync(world);
            (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, $"round {round}");
        }
    }

    [Fact]
    public async Task A_manager_who_comes_back_into_scope_manages_again()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 3);
        var (world, random) = (new World(), new Random(3));
        var (manager, late, early) = (world.Add(random, ResourceKind.User), world.Add(random, ResourceKind.User), world.Add(random, ResourceKind.User));
        foreach (var user in new[] { manager, late, early }) world.Change(user, thing => thing with { Out = false, Manager = null });
        world.Change(early, thing => thing with { Manager = manager.RemoteId });
        await mirror.SyncAsync(world);
        world.Change(manager, thing => thing with { Out = true });
        await mirror.SyncAsync(world);
        world.Change(late, thing => thing with { Manager = manager.RemoteId });
        await mirror.SyncAsync(world);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "the manager is left out");

        world.Change(manager, thing => thing with { Out = false });
        await mirror.SyncAsync(world);

        world.Edges().Count.ShouldBe(2);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "the manager is back");
    }

    [Fact]
    public async Task Two_stores_of_the_same_world_have_the_same_hash()
    {
        await using var one = await StoreFixture.CreateAsync();
        await using var other = await StoreFixture.CreateAsync();
        var world = new World();
        world.Move(new Random(5), 200);
        var straight = await (await Mirror.CreateAsync(one, 1, pageSize: 4)).SyncAsync(world);

        // The other one gets there by another way: an earlier world first.
        var earlier = new World();
        earlier.Move(new Random(6), 100);
        var mirror = await Mirror.CreateAsync(other, 2, kills: 0.2, repeats: 0.4, pageSize: 9);
        await mirror.SyncAsync(earlier);
        (await mirror.SyncAsync(world)).Hash.ShouldBe(straight.Hash);
    }

    private static async Task CheckCountsAsync(StoreFixture fixture, Mirror mirror, World world)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var counts = (await read.Sql.QueryAsync(
            "select what, n from directory_count where tenant = @tenant and directory = @directory", row => (row.GetString(0), row.GetInt64(1)), default,
            ("directory", mirror.Directory.Value))).ToDictionary(count => count.Item1, count => count.Item2);
        foreach (var kind in Words.ResourceKinds)
        {
            var there = world.Things.Where(thing => thing.Key.Kind == kind && !thing.Value.Out).ToList();
            counts.GetValueOrDefault(kind.Word()).ShouldBe(there.Count);
            counts.GetValueOrDefault("active:" + kind.Word()).ShouldBe(there.Count(thing => thing.Value.Active));
        }
    }

    /// <summary>The log alone tells which resources there are; it is dense and in order.</summary>
    private static async Task<int> ReplayAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        var there = new HashSet<long>();
        long last = 0, lastAt = 0;
        await foreach (var (seq, at, op, resource) in read.Sql.StreamAsync(
            "select seq, at, op, resource from change where tenant = @tenant order by seq",
            row => (row.GetInt64(0), row.GetInt64(1), (ChangeOp)row.GetInt16(2), row.GetInt64(3))))
        {
            seq.ShouldBe(++last);
            at.ShouldBeGreaterThanOrEqualTo(lastAt);
            lastAt = at;
            if (op == ChangeOp.Created) there.Add(resource).ShouldBeTrue();
            if (op == ChangeOp.Updated) there.ShouldContain(resource);
            if (op == ChangeOp.Deleted) there.Remove(resource).ShouldBeTrue();
        }

        return there.Count;
    }
}
