using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class StageCacheTests
{
    private static readonly Cause Cause = new(CauseKind.Refresh, null);
    private static readonly RemoteRef Group = User(9) with { Kind = ResourceKind.Group };

    [Fact]
    public async Task What_a_committed_slice_learned_is_kept_and_what_a_failed_one_learned_is_not()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 1);
        var cache = new StageCache(mirror.Directory);
        await SliceAsync(() => cache.Identities.Add(ResourceKind.User, User(1).RemoteId, 1));
        await Should.ThrowAsync<InvalidOperationException>(() => SliceAsync(() =>
        {
            cache.Identities.Find(ResourceKind.User, User(1).RemoteId).ShouldBe(1);
            cache.Identities.Add(ResourceKind.User, User(2).RemoteId, 2);
            throw new InvalidOperationException("no");
        }));
        await SliceAsync(() => cache.Identities.Find(ResourceKind.User, User(2).RemoteId).ShouldBeNull());

        Task SliceAsync(Action work) => fixture.Queue.WriteAsync(mirror.Tenant, WritePriority.Bulk, async scope =>
        {
            await cache.BeginAsync(scope);
            work();
            cache.End(scope);
        });
    }

    [Fact]
    public async Task Only_what_others_wrote_to_the_same_directory_is_asked_for_again()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 1);
        var elsewhere = await fixture.NewDirectoryAsync(mirror.Tenant);
        var cache = new StageCache(mirror.Directory);
        await SliceAsync(() =>
        {
            for (var n = 1; n < 4; n++) cache.Identities.Add(ResourceKind.User, User(n).RemoteId, n);
        });
        await WriteAsync(elsewhere, User(1));
        await WriteAsync(mirror.Directory, User(2));
        await SliceAsync(() => Enumerable.Range(1, 3).Select(n => cache.Identities.Find(ResourceKind.User, User(n).RemoteId)).ShouldBe([1L, null, 3L]));

        async Task WriteAsync(DirectoryKey directory, RemoteRef user) => await new DirectoryWriter(fixture.Queue).UpsertAsync(
            mirror.Tenant, directory, user.Kind, new RawItem(user.RemoteId, Thing().Json(user)), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default);

        Task SliceAsync(Action work) => fixture.Queue.WriteAsync(mirror.Tenant, WritePriority.Bulk, async scope =>
        {
            await cache.BeginAsync(scope);
            work();
            cache.End(scope);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refresh_between_two_pages_of_a_group_is_seen_by_the_second(bool first)
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 1);
        var world = new World();
        foreach (var user in Enumerable.Range(1, 4).Select(User)) world.Things.Add(user, Thing());
        world.Things.Add(Group, Thing());
        if (!first) await mirror.SyncAsync(world);

        var stage = await mirror.BeginAsync();
        await TakeAsync("users", [.. world.Of(ResourceKind.User)]);
        await TakeAsync("groups", [Group]);
        await MembersAsync(0, User(1), User(2));

        // Then the third one leaves the scope, and the fourth becomes a member.
        world.Change(User(3), thing => thing with { Out = true });
        var writer = new DirectoryWriter(fixture.Queue);
        await writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, world.Item(User(3)), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default);
        RemoteRef[] now = first ? [User(1), User(2), User(4)] : [User(4)];
        await writer.SetEdgesAsync(
            mirror.Tenant, mirror.Directory, new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.To, Group, now), ResourceKind.User, await fixture.Store.NextTickAsync(), Cause, default);
        await MembersAsync(2, User(3), User(4));
        await mirror.ConfirmAsync(stage, world);
        var counts = await stage.ApplyAsync(default);

        foreach (var n in (int[])[1, 2, 4]) world.Ties.Add(new Tie(EdgeKind.MemberOf, User(n), Group));
        (await StoreState.ReadAsync(fixture, mirror)).ShouldMirror(world, "what was left out has no edge, and no edge is there twice");
        counts.Hash.ShouldBe(await RecomputedHash.OfAsync(fixture.Store, mirror.Tenant, mirror.Directory));

        async Task TakeAsync(string listing, List<RemoteRef> items) => await stage.TakePageAsync(
            new Listing(listing), items[0].Kind, 0, items.Count, [.. items.Select(world.Item)], await fixture.Store.NextTickAsync(), World.Map, true, default);

        async Task MembersAsync(int skip, params RemoteRef[] members) => await stage.TakeEdgePageAsync(
            new Listing("members"), new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.To, Group, members), ResourceKind.User, skip, 4, await fixture.Store.NextTickAsync(), skip > 0, default);
    }

    private static RemoteRef User(int n) => new(ResourceKind.User, $"{n:x24}");

    private static Thing Thing() => new("Ada", true, null, 0, false, null);
}
