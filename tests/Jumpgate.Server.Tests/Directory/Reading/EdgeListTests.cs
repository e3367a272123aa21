using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class EdgeListTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly JumpgateHost hub = shared.Hub;

    private async Task<(SeededDirectory Directory, HttpClient Api)> SeedAsync()
    {
        var directory = await SeededDirectory.CreateAsync(hub);
        await directory.PutAsync(Seed.User("ann", "Ann"), Seed.User("bob", "Bob"), Seed.Group("Staff"), Seed.Application("Wiki"));
        return (directory, await hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName));
    }

    [Fact]
    public async Task Edges_are_found_by_kind_and_by_either_end()
    {
        var (directory, api) = await SeedAsync();
        var (ann, bob, staff, wiki) = Four(directory);
        var since = await directory.JoinAsync(EdgeKind.MemberOf, ann, staff);
        await directory.JoinAsync(EdgeKind.MemberOf, bob, staff);
        await directory.JoinAsync(EdgeKind.BoundTo, staff, wiki);

        var all = await api.GetAsync<Page<Edge>>($"{directory.Path}/edges");
        all.Total.ShouldBe(3);
        Show(all).ShouldBe(["Ann member_of Staff", "Bob member_of Staff", "Staff bound_to Wiki"]);
        all.Items[0].ShouldSatisfyAllConditions(
            edge => edge.From.ShouldBe(new ResourceRef("user", ann.Id, "Ann", "remote-ann")), edge => edge.Since.ShouldBe(since), edge => edge.SinceAt.ShouldNotBeNull());
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?kind=bound_to")).ShouldBe(["Staff bound_to Wiki"]);
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?from={bob.Id}")).ShouldBe(["Bob member_of Staff"]);
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?to={staff.Id}&kind=member_of")).ShouldBe(["Ann member_of Staff", "Bob member_of Staff"]);
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?from_kind=group&to_kind=application")).ShouldBe(["Staff bound_to Wiki"]);
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/edges?kind=likes")).Field.ShouldBe("kind");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/edges?from={Guid.NewGuid()}")).Code.ShouldBe("resource_not_found");
        (await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/edges?to=Staff")).Field.ShouldBe("to");
    }

    [Fact]
    public async Task As_of_answers_any_moment_on_edges_too()
    {
        var (directory, api) = await SeedAsync();
        var (ann, bob, staff, _) = Four(directory);
        var first = await directory.JoinAsync(EdgeKind.MemberOf, ann, staff);
        var both = await directory.JoinAsync(EdgeKind.MemberOf, bob, staff);
        await directory.PartAsync(EdgeKind.MemberOf, ann, staff);

        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?as_of={first}")).ShouldBe(["Ann member_of Staff"]);
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?as_of={both}&to={staff.Id}")).ShouldBe(["Ann member_of Staff", "Bob member_of Staff"]);
        Show(await api.GetAsync<Page<Edge>>($"{directory.Path}/edges")).ShouldBe(["Bob member_of Staff"]);
        (await api.GetAsync<Page<Resource>>($"{directory.Path}/groups?expand=edges&as_of={both}")).Items.Single().Edges!.To["member_of"].ShouldBe(2);
    }

    [Fact]
    public async Task Pages_of_edges_follow_each_other()
    {
        var directory = await SeededDirectory.CreateAsync(hub);
        await directory.PutAsync([.. Enumerable.Range(0, 9).Select(i => Seed.User($"u{i}")), Seed.Group("A"), Seed.Group("B")]);
        for (var i = 0; i < 9; i++) await directory.JoinAsync(EdgeKind.MemberOf, directory[ResourceKind.User, $"remote-u{i}"], directory[ResourceKind.Group, i < 5 ? "group-A" : "group-B"]);
        var api = await hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName);

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await api.GetAsync<Page<Edge>>($"{directory.Path}/edges?limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            if (cursor is null) await directory.PartAsync(EdgeKind.MemberOf, directory[ResourceKind.User, "remote-u7"], directory[ResourceKind.Group, "group-B"]);
            seen.AddRange(Show(page));
            cursor = page.Next;
        }
        while (cursor is not null);

        seen.ShouldBe([.. Enumerable.Range(0, 9).Select(i => $"u{i} member_of {(i < 5 ? "A" : "B")}")]);
    }

    [Fact]
    public async Task An_edge_is_seen_only_with_both_of_its_ends()
    {
        var (directory, api) = await SeedAsync();
        var (ann, _, staff, _) = Four(directory);
        await directory.JoinAsync(EdgeKind.MemberOf, ann, staff);
        await directory.EndAsync(ResourceKind.User, "remote-ann");

        (await api.GetAsync<Page<Edge>>($"{directory.Path}/edges")).Items.ShouldBeEmpty();
    }

    private static (Seeded Ann, Seeded Bob, Seeded Staff, Seeded Wiki) Four(SeededDirectory directory) => (
        directory[ResourceKind.User, "remote-ann"], directory[ResourceKind.User, "remote-bob"], directory[ResourceKind.Group, "group-Staff"],
        directory[ResourceKind.Application, "app-Wiki"]);

    private static List<string> Show(Page<Edge> page) => [.. page.Items.Select(edge => $"{edge.From.Name} {edge.Kind} {edge.To.Name}")];
}
