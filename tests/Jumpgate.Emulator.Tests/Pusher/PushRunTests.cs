namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class PushRunTests
{
    [Fact]
    public async Task A_push_without_a_change_sends_nothing()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 40, Groups = 6, Applications = 0, Devices = 0 });
        await organization.DoAsync("bind-group", new { groups = new[] { "all" } });
        organization.Target.Clear();
        var answer = await organization.DoAsync("push");
        organization.Target.Requests.ShouldBeEmpty();
        ((int)answer["requests"]!["total"]!).ShouldBe(0);
        ((int)answer["users"]!["unchanged"]!).ShouldBe(organization.Target.Users.Count);
    }

    [Fact]
    public async Task What_moves_by_itself_in_JumpCloud_is_no_change()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 40, Groups = 6, Applications = 0, Devices = 0 });
        await organization.DoAsync("bind-group", new { groups = new[] { "all" }, attributes = "enterprise" });
        organization.Console.Emulator.World.MoveVolatile();
        (await organization.WritesAsync("push")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bindings_made_in_the_console_are_pushed_too()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var application = (string)(await organization.DoAsync("activate"))["application"]!["id"]!;
        await organization.Console.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/associations", new { op = "add", type = "application", id = application }, 204);
        await organization.DoAsync("push");
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
        await organization.Console.WriteAsync(HttpMethod.Post, $"/api/v2/applications/{application}/associations", new { op = "remove", type = "user_group", id = group }, 204);
        await organization.DoAsync("push");
        organization.Target.MembersOf("Engineering").ShouldBeEmpty();
    }

    [Fact]
    public async Task Binding_shows_in_the_graph_and_as_an_event()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var group = await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var application = (string)(await organization.DoAsync("bind-group", new { group }))["application"]!["id"]!;
        (await organization.Console.AllAsync($"/api/v2/applications/{application}/usergroups")).Single()["id"]!.ToString().ShouldBe(group);
        var events = await organization.EventsAsync("association_change");
        events.ShouldContain(e => (string?)e["association"]!["connection"]!["from"]!["object_id"] == application && (string?)e["association"]!["action_source"] == "manual");
    }

    [Fact]
    public async Task An_application_that_has_groups_bound_pushes_them_when_it_is_activated()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 30, Groups = 6, Applications = 1, Devices = 0 });
        var application = organization.Console.Emulator.World.ApplicationId(0);
        var bound = await organization.Console.AllAsync($"/api/v2/applications/{application}/usergroups");
        var answer = await organization.DoAsync("activate", new { application });
        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        bound.Count.ShouldBeGreaterThan(0);
        organization.Target.Groups.Count.ShouldBe(bound.Count);
    }

    [Fact]
    public async Task Nothing_is_pushed_after_deactivation()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("deactivate");
        (await organization.WritesAsync("bind-group")).ShouldBeEmpty();
        await organization.DoAsync("activate");
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Binding_without_pushing_waits_for_the_next_push()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group", new { push = false });
        organization.Target.Requests.ShouldBeEmpty();
        await organization.DoAsync("push");
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task A_push_can_be_kept_to_some_people()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var (ana, bo) = (await organization.HireAsync("ana"), await organization.HireAsync("bo"));
        await organization.GroupAsync("Engineering", ana, bo);
        await organization.DoAsync("bind-group", new { push = false });
        await organization.DoAsync("push", new { users = new[] { "bo" } });
        organization.Target.NamesIn("Engineering").ShouldBe(["bo"]);
        await organization.DoAsync("push", new { users = new[] { ana } });
        organization.Target.NamesIn("Engineering").ShouldBe(["ana", "bo"]);
    }

    [Fact]
    public async Task A_push_with_nothing_bound_says_so()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var answer = await organization.DoAsync("push");
        ((bool)answer["success"]!).ShouldBeTrue();
        ((string)answer["message"]!).ShouldContain("No user group is bound");
        organization.Target.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_deleted_in_JumpCloud_leaves_groups_empty_and_people_inactive()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        var application = (string)(await organization.DoAsync("bind-group"))["application"]!["id"]!;
        await organization.Console.WriteAsync(HttpMethod.Delete, $"/api/applications/{application}", null, 200);
        await organization.DoAsync("push");
        organization.Target.MembersOf("Engineering").ShouldBeEmpty();
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeFalse();
        ((string)(await organization.DoAsync("bind-group", status: 400))["message"]!).ShouldContain("deleted");
    }

    [Fact]
    public async Task Two_targets_are_kept_apart()
    {
        await using var organization = await PushedOrganization.StartAsync();
        await using var other = await FakeScimServer.StartAsync();
        await organization.GroupAsync("Engineering", await organization.HireAsync("ana"));
        await organization.DoAsync("bind-group");
        other.Requests.ShouldBeEmpty();
        await organization.DoAsync("bind-group", new { baseUrl = other.Url });
        other.NamesIn("Engineering").ShouldBe(["ana"]);
        organization.Target.Clear();
        await organization.DoAsync("unbind-group", new { baseUrl = other.Url });
        organization.Target.Requests.ShouldBeEmpty();
        organization.Target.NamesIn("Engineering").ShouldBe(["ana"]);
    }

    [Fact]
    public async Task Managers_get_the_id_the_target_gave_them_whatever_the_order()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var boss = await organization.HireAsync("boss");
        await organization.ChangeAsync(ana, new { manager = boss });
        await organization.GroupAsync("Engineering", ana, boss);
        await organization.DoAsync("bind-group", new { attributes = "enterprise" });
        var bossId = organization.Target.Users.Single(u => (string?)u.Value["userName"] == "boss").Key;
        ((string?)organization.Target.User("ana")[AttributeMapTests.Enterprise]!["manager"]!["value"]).ShouldBe(bossId);
        (await organization.WritesAsync("push")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_map_sends_everybody_anew()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 10, Groups = 1, GroupSizes = GroupSizes.Equal, Applications = 0, Devices = 0 });
        await organization.DoAsync("bind-group");
        var writes = await organization.WritesAsync("push", new { mapping = new { title = "jobTitle" } });
        writes.Count.ShouldBe(organization.Target.Users.Count);
        organization.Target.Users.Values.ShouldAllBe(u => u["title"] != null);
    }

    [Fact]
    public async Task Parallel_requests_reach_the_same_end_as_one_after_another()
    {
        await using var organization = await PushedOrganization.StartAsync(new() { Users = 300, Groups = 12, Applications = 0, Devices = 0 });
        await using var other = await FakeScimServer.StartAsync();
        await organization.DoAsync("bind-group", new { group = "all" });
        await organization.DoAsync("bind-group", new { group = "all", baseUrl = other.Url, parallel = 8 });
        Names(other).ShouldBe(Names(organization.Target));
        Names(other).Count.ShouldBeGreaterThan(5);
    }

    private static List<string> Names(FakeScimServer server)
        => [.. server.Groups.Values.Select(g => $"{g.Name}: {string.Join(' ', g.Members.Select(m => (string)server.Users[m]["userName"]!).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)];
}
