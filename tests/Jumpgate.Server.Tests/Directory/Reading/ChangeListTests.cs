using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class ChangeListTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly JumpgateHost hub = shared.Hub;

    private async Task<(SeededDirectory Directory, HttpClient Api)> SeedAsync(params List<Seed> seeds)
    {
        var directory = await SeededDirectory.CreateAsync(hub);
        await directory.PutAsync(seeds);
        return (directory, await hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName));
    }

    [Fact]
    public async Task Changes_come_dense_and_in_order_with_what_was_and_what_is()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann", "Sales"), Seed.Group("Staff"));
        var ann = directory[ResourceKind.User, "remote-ann"];
        await directory.PutAsync(Seed.User("ann", "Ann", "Legal", "disabled"));
        await directory.JoinAsync(EdgeKind.MemberOf, ann, directory[ResourceKind.Group, "group-Staff"]);
        await directory.PartAsync(EdgeKind.MemberOf, ann, directory[ResourceKind.Group, "group-Staff"]);
        await directory.EndAsync(ResourceKind.User, "remote-ann");

        var changes = (await api.GetAsync<Page<Change>>("/v1/changes")).Items;

        changes.Select(change => change.Seq).ShouldBe([1, 2, 3, 4, 5, 6]);
        changes.Select(change => change.Op).ShouldBe(["created", "created", "updated", "edge_added", "edge_removed", "deleted"]);
        changes.ShouldAllBe(change => change.Directory == directory.Id && change.Cause!.Kind == "sync_run" && change.Cause.Id == directory.Cause.Id.ToString());
        changes[0].ShouldSatisfyAllConditions(
            change => change.Id.ShouldBe(ann.Id), change => change.Old.ShouldBeNull(), change => change.New!.Value.GetProperty("name").GetString().ShouldBe("Ann"));
        changes[2].Old!.Value.GetRawText().ShouldBe(
            """{"status":{"value":"enabled","sourceValue":"ACTIVATED"},"attributes":{"active":true,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"}}}""");
        changes[2].New!.Value.GetProperty("attributes").GetProperty("active").GetBoolean().ShouldBeFalse();
        changes[3].Edge.ShouldBe(new ChangeEdge(
            "member_of", new ResourceRef("user", ann.Id, "Ann", "remote-ann"),
            new ResourceRef("group", directory[ResourceKind.Group, "group-Staff"].Id, "Staff", "group-Staff")));
        changes[5].ShouldSatisfyAllConditions(change => change.New.ShouldBeNull(), change => change.Old!.Value.GetProperty("attributes").GetProperty("userName").GetString().ShouldBe("ann"));
    }

    [Fact]
    public async Task A_reader_goes_on_after_its_sequence_and_by_next()
    {
        var (directory, api) = await SeedAsync([.. Enumerable.Range(0, 7).Select(i => Seed.User($"u{i}"))]);

        var first = await api.GetAsync<Page<Change>>("/v1/changes?limit=3");
        first.Next.ShouldBe("3");
        (await api.GetAsync<Page<Change>>($"/v1/changes?limit=3&after={first.Next}")).Items.Select(change => change.Seq).ShouldBe([4, 5, 6]);
        (await api.GetAsync<Page<Change>>("/v1/changes?cursor=3&limit=3")).Items[0].Seq.ShouldBe(4);
        (await api.GetAsync<Page<Change>>("/v1/changes?after=7")).ShouldSatisfyAllConditions(page => page.Items.ShouldBeEmpty(), page => page.Next.ShouldBeNull());
        (await api.RefusedAsync(HttpMethod.Get, "/v1/changes?after=soon")).Field.ShouldBe("after");
        (await api.RefusedAsync(HttpMethod.Get, "/v1/changes?cursor=soon")).Code.ShouldBe("invalid_cursor");
        directory.Id.ShouldNotBe(Guid.Empty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&as=events")]
    public async Task A_cursor_leads_on_where_after_is_kept_beside_it(string form)
    {
        var (_, api) = await SeedAsync([.. Enumerable.Range(0, 7).Select(i => Seed.User($"u{i}"))]);

        List<long> read = [];
        for (string? cursor = ""; cursor is not null && read.Count < 10;)
        {
            var page = await api.GetAsync<JsonObject>($"/v1/changes?after=1&limit=2{form}{cursor}");
            read.AddRange(page["items"]!.AsArray().Select(item => (long)item!["seq"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        }

        read.ShouldBe([2, 3, 4, 5, 6, 7]);
        (await api.RefusedAsync(HttpMethod.Get, "/v1/changes?after=soon&cursor=3")).Field.ShouldBe("after");
    }

    [Fact]
    public async Task One_directorys_changes_leave_out_the_others_of_the_tenant()
    {
        var (one, api) = await SeedAsync(Seed.User("ann"));
        var other = await SeededDirectory.CreateAsync(hub, one.TenantName);
        await other.PutAsync(Seed.User("bob"));
        await one.PutAsync(Seed.User("cid"));

        (await api.GetAsync<Page<Change>>($"/v1/changes?directory={one.Id}")).Items.Select(change => change.Name).ShouldBe(["ann", "cid"]);
        (await api.GetAsync<Page<Change>>($"/v1/changes?directory={other.Id}")).Items.Select(change => change.Seq).ShouldBe([2]);
        (await api.RefusedAsync(HttpMethod.Get, $"/v1/changes?directory={Guid.NewGuid()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_waiting_reader_is_answered_when_something_changes()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"));

        var waiting = api.GetAsync<Page<Change>>("/v1/changes?after=1&wait=30");
        (await Task.WhenAny(waiting, Task.Delay(300))).ShouldNotBe(waiting);
        await directory.PutAsync(Seed.User("bob"));

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Items.Single().Name.ShouldBe("bob");
        (await api.GetAsync<Page<Change>>("/v1/changes?after=2&wait=1")).Items.ShouldBeEmpty();
        (await api.RefusedAsync(HttpMethod.Get, "/v1/changes?wait=61")).Field.ShouldBe("wait");
    }

    [Fact]
    public async Task What_was_pruned_is_refused_and_not_left_out()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"), Seed.User("bob"), Seed.User("cid"));
        var queue = hub.Services.GetRequiredService<WriteQueue>();
        var list = (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?limit=1&as_of=2")).Next!;
        await queue.WriteAsync(directory.Tenant, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync("delete from change where tenant = @tenant and seq < 3");
            return await scope.Sql.ExecuteAsync("update tenant set history_from = 3 where tenant = @tenant");
        });

        foreach (var path in (string[])["/v1/changes?after=1", $"{directory.Path}/users?limit=1&as_of=2&cursor={list}", $"{directory.Path}/users?as_of=2", $"{directory.Path}/users?as_of=2020-01-01T00:00:00Z", $"{directory.Path}/edges?as_of=1"])
        {
            var problem = await api.RefusedAsync(HttpMethod.Get, path);
            (problem.Status, problem.Code).ShouldBe((410, "history_pruned"), path);
        }

        (await api.GetAsync<Page<Change>>("/v1/changes")).Items.Select(change => change.Seq).ShouldBe([3]);
        (await api.GetAsync<Page<Change>>("/v1/changes?after=2")).Items.Select(change => change.Seq).ShouldBe([3]);
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/users?as_of=3")).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task C12_The_history_of_one_object_has_its_versions_and_its_edges()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann"), Seed.User("bob"), Seed.Group("Staff"));
        var (ann, staff) = (directory[ResourceKind.User, "remote-ann"], directory[ResourceKind.Group, "group-Staff"]);
        await directory.JoinAsync(EdgeKind.MemberOf, ann, staff);
        await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-bob"], staff);
        await directory.PutAsync(Seed.User("ann", "Anna"));
        await directory.PartAsync(EdgeKind.MemberOf, ann, staff);
        await directory.EndAsync(ResourceKind.User, "remote-ann");
        await directory.PutAsync(Seed.User("ann", "Anna"));

        var history = (await api.GetAsync<Page<Change>>($"{directory.Path}/users/remote-ann/history")).Items;

        history.Select(change => change.Op).ShouldBe(["created", "deleted", "edge_removed", "updated", "edge_added", "created"]);
        history[0].Old.ShouldBeNull();
        history[3].ShouldSatisfyAllConditions(
            change => change.Old!.Value.GetProperty("name").GetString().ShouldBe("Ann"), change => change.New!.Value.GetProperty("name").GetString().ShouldBe("Anna"),
            change => change.Cause!.Kind.ShouldBe("sync_run"));
        (await api.GetAsync<Page<Change>>($"{directory.Path}/groups/{staff.Id}/history")).Items.Select(change => change.Op)
            .ShouldBe(["edge_removed", "edge_added", "edge_added", "created"]);

        var page = await api.GetAsync<Page<Change>>($"{directory.Path}/users/remote-ann/history?limit=4");
        (await api.GetAsync<Page<Change>>($"{directory.Path}/users/remote-ann/history?limit=4&cursor={page.Next}")).Items.Select(change => change.Op).ShouldBe(["edge_added", "created"]);
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users/nobody/history")).Code.ShouldBe("resource_not_found");
    }

    [Fact]
    public async Task Another_tenants_key_reads_neither_changes_nor_history()
    {
        var (directory, _) = await SeedAsync(Seed.User("ann"));
        var stranger = await hub.ApiAsync(ProductRoles.SuperAdministrator, await hub.TenantAsync());

        (await stranger.GetAsync<Page<Change>>("/v1/changes")).Items.ShouldBeEmpty();
        (await stranger.RefusedAsync(HttpMethod.Get, $"/v1/changes?directory={directory.Id}")).Status.ShouldBe(404);
        (await stranger.RefusedAsync(HttpMethod.Get, $"/v1/changes?tenant={directory.TenantName}")).Status.ShouldBe(404);
        (await stranger.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users/remote-ann/history")).Status.ShouldBe(404);
        (await stranger.RefusedAsync(HttpMethod.Get, $"{directory.Path}/edges")).Status.ShouldBe(404);
    }
}
