using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2;

public sealed class GroupsTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 120, Groups = 30, Devices = 12, Applications = 4 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_group_is_made_201_changed_200_and_deleted_204()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = "Night Shift", description = "x" }, 201))!;
        ((string)made["type"]!).ShouldBe("user_group");
        await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = "Night Shift" }, 409);
        await _client.WriteAsync(HttpMethod.Post, "/api/v2/systemgroups", new { name = "Night Shift" }, 201);
        var changed = (await _client.WriteAsync(HttpMethod.Put, $"/api/v2/usergroups/{made["id"]}", new { description = "y" }, 200))!;
        ((string)changed["name"]!).ShouldBe("Night Shift");
        (await _client.WriteAsync(HttpMethod.Delete, $"/api/v2/usergroups/{made["id"]}", null, 204)).ShouldBeNull();
        (await _client.ReadAsync($"/api/v2/usergroups/{made["id"]}", 404))["status"]!.ToString().ShouldBe("NOT_FOUND");
        _client.Emulator.Switches = _client.Emulator.Switches with { DeleteAnswersBody = true };
        await _client.WriteAsync(HttpMethod.Delete, $"/api/v2/usergroups/{_client.Emulator.World.GroupId(25)}", null, 200);
    }

    [Fact]
    public async Task A_member_is_added_once_and_removed_once()
    {
        var group = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = "Pair" }, 201))!["id"]!.ToString();
        var user = _client.Emulator.World.UserId(5);
        var path = $"/api/v2/usergroups/{group}/members";
        (await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "user", id = user }, 204)).ShouldBeNull();
        (await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "user", id = user }, 409))!["message"]!.ToString().ShouldBe("Already Exists");
        (await _client.ReadAsync(path)).AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldBe($$$"""{"attributes":null,"to":{"attributes":null,"id":"{{{user}}}","type":"user"}}""");
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "remove", type = "user", id = user }, 204);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "remove", type = "user", id = user }, 404);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "system", id = user }, 400);
    }

    [Fact]
    public async Task Members_of_the_world_can_be_removed_and_come_back_where_they_were()
    {
        var group = _client.Emulator.World.GroupId(29);
        var path = $"/api/v2/usergroups/{group}/members";
        var before = (await _client.AllAsync(path)).Select(m => (string)m["to"]!["id"]!).ToList();
        before.Count.ShouldBeGreaterThan(2);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "remove", type = "user", id = before[1] }, 204);
        (await _client.AllAsync(path)).Select(m => (string)m["to"]!["id"]!).ShouldBe([before[0], .. before[2..]]);
        await _client.WriteAsync(HttpMethod.Post, path, new { op = "add", type = "user", id = before[1] }, 204);
        (await _client.AllAsync(path)).Select(m => (string)m["to"]!["id"]!).ShouldBe(before);
    }

    [Fact]
    public async Task Nested_groups_stand_among_the_members_and_their_people_in_the_membership()
    {
        var union = (await _client.AllAsync("/api/v2/usergroups")).First(g => (string)g["name"]! == "Technology");
        var inner = (await _client.AllAsync($"/api/v2/usergroups/{union["id"]}/members")).ToList();
        inner.ShouldAllBe(m => (string)m["to"]!["type"]! == "user_group");
        inner.Count.ShouldBe(2);
        var all = await _client.AllAsync($"/api/v2/usergroups/{union["id"]}/membership");
        var expected = new HashSet<string>();
        foreach (var group in inner)
        {
            foreach (var member in await _client.AllAsync($"/api/v2/usergroups/{group["to"]!["id"]}/members"))
                expected.Add((string)member["to"]!["id"]!);
        }

        all.Select(m => (string)m["id"]!).ShouldBe(expected, ignoreOrder: true);
        all[0]["paths"]!.AsArray().ShouldHaveSingleItem()!.AsArray().Count.ShouldBe(2);
        (await _client.ReadAsync($"/api/v2/usergroups/{inner[0]["to"]!["id"]}/memberof")).AsArray().ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe((string)union["id"]!);
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{inner[0]["to"]!["id"]}/members", new { op = "add", type = "user_group", id = (string)union["id"]! }, 400);
    }

    [Fact]
    public async Task Memberof_gives_every_route_to_a_group()
    {
        var engineer = (await _client.AllAsync("/api/systemusers?filter=department:$eq:Engineering"))[0]["id"]!.ToString();
        var groups = await _client.AllAsync($"/api/v2/users/{engineer}/memberof");
        var names = (await _client.AllAsync("/api/v2/usergroups")).ToDictionary(g => (string)g["id"]!, g => (string)g["name"]!);
        var technology = groups.First(g => names[(string)g["id"]!] == "Technology");
        technology["paths"]![0]!.AsArray().Select(step => names[(string)step!["to"]!["id"]!]).ShouldBe(["Engineering", "Technology"]);
        (await _client.ReadAsync($"/api/v2/users/{engineer}/memberof?filter=object_id:eq:{technology["id"]}")).AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dynamic_group_follows_its_people()
    {
        var sales = (await _client.AllAsync("/api/v2/usergroups")).First(g => (string)g["name"]! == "Sales")["id"]!.ToString();
        var engineer = (await _client.AllAsync("/api/systemusers?filter=department:$eq:Engineering"))[3]["id"]!.ToString();
        await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{sales}/members", new { op = "add", type = "user", id = engineer }, 400);
        await _client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{engineer}", new { department = "Sales" }, 200);
        (await _client.AllAsync($"/api/v2/usergroups/{sales}/members")).ShouldContain(m => (string)m["to"]!["id"]! == engineer);
        (await _client.AllAsync($"/api/v2/users/{engineer}/memberof")).ShouldNotContain(g => ((string)g["id"]!).Length == 0);
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", JsonNode.Parse("""
            {"name":"Madrid by query","membershipMethod":"DYNAMIC_AUTOMATED","memberQuery":{"queryType":"FilterQuery","filters":["{\"field\":\"location\",\"operator\":\"eq\",\"value\":\"Madrid\"}"]}}
            """), 201))!;
        (await _client.AllAsync($"/api/v2/usergroups/{made["id"]}/members")).Count.ShouldBe((await _client.AllAsync("/api/systemusers?filter=location:$eq:Madrid")).Count);
    }

    [Fact]
    public async Task A_group_under_review_suggests_and_takes_what_is_accepted()
    {
        var made = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", JsonNode.Parse("""
            {"name":"Under review","membershipMethod":"DYNAMIC_REVIEW_REQUIRED","memberQuery":{"queryType":"FilterQuery","filters":[{"field":"location","operator":"eq","value":"Tokyo"}]}}
            """), 201))!;
        var open = await _client.AllAsync($"/api/v2/usergroups/{made["id"]}/suggestions");
        open.ShouldNotBeEmpty();
        var first = (string)open[0]["object"]!["id"]!;
        var taken = (await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{made["id"]}/suggestions", new { user_ids = new[] { first, "nobody" } }, 200))!;
        taken[0]!["suggestions_found"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe(first);
        (await _client.AllAsync($"/api/v2/usergroups/{made["id"]}/suggestions")).Count.ShouldBe(open.Count - 1);
    }

    [Fact]
    public async Task The_list_of_all_groups_filters_and_counts_unfiltered_when_asked()
    {
        using var answer = await _client.GetAsync("/api/v2/groups?filter=type:eq:system_group&limit=100", r => r.Headers.Add("x-unfiltered-total-count", "1"));
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().ShouldAllBe(g => (string)g!["type"]! == "system_group");
        answer.Headers.GetValues("x-total-count").Single().ShouldBe("6");
        answer.Headers.GetValues("x-unfiltered-total-count").Single().ShouldBe("36");
        (await _client.ReadAsync("/api/v2/usergroups?filter=name:eq:All%20Users")).AsArray().Count.ShouldBe(1);
        await _client.ReadAsync("/api/v2/usergroups?filter=name:$gte", 400);
    }
}
