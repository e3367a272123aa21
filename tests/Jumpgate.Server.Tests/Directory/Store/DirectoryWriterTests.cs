using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Tests.Directory;

public sealed class DirectoryWriterTests
{
    private static readonly Cause Cause = new(CauseKind.Refresh, null);
    private static readonly RemoteRef Ada = new(ResourceKind.User, "u1"), Group = new(ResourceKind.Group, "g1");

    [Fact]
    public async Task Random_targeted_writes_end_where_the_world_is()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 41);
        var (world, random) = (new World(), new Random(41));
        world.Move(random, 120);
        await mirror.SyncAsync(world);
        var writer = new DirectoryWriter(fixture.Queue);
        for (var round = 0; round < 15; round++)
        {
            var before = world.Copy();
            world.Move(random, 4);
            foreach (var id in before.Things.Keys.Union(world.Things.Keys).Where(id => before.Things.GetValueOrDefault(id) != world.Things.GetValueOrDefault(id)))
            {
                var tick = await fixture.Store.NextTickAsync();
                if (world.Things.ContainsKey(id)) await writer.UpsertAsync(mirror.Tenant, mirror.Directory, id.Kind, world.Item(id), tick, World.Map, 0, Cause, default);
                else await writer.DeleteAsync(mirror.Tenant, mirror.Directory, id, tick, Cause, default);
            }

            foreach (var group in world.Of(ResourceKind.Group)) await SetMembersAsync(fixture, writer, mirror, world, group);
            (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, $"round {round}");
        }

        var refreshed = await RecomputedHash.OfAsync(fixture.Store, mirror.Tenant, mirror.Directory);
        (await mirror.SyncAsync(world)).Hash.ShouldBe(refreshed, "the repair has nothing to repair");
    }

    [Fact]
    public async Task Only_a_read_that_began_later_may_change_or_end_a_row()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 42);
        var world = Small();
        await mirror.SyncAsync(world);
        var writer = new DirectoryWriter(fixture.Queue);
        var old = world.Item(Ada);
        var early = await fixture.Store.NextTickAsync();
        world.Change(Ada, thing => thing with { Name = "Ada King" });
        (await UpsertAsync(world.Item(Ada), await fixture.Store.NextTickAsync())).ShouldBe(WriteOutcome.Updated);
        (await UpsertAsync(old, early)).ShouldBe(WriteOutcome.Stale);
        (await writer.DeleteAsync(mirror.Tenant, mirror.Directory, Ada, early, Cause, default)).ShouldBe(WriteOutcome.Stale);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "the later read stays");

        (await writer.DeleteAsync(mirror.Tenant, mirror.Directory, Ada, await fixture.Store.NextTickAsync(), Cause, default)).ShouldBe(WriteOutcome.Deleted);
        (await UpsertAsync(old, early)).ShouldBe(WriteOutcome.Stale);

        Task<WriteOutcome> UpsertAsync(RawItem item, long tick) =>
            writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, item, tick, World.Map, 0, Cause, default);
    }

    [Fact]
    public async Task A_refresh_during_a_full_sync_is_not_undone_by_what_the_sync_read_before()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 43);
        var world = Small();
        await mirror.SyncAsync(world);
        var stale = world.Copy();
        stale.Change(Ada, thing => thing with { Name = "Read before" });
        var stage = await mirror.ListAsync(await mirror.BeginAsync(), stale);

        world.Change(Ada, thing => thing with { Name = "Written in between" });
        world.Remove(new(ResourceKind.User, "u2"));
        var writer = new DirectoryWriter(fixture.Queue);
        await writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, world.Item(Ada), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default);
        await writer.DeleteAsync(mirror.Tenant, mirror.Directory, new(ResourceKind.User, "u2"), await fixture.Store.NextTickAsync(), Cause, default);
        await SetMembersAsync(fixture, writer, mirror, world, Group);
        await mirror.ApplyAsync(stage);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "the refresh read later");
    }

    [Fact]
    public async Task An_object_that_returns_has_the_identity_it_had()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 44);
        var world = Small();
        await mirror.SyncAsync(world);
        var id = await IdAsync(fixture, mirror);
        var ada = world.Things[Ada];
        world.Remove(Ada);
        await mirror.SyncAsync(world);
        world.Things.Add(Ada, ada);
        await mirror.SyncAsync(world);
        (await IdAsync(fixture, mirror)).ShouldBe(id);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "back");
    }

    [Fact]
    public async Task Volatile_values_are_overwritten_and_leave_no_history()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 45);
        var world = Small();
        var first = await mirror.SyncAsync(world);
        world.Change(Ada, thing => thing with { Seen = 4711 });
        var second = await mirror.SyncAsync(world);
        (second.Sequence, second.Hash).ShouldBe((first.Sequence, first.Hash));
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        (await read.Sql.ScalarAsync<string>("select volatile from resource where tenant = @tenant and remote_id = 'u1'")).ShouldBe("4711");
    }

    [Fact]
    public async Task A_run_that_would_lose_too_much_is_held_and_discarding_leaves_all_as_it_was()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 46);
        var world = new World();
        for (var i = 0; i < 40; i++) world.Things.Add(new(ResourceKind.User, $"u{i}"), new Thing($"User {i}", true, null, 0, false, null));
        await mirror.SyncAsync(world);
        var fewer = world.Copy();
        for (var i = 0; i < 15; i++) fewer.Remove(new(ResourceKind.User, $"u{i}"));

        var stage = await mirror.ListAsync(await mirror.BeginAsync(), fewer);
        var losses = await stage.WeighAsync(new GuardSettings(), default);
        losses.Held.ShouldBeTrue();
        var users = losses.Items.Single(loss => loss.What == "user");
        (users.Before, users.Lost, users.Examples.Count).ShouldBe((40, 15, 15));
        losses.Items.Single(loss => loss.What == "active users").Lost.ShouldBe(15);
        (await stage.WeighAsync(new GuardSettings(), default)).Token.ShouldBe(losses.Token);
        (await stage.WeighAsync(new GuardSettings(Share: 0.5), default)).Held.ShouldBeFalse();
        (await stage.WeighAsync(new GuardSettings(AtLeast: 16), default)).Held.ShouldBeFalse();
        await stage.DiscardAsync(default);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "discarded");
        await using (var read = await fixture.Store.ReadAsync(mirror.Tenant))
            foreach (var table in (string[])["stage_plan", "stage_listing", "stage_page", "stage_resource", "stage_body", "stage_edge", "stage_absent"])
                (await read.Sql.ScalarAsync<long>($"select count(*) from {table} where tenant = @tenant")).ShouldBe(0, table);

        // Other losses, another token; confirmed, they are applied.
        fewer.Remove(new(ResourceKind.User, "u20"));
        stage = await mirror.ListAsync(await mirror.BeginAsync(), fewer);
        (await stage.WeighAsync(new GuardSettings(), default)).Token.ShouldNotBe(losses.Token);
        await mirror.ConfirmAsync(stage, fewer);
        await mirror.ApplyAsync(stage);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(fewer, "confirmed");
    }

    [Fact]
    public async Task An_absent_object_stays_until_it_was_asked_for_by_id()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 47, pageSize: 2);
        var world = new World();
        for (var i = 0; i < 6; i++) world.Things.Add(new(ResourceKind.User, $"u{i}"), new Thing($"User {i}", true, null, 0, false, null));
        await mirror.SyncAsync(world);
        var shifted = world.Copy();
        shifted.Remove(new(ResourceKind.User, "u3"));
        var stage = await mirror.ListAsync(await mirror.BeginAsync(), shifted);
        List<Absentee> absentees = [];
        await foreach (var absentee in stage.AbsenteesAsync(default)) absentees.Add(absentee);
        absentees.ShouldBe([new Absentee(ResourceKind.User, "u3")]);

        // It was there after all: nobody confirms.
        await mirror.ApplyAsync(stage);
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "a page had shifted");
    }

    private static World Small()
    {
        var world = new World();
        world.Things.Add(Ada, new Thing("Ada", true, null, 0, false, null));
        world.Things.Add(new(ResourceKind.User, "u2"), new Thing("Bob", true, "u1", 0, false, null));
        world.Things.Add(Group, new Thing("Group", true, null, 0, false, null));
        world.Ties.Add(new(EdgeKind.MemberOf, Ada, Group));
        world.Ties.Add(new(EdgeKind.MemberOf, new(ResourceKind.User, "u2"), Group));
        return world;
    }

    private static async Task SetMembersAsync(StoreFixture fixture, DirectoryWriter writer, Mirror mirror, World world, RemoteRef group) => await writer.SetEdgesAsync(
        mirror.Tenant, mirror.Directory, new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.To, group, [.. world.Ties.Where(tie => tie.To == group).Select(tie => tie.From)]),
        ResourceKind.User, await fixture.Store.NextTickAsync(), Cause, default);

    private static async Task<Guid> IdAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return await read.Sql.ScalarAsync<Guid>("select id from resource where tenant = @tenant and remote_id = 'u1'");
    }
}
