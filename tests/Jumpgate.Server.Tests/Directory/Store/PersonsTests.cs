using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Tests.Data;

namespace Jumpgate.Server.Tests.Directory;

public sealed class PersonsTests
{
    private static readonly Cause Cause = new(CauseKind.Api, null);

    [Fact]
    public async Task An_admin_and_a_user_with_one_email_become_two_accounts_of_one_person()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 1);
        var world = new World();
        Add(world, ResourceKind.User, "u1", "Ada@Example.com");
        Add(world, ResourceKind.User, "u2", "bob@example.com");
        Add(world, ResourceKind.Admin, "a1", "ada@example.COM");
        await mirror.SyncAsync(world);
        var links = await LinksAsync(fixture, mirror);
        links.Keys.ShouldBe(["a1", "u1"], ignoreOrder: true);
        links["a1"].ShouldBe(links["u1"]);

        // The same again writes nothing.
        var before = await SequenceAsync(fixture, mirror);
        await mirror.SyncAsync(world);
        (await SequenceAsync(fixture, mirror)).ShouldBe(before);

        // The address moves to another user.
        world.Change(new(ResourceKind.User, "u1"), thing => thing with { Email = "else@example.com" });
        world.Change(new(ResourceKind.User, "u2"), thing => thing with { Email = "ada@example.com" });
        await mirror.SyncAsync(world);
        (await LinksAsync(fixture, mirror)).Keys.ShouldBe(["a1", "u2"], ignoreOrder: true);

        // And goes.
        world.Remove(new(ResourceKind.User, "u2"));
        await mirror.SyncAsync(world);
        (await LinksAsync(fixture, mirror)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_undone_by_hand_is_not_made_again()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 2);
        var world = new World();
        Add(world, ResourceKind.User, "u1", "ada@example.com");
        Add(world, ResourceKind.Admin, "a1", "ada@example.com");
        await mirror.SyncAsync(world);
        await using (var read = await fixture.Store.ReadAsync(mirror.Tenant))
        {
            var admin = await read.Sql.ScalarAsync<long>("select resource from resource where tenant = @tenant and remote_id = 'a1'");
            await fixture.Queue.WriteAsync(mirror.Tenant, WritePriority.Interactive, scope => Persons.PartAsync(scope, new ResourceKey(admin), Cause));
        }

        (await LinksAsync(fixture, mirror)).ShouldBeEmpty();
        world.Change(new(ResourceKind.User, "u1"), thing => thing with { Name = "Another" });
        await mirror.SyncAsync(world);
        (await LinksAsync(fixture, mirror)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refresh_links_and_unlinks_too()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await Mirror.CreateAsync(fixture, 3);
        var world = new World();
        Add(world, ResourceKind.Admin, "a1", "ada@example.com");
        await mirror.SyncAsync(world);
        Add(world, ResourceKind.User, "u9", "ada@example.com");
        var writer = new DirectoryWriter(fixture.Queue);
        var id = new RemoteRef(ResourceKind.User, "u9");
        (await writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, world.Item(id), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default))
            .ShouldBe(WriteOutcome.Created);
        (await LinksAsync(fixture, mirror)).Count.ShouldBe(2);
        (await writer.DeleteAsync(mirror.Tenant, mirror.Directory, id, await fixture.Store.NextTickAsync(), Cause, default)).ShouldBe(WriteOutcome.Deleted);
        (await LinksAsync(fixture, mirror)).ShouldBeEmpty();
    }

    private static void Add(World world, ResourceKind kind, string id, string email) => world.Things.Add(new(kind, id), new Thing(id, true, null, 0, false, email));

    private static async Task<Dictionary<string, Guid>> LinksAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return (await read.Sql.QueryAsync(
            "select r.remote_id, p.id from person p join resource r on r.tenant = @tenant and r.resource = p.resource where p.tenant = @tenant and p.parted = @no",
            row => (row.GetString(0), row.GetGuid(1)), default, ("no", false))).ToDictionary(link => link.Item1, link => link.Item2);
    }

    private static async Task<long> SequenceAsync(StoreFixture fixture, Mirror mirror)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return await read.Sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant");
    }
}
