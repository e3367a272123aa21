using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Tests.Worlds;

public sealed class WorldsTests
{
    [Theory]
    [InlineData(1, 1, 5UL)]
    [InlineData(10, 10, 123456789UL)]
    [InlineData(1000, 200, 987654321987UL)]
    [InlineData(999_983, 5_000, ulong.MaxValue)]
    public void A_scattered_set_holds_each_index_once_and_knows_its_place(int total, int count, ulong chance)
    {
        var set = new ScatterSet(total, count, chance);
        var seen = new HashSet<int>();
        for (var i = 0; i < set.Count; i++)
        {
            var index = set.At(i);
            index.ShouldBeInRange(0, total - 1);
            seen.Add(index).ShouldBeTrue();
            set.PositionOf(index).ShouldBe(i);
        }

        Enumerable.Range(0, Math.Min(total, 2000)).Count(set.Contains).ShouldBe(Enumerable.Range(0, Math.Min(total, 2000)).Count(seen.Contains));
    }

    [Fact]
    public void Residue_and_range_sets_agree_with_counting()
    {
        IndexSet[] sets = [new ResidueSet([1, 4, 7], 10, 103), new RangeSet([(2, 5), (40, 44), (90, 91)])];
        foreach (var set in sets)
        {
            var members = Enumerable.Range(0, 200).Where(set.Contains).ToList();
            members.Count.ShouldBe(set.Count);
            Enumerable.Range(0, set.Count).Select(set.At).Order().ShouldBe(members);
            members.ShouldAllBe(i => set.At(set.PositionOf(i)) == i);
        }
    }

    [Fact]
    public void User_names_are_unique_and_lead_back_to_their_index()
    {
        var world = new World(new EmulatorOptions { Users = 60_000, Groups = 0, Devices = 0, Applications = 0 }, 0);
        var names = new HashSet<string>();
        for (var i = 0; i < 60_000; i++)
        {
            var name = world.People.Username(i);
            names.Add(name).ShouldBeTrue(name);
            world.People.Lookup.ByUsername(name).ShouldBe(i);
        }
    }

    [Fact]
    public void Ids_sort_by_index_and_lead_back_to_it()
    {
        var world = new World(new EmulatorOptions { Users = 5000 }, 0);
        var ids = Enumerable.Range(0, 5000).Select(i => world.Id(Kind.User, i)).ToList();
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        world.Ids.TryRead(ids[4321], out var kind, out var index, out _).ShouldBeTrue();
        (kind, index).ShouldBe((Kind.User, 4321));
    }

    [Fact]
    public void A_department_is_the_subtree_of_its_heads()
    {
        var world = new World(new EmulatorOptions { Users = 3000 }, 0);
        foreach (var department in Company.Departments)
        {
            var set = world.People.InDepartment(department);
            Enumerable.Range(0, 3000).Where(i => People.DepartmentOf(i)?.Name == department).ShouldBe(Enumerable.Range(0, set.Count).Select(set.At).Order());
        }
    }

    [Theory]
    [InlineData(GroupSizes.Company, 500, 40, 7_000)]
    [InlineData(GroupSizes.Company, 50, 5, 120)]
    [InlineData(GroupSizes.Equal, 1000, 50, 10_000)]
    [InlineData(GroupSizes.Company, 0, 3, 0)]
    public void Groups_hold_exactly_the_memberships_asked_for(GroupSizes sizes, int users, int groups, int memberships)
    {
        var world = new World(new EmulatorOptions { Users = users, Groups = groups, Memberships = memberships, GroupSizes = sizes }, 0);
        Enumerable.Range(0, groups).Sum(g => world.Groups.Members(g).Count).ShouldBe(memberships);
        if (sizes == GroupSizes.Equal)
            Enumerable.Range(0, groups).ShouldAllBe(g => world.Groups.Members(g).Count == memberships / groups && world.Groups.InnerGroups(g).Length == 0);
    }

    [Fact]
    public async Task The_same_arguments_and_clock_give_the_same_bytes_and_another_seed_gives_others()
    {
        var clock = new Insights.StillClock(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
        var first = await BytesAsync(7, clock);
        (await BytesAsync(7, clock)).ShouldBe(first);
        (await BytesAsync(8, clock)).ShouldNotBe(first);
    }

    [Fact]
    public void A_company_has_suspended_and_staged_people_and_managers_who_are_neither()
    {
        var world = new World(new EmulatorOptions { Users = 2000 }, 0);
        var states = Enumerable.Range(0, 2000).CountBy(world.People.State).ToDictionary();
        states["SUSPENDED"].ShouldBeInRange(20, 120);
        states["STAGED"].ShouldBeInRange(10, 90);
        Enumerable.Range(0, 2000).Where(world.People.IsManager).ShouldAllBe(i => world.People.State(i) == "ACTIVATED");
    }

    private static async Task<string> BytesAsync(int seed, TimeProvider clock)
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 60, Groups = 26, Devices = 20, Applications = 5, Seed = seed }, clock);
        var text = new System.Text.StringBuilder();
        foreach (var path in (string[])["/api/systemusers", "/api/users", "/api/systems", "/api/applications", "/api/v2/usergroups", "/api/v2/systemgroups", "/api/v2/roles", "/api/v2/applemdms", "/emulator/world"])
        {
            using var answer = await client.GetAsync(path + "?limit=100");
            text.Append(await answer.Content.ReadAsStringAsync());
        }

        return text.ToString();
    }

    [Fact]
    public async Task A_million_users_cost_little_memory_and_the_last_page_as_much_as_the_first()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 1_000_000, Groups = 20_000, Memberships = 10_000_000, Applications = 200, Admins = 500, Devices = 10_000 });
        var last = await client.ReadAsync("/api/systemusers?limit=100&skip=999900");
        last["results"]!.AsArray().Count.ShouldBe(100);
        var user = last["results"]![99]!;
        (await client.ReadAsync($"/api/systemusers?filter=username:$eq:{user["username"]}"))["results"]![0]!["id"]!.ToString().ShouldBe((string)user["id"]!);
        var everyone = client.Emulator.World.GroupId(0);
        (await client.ReadAsync($"/api/v2/usergroups/{everyone}/members?limit=100&skip=999950")).AsArray().Count.ShouldBe(50);
        (await client.ReadAsync($"/api/v2/users/{user["id"]}/memberof?limit=100")).AsArray().Count.ShouldBeGreaterThan(2);
        GC.Collect();
        GC.GetTotalMemory(forceFullCollection: true).ShouldBeLessThan(200L * 1024 * 1024);
    }
}
