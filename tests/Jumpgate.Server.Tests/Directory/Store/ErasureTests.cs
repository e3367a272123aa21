using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class ErasureTests
{
    private static readonly Cause Cause = new(CauseKind.Api, null);

    private static readonly MasterKey Key = MasterKey.Open(
        new ServerOptions { Urls = "", Data = "", Regions = new Dictionary<string, Uri>(), MasterKey = "a master key for tests, long enough" });

    [Fact]
    public async Task An_erased_person_leaves_ids_and_nothing_personal_and_does_not_come_back()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 32);
        var world = new World();
        var ada = new RemoteRef(ResourceKind.User, "u1");
        world.Things.Add(ada, new Thing("Ada Lovelace", true, null, 0, false, "ada@example.com"));
        world.Things.Add(new(ResourceKind.User, "u2"), new Thing("Bob", true, "u1", 0, false, "bob@example.com"));
        world.Things.Add(new(ResourceKind.Group, "g1"), new Thing("Group", true, null, 0, false, null));
        world.Ties.Add(new(EdgeKind.MemberOf, ada, new(ResourceKind.Group, "g1")));
        await mirror.SyncAsync(world);
        world.Change(ada, thing => thing with { Name = "Ada King" });
        await mirror.SyncAsync(world);

        var id = await IdAsync(fixture, mirror, "u1");
        var erasure = new Erasure(fixture.Store, fixture.Queue, Key);
        var done = await erasure.RunAsync(mirror.Tenant, await KeyAsync(fixture, mirror, "u1"), Cause, "test", default);
        done.ShouldNotBeNull().Versions.ShouldBe(2);
        (await erasure.RunAsync(mirror.Tenant, new ResourceKey(4711), Cause, "test", default)).ShouldBeNull();
        (await erasure.RunAsync(mirror.Tenant, await KeyAsync(fixture, mirror, "u1"), Cause, "test", default))!.Sequence.ShouldBeNull();
        await mirror.SyncAsync(world);
        var writer = new DirectoryWriter(fixture.Queue);
        (await writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, world.Item(ada), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default))
            .ShouldBe(WriteOutcome.Unchanged);

        (await IdAsync(fixture, mirror, "u1")).ShouldBe(id);
        (await StoreState.ReadAsync(fixture, mirror)).Resources.ShouldBe(["User u2 Bob True", "Group g1 Group True"], ignoreOrder: true);
        (await StoreState.ReadAsync(fixture, mirror)).Edges.ShouldBeEmpty();
        (await RecomputedHash.OfAsync(fixture.Store, mirror.Tenant, mirror.Directory)).ShouldBe((await mirror.SyncAsync(world)).Hash);
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        foreach (var (table, column) in ((string, string)[])[
            ("resource_version", "name"), ("resource_version", "email"), ("resource_version", "f_name"), ("resource_version", "f_email"), ("resource_version", "f_user_name"),
            ("resource_version", "attributes"), ("resource_email", "f_email"), ("change", "note"), ("person", "reason")])
        {
            (await read.Sql.QueryAsync($"select {column} from {table} where tenant = @tenant and {column} is not null", row => row.GetValue(0).ToString()!))
                .ShouldAllBe(value => !value.Contains("ada", StringComparison.OrdinalIgnoreCase), $"{table}.{column}");
        }

        (await read.Sql.ScalarAsync<long>(
            "select count(*) from resource_version v join resource r on r.tenant = @tenant and r.resource = v.resource where v.tenant = @tenant and r.remote_id = 'u1' and v.raw is not null"))
            .ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_erased_while_a_run_has_them_staged_stays_erased()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 33);
        var world = new World();
        var ada = new RemoteRef(ResourceKind.User, "u1");
        world.Things.Add(ada, new Thing("Ada Lovelace", true, null, 0, false, "ada@example.com"));
        world.Things.Add(new(ResourceKind.User, "u2"), new Thing("Bob", true, null, 0, false, "bob@example.com"));
        await mirror.SyncAsync(world);
        world.Change(ada, thing => thing with { Name = "Ada King" });
        world.Change(new(ResourceKind.User, "u2"), thing => thing with { Name = "Bert" });
        var stage = await mirror.ListAsync(await mirror.BeginAsync(), world, null);

        await new Erasure(fixture.Store, fixture.Queue, Key).RunAsync(mirror.Tenant, await KeyAsync(fixture, mirror, "u1"), Cause, "test", default);
        await mirror.ConfirmAsync(stage, world);
        await mirror.ApplyAsync(stage);

        (await StoreState.ReadAsync(fixture, mirror)).Resources.ShouldBe(["User u2 Bert True"]);
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        (await read.Sql.ScalarAsync<long>("select count(*) from resource_version where tenant = @tenant and name like 'Ada%'")).ShouldBe(0);
    }

    private static async Task<ResourceKey> KeyAsync(StoreFixture fixture, Mirror mirror, string remoteId)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return new ResourceKey(await read.Sql.ScalarAsync<long>("select resource from resource where tenant = @tenant and remote_id = @remote", default, ("remote", remoteId)));
    }

    private static async Task<Guid> IdAsync(StoreFixture fixture, Mirror mirror, string remoteId)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return await read.Sql.ScalarAsync<Guid>("select id from resource where tenant = @tenant and remote_id = @remote", default, ("remote", remoteId));
    }
}
