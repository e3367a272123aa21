using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tests.Data;
using Jumpgate.Server.Tests.Directory.Reading;

namespace Jumpgate.Server.Tests.Directory;

public sealed class HistoryTests
{
    private static readonly Cause Cause = new(CauseKind.Api, null);

    [Fact]
    public async Task Pruned_history_is_refused_and_what_is_kept_reads_as_before()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var mirror = await MirrorReads.HistoryAsync(fixture, 31);
        var moments = mirror.Moments.Keys.ToList();
        var kept = moments[2];
        await new History(fixture.Store, fixture.Queue).PruneAsync(mirror.Tenant, kept, Cause, default);

        await using var read = await MirrorReads.OpenAsync(fixture, mirror);
        foreach (var moment in moments)
        {
            if (moment < kept) (await Should.ThrowAsync<ProblemException>(() => AsOf.ResolveAsync(read, moment.ToString(null, null), "as_of", default))).Result.Value.Code.ShouldBe("history_pruned");
            else (await MirrorReads.StateAsync(read, moment)).ShouldMirror(mirror.Moments[moment], $"as of {moment}");
        }

        (await read.Sql.ScalarAsync<long>("select min(seq) from change where tenant = @tenant")).ShouldBe(kept);
        (await read.Sql.ScalarAsync<long>("select count(*) from resource_version where tenant = @tenant and to_seq <= @kept", default, ("kept", kept))).ShouldBe(0);
        (await read.Sql.ScalarAsync<long>("select count(*) from edge where tenant = @tenant and to_seq <= @kept", default, ("kept", kept))).ShouldBe(0);
    }

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
        var history = new History(fixture.Store, fixture.Queue);
        (await history.EraseAsync(mirror.Tenant, id, [1, 2, 3], Cause, default)).ShouldBeTrue();
        (await history.EraseAsync(mirror.Tenant, Guid.NewGuid(), [1, 2, 3], Cause, default)).ShouldBeFalse();
        await mirror.SyncAsync(world);
        var writer = new DirectoryWriter(fixture.Queue);
        (await writer.UpsertAsync(mirror.Tenant, mirror.Directory, ResourceKind.User, world.Item(ada), await fixture.Store.NextTickAsync(), World.Map, 0, Cause, default))
            .ShouldBe(WriteOutcome.Unchanged);

        (await IdAsync(fixture, mirror, "u1")).ShouldBe(id);
        (await StoreState.ReadAsync(fixture, mirror)).Resources.ShouldBe(["User u2 Bob True", "Group g1 Group True"], ignoreOrder: true);
        (await StoreState.ReadAsync(fixture, mirror)).Edges.ShouldBeEmpty();
        (await ContentHash.RecomputeAsync(fixture.Store, mirror.Tenant, mirror.Directory)).ShouldBe((await mirror.SyncAsync(world)).Hash);
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

    private static async Task<Guid> IdAsync(StoreFixture fixture, Mirror mirror, string remoteId)
    {
        await using var read = await fixture.Store.ReadAsync(mirror.Tenant);
        return await read.Sql.ScalarAsync<Guid>("select id from resource where tenant = @tenant and remote_id = @remote", default, ("remote", remoteId));
    }
}
