using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class DiffTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly JumpgateHost hub = shared.Hub;

    private async Task<(SeededDirectory Directory, HttpClient Api)> SeedAsync(params List<Seed> seeds)
    {
        var directory = await SeededDirectory.CreateAsync(hub);
        await directory.PutAsync(seeds);
        return (directory, await hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName));
    }

    [Fact]
    public async Task A_diff_shows_each_thing_once_by_its_two_ends()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann", "Ann"), Seed.User("bob"), Seed.User("cid"), Seed.Group("Staff"));
        var (ann, staff) = (directory[ResourceKind.User, "remote-ann"], directory[ResourceKind.Group, "group-Staff"]);
        var from = await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-cid"], staff);
        await directory.PutAsync(Seed.User("ann", "Anne"));
        await directory.PutAsync(Seed.User("dan"), Seed.User("eve"));
        await directory.JoinAsync(EdgeKind.MemberOf, ann, staff);
        await directory.PartAsync(EdgeKind.MemberOf, ann, staff);
        await directory.PartAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-cid"], staff);
        await directory.EndAsync(ResourceKind.User, "remote-eve");
        await directory.EndAsync(ResourceKind.User, "remote-bob");
        await directory.PutAsync(Seed.User("cid", "There"));
        await directory.PutAsync(Seed.User("cid"));
        var to = await directory.PutAsync(Seed.User("ann", "Anna"));

        var diff = await api.GetAsync<Diff>($"{directory.Path}/diff?from={from}&to={to}");

        (diff.From, diff.To, diff.Next).ShouldBe((from, to, null));
        Show(diff.Items).ShouldBe(["created dan", "edge_removed cid", "deleted bob", "updated Anna"]);
        var renamed = diff.Items[^1];
        renamed.Old!.Value.GetProperty("name").GetString().ShouldBe("Ann");
        renamed.New!.Value.GetProperty("name").GetString().ShouldBe("Anna");
        Show((await api.GetAsync<Diff>($"{directory.Path}/diff?from={to}")).Items).ShouldBeEmpty();
        (await api.GetAsync<Diff>($"{directory.Path}/diff?from={from}&mode=all")).Items.Count.ShouldBe((int)(to - from));
        (await api.GetAsync<Diff>($"{directory.Path}/diff?from=0&to={from}")).Items.Select(change => change.Op).ShouldBe(["created", "created", "created", "created", "edge_added"]);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("all")]
    public async Task Pages_of_a_diff_follow_each_other(string mode)
    {
        var (directory, api) = await SeedAsync([.. Enumerable.Range(0, 11).Select(i => Seed.User($"u{i:00}"))]);
        for (var i = 0; i < 11; i += 2) await directory.EndAsync(ResourceKind.User, $"remote-u{i:00}");
        var whole = await api.GetAsync<Diff>($"{directory.Path}/diff?from=3&mode={mode}");

        List<Change> paged = [];
        string? cursor = null;
        do
        {
            var page = await api.GetAsync<Diff>($"{directory.Path}/diff?from=3&mode={mode}&limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            if (cursor is null) await directory.PutAsync(Seed.User("late"));
            paged.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Show(paged).ShouldBe(Show(whole.Items));
        paged.Count.ShouldBe(mode == "net" ? 6 : 14);
    }

    [Fact]
    public async Task Access_gained_and_lost_follows_groups_nesting_and_bindings()
    {
        var device = new Seed(ResourceKind.Device, "laptop", "Laptop");
        var (directory, api) = await SeedAsync(
            Seed.User("ann"), Seed.User("bob"), Seed.User("cid"), Seed.Group("Inner"), Seed.Group("Outer"), Seed.Application("Wiki"), Seed.Application("Mail"), device,
            new Seed(ResourceKind.DeviceGroup, "pool", "Pool"));
        Seeded User(string name) => directory[ResourceKind.User, $"remote-{name}"];
        var (inner, outer, pool) = (directory[ResourceKind.Group, "group-Inner"], directory[ResourceKind.Group, "group-Outer"], directory[ResourceKind.DeviceGroup, "pool"]);
        await directory.JoinAsync(EdgeKind.BoundTo, outer, directory[ResourceKind.Application, "app-Wiki"]);
        await directory.JoinAsync(EdgeKind.MemberOf, User("ann"), inner);
        await directory.JoinAsync(EdgeKind.BoundTo, User("cid"), directory[ResourceKind.Application, "app-Mail"]);
        await directory.JoinAsync(EdgeKind.BoundTo, User("bob"), pool);
        await directory.JoinAsync(EdgeKind.MemberOf, User("bob"), outer);
        var from = await directory.JoinAsync(EdgeKind.BoundTo, inner, directory[ResourceKind.Application, "app-Mail"]);
        await directory.JoinAsync(EdgeKind.NestedIn, inner, outer);
        await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.Device, "laptop"], pool);
        await directory.PartAsync(EdgeKind.BoundTo, User("cid"), directory[ResourceKind.Application, "app-Mail"]);
        await directory.JoinAsync(EdgeKind.MemberOf, User("bob"), inner);

        var access = (await api.GetAsync<Diff>($"{directory.Path}/diff?from={from}")).Access!;

        access.Complete.ShouldBeTrue();
        access.Gained.Select(edge => $"{edge.Principal.Name} {edge.Resource.Name}").Order().ShouldBe(["ann Wiki", "bob Laptop", "bob Mail"]);
        access.Lost.Select(edge => $"{edge.Principal.Name} {edge.Resource.Name}").ShouldBe(["cid Mail"]);
    }

    [Fact]
    public async Task A_diff_takes_moments_as_sequences_and_times_and_refuses_others()
    {
        var (directory, api) = await SeedAsync(Seed.User("ann"));

        (await api.GetAsync<Diff>($"{directory.Path}/diff?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")).Items.Single().Op.ShouldBe("created");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/diff")).Field.ShouldBe("from");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/diff?from=1&to=0")).Field.ShouldBe("from");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/diff?from={Guid.NewGuid()}")).Detail!.ShouldContain("no run");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/diff?from=0&mode=some")).Field.ShouldBe("mode");
        var stranger = await hub.ApiAsync(ProductRoles.SuperAdministrator, await hub.TenantAsync());
        (await stranger.RefusedAsync(HttpMethod.Get, $"{directory.Path}/diff?from=0")).Status.ShouldBe(404);
    }

    private static List<string> Show(IEnumerable<Change> changes) => [.. changes.Select(change => $"{change.Op} {change.Name}")];
}
