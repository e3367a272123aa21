using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Knobs;

public sealed class KnobsTests
{
    private static readonly EmulatorOptions Small = new() { Users = 40, Groups = 26, Devices = 10, Applications = 4 };

    [Fact]
    public async Task The_benchmark_world_needs_1316_reads_and_a_reader_that_makes_them_finds_every_edge()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions
        {
            Users = 10_000,
            Groups = 500,
            Memberships = 100_000,
            Applications = 100,
            Admins = 200,
            Devices = 500,
            GroupSizes = GroupSizes.Equal,
        });
        var world = await client.ReadAsync("/emulator/world");
        ((int)world["minRequests"]!).ShouldBe(1316);
        ((long)world["edges"]!["groupMembers"]!).ShouldBe(100_000);
        ((long)world["edges"]!["user_group-application"]!).ShouldBe(300);
        ((long)world["edges"]!["user-application"]!).ShouldBe(500);
    }

    [Fact]
    public async Task A_reader_of_everything_makes_exactly_the_fewest_requests()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Users = 230, Admins = 3 });
        var world = await client.ReadAsync("/emulator/world");
        client.Emulator.Stats.Reset();
        var edges = 0L;
        await client.ReadAsync("/api/organizations");
        foreach (var path in (string[])["/api/systemusers", "/api/users", "/api/v2/roles"])
            await ListAsync(client, path);
        foreach (var (list, kinds) in ((string, string[])[])
            [("/api/v2/usergroups", []), ("/api/v2/systemgroups", ["user", "user_group"]), ("/api/systems", ["user", "user_group"]), ("/api/applications", ["user", "user_group"])])
        {
            foreach (var item in await ListAsync(client, list))
            {
                var collection = list.Replace("/api/v2/", "", StringComparison.Ordinal).Replace("/api/", "", StringComparison.Ordinal);
                if (list.EndsWith("groups", StringComparison.Ordinal))
                    edges += (await ListAsync(client, $"{list}/{item["id"]}/members")).Count;
                foreach (var kind in kinds)
                    edges += (await ListAsync(client, $"/api/v2/{collection}/{item["id"]}/associations?targets={kind}")).Count;
            }
        }

        client.Emulator.Stats.Requests.ShouldBe((long)world["minRequests"]!);
        edges.ShouldBe((long)world["counts"]!["edges"]!);
    }

    [Fact]
    public async Task Moving_the_volatile_fields_moves_only_them()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        await client.WriteAsync(HttpMethod.Put, $"/api/systemusers/{client.Emulator.World.UserId(6)}", new { jobTitle = "Written" }, 200);
        var before = await SnapshotAsync(client);
        var hash = (string)(await client.ReadAsync("/emulator/world"))["edgeHash"]!;
        await client.WriteAsync(HttpMethod.Post, "/emulator/world", new { moveVolatile = true }, 200);
        var after = await SnapshotAsync(client);
        var moved = before.Keys.Where(key => before[key] != after[key]).Select(key => key[(key.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Distinct().Order().ToList();
        moved.ShouldBe(["addresses", "attributes", "lastContact", "lastWhatsNewChecked", "phoneNumbers", "policyStats", "sessionCount"]);
        ((string)(await client.ReadAsync("/emulator/world"))["edgeHash"]!).ShouldBe(hash);
    }

    [Fact]
    public async Task Every_write_of_an_edge_moves_the_edge_hash_and_undoing_it_moves_it_back()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var hash = (string)(await client.ReadAsync("/emulator/world"))["edgeHash"]!;
        var group = (await client.AllAsync("/api/v2/usergroups")).Last();
        var member = (string)(await client.AllAsync($"/api/v2/usergroups/{group["id"]}/members"))[0]["to"]!["id"]!;
        await client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group["id"]}/members", new { op = "remove", type = "user", id = member }, 204);
        ((string)(await client.ReadAsync("/emulator/world"))["edgeHash"]!).ShouldNotBe(hash);
        await client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group["id"]}/members", new { op = "add", type = "user", id = member }, 204);
        ((string)(await client.ReadAsync("/emulator/world"))["edgeHash"]!).ShouldBe(hash);
    }

    [Fact]
    public async Task A_rate_limit_answers_429_without_retry_after()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { RateLimit = 3 });
        List<int> statuses = [];
        for (var i = 0; i < 8; i++)
        {
            using var answer = await client.GetAsync("/api/organizations");
            statuses.Add((int)answer.StatusCode);
            answer.Headers.Contains("Retry-After").ShouldBeFalse();
        }

        statuses.Count(s => s == 200).ShouldBeInRange(3, 6);
        statuses.ShouldContain(429);
    }

    [Fact]
    public async Task Latency_and_switches_are_turned_over_http()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        await client.WriteAsync(HttpMethod.Post, "/emulator/switches", new { latency = "150ms", linkHeader = true, refuseLargePages = true }, 200);
        var watch = Stopwatch.StartNew();
        using (var answer = await client.GetAsync("/api/v2/usergroups?limit=5"))
            answer.Headers.GetValues("Link").Single().ShouldContain("skip=5");
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(140));
        await client.ReadAsync("/api/systemusers?limit=101", 400);
        await client.WriteAsync(HttpMethod.Post, "/emulator/switches", new { gravity = false }, 400);
    }

    [Fact]
    public async Task Odd_fields_are_written_past_all_rules_and_without_an_event()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var id = client.Emulator.World.UserId(2);
        await client.WriteAsync(HttpMethod.Post, "/emulator/world", new { set = new { id, fields = new { state = "HIBERNATING", tomorrow = new[] { 1 }, lastname = new string('ü', 3000) } } }, 200);
        client.Emulator.World.Set(client.Emulator.World.GroupId(1), new JsonObject { ["type"] = "crowd" });
        var user = await client.ReadAsync($"/api/systemusers/{id}");
        ((string)user["state"]!).ShouldBe("HIBERNATING");
        ((int)user["tomorrow"]![0]!).ShouldBe(1);
        ((string)(await client.ReadAsync("/api/v2/usergroups?limit=2"))[1]!["type"]!).ShouldBe("crowd");
        var events = await client.WriteAsync(HttpMethod.Post, "/insights/directory/v1/events", new { service = new[] { "all" }, start_time = "2020-01-01T00:00:00Z" }, 200);
        events!.AsArray().ShouldBeEmpty();
        await client.WriteAsync(HttpMethod.Post, "/emulator/world", new { set = new { id = "5a1234567890abcdef123456", fields = new { } } }, 400);
    }

    [Fact]
    public async Task An_organization_with_nothing_lists_nothing()
    {
        await using var client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 0, Admins = 0, Groups = 0, Memberships = 0, Devices = 0, Applications = 0, Roles = 0 });
        foreach (var path in (string[])["/api/systemusers", "/api/systems", "/api/applications"])
            (await client.ReadAsync(path)).ToJsonString().ShouldBe("""{"totalCount":0,"results":[]}""");
        (await client.ReadAsync("/api/v2/usergroups")).AsArray().ShouldBeEmpty();
        var world = await client.ReadAsync("/emulator/world");
        ((int)world["minRequests"]!).ShouldBe(8);
        ((long)world["counts"]!["edges"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Credentials_are_handed_out_over_http()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        var key = (string)(await client.WriteAsync(HttpMethod.Post, "/emulator/credentials", new { kind = "api_key", role = "Billing Only" }, 200))!["apiKey"]!;
        using var answer = await client.SendAsync(HttpMethod.Get, "/api/systemusers", key: key);
        ((int)answer.StatusCode).ShouldBe(403);
        await client.WriteAsync(HttpMethod.Post, "/emulator/credentials", new { role = "Emperor" }, 400);
    }

    [Fact]
    public async Task Stats_count_routes_bytes_and_what_is_under_way_at_once()
    {
        await using var client = await EmulatorClient.StartAsync(Small with { Latency = TimeSpan.FromMilliseconds(100) });
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => client.ReadAsync($"/api/systemusers?limit=1&skip={i}")));
        var stats = await client.ReadAsync("/emulator/stats");
        ((int)stats["routes"]!["GET /api/systemusers"]!["requests"]!).ShouldBe(5);
        ((int)stats["highestInFlight"]!).ShouldBeInRange(2, 5);
        ((long)stats["bytes"]!).ShouldBeGreaterThan(1000);
    }

    private static async Task<List<JsonNode>> ListAsync(EmulatorClient client, string path)
    {
        List<JsonNode> all = [];
        while (true)
        {
            using var answer = await client.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}limit=100&skip={all.Count}");
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            all.AddRange((page as JsonArray ?? page["results"]!.AsArray()).Select(i => i!));
            var total = page is JsonArray ? int.Parse(answer.Headers.GetValues("x-total-count").Single(), System.Globalization.CultureInfo.InvariantCulture) : (int)page["totalCount"]!;
            if (all.Count >= total)
                return all;
        }
    }

    private static async Task<Dictionary<string, string>> SnapshotAsync(EmulatorClient client)
    {
        Dictionary<string, string> fields = [];
        foreach (var path in (string[])["/api/systemusers", "/api/users", "/api/systems", "/api/applications", "/api/v2/usergroups", "/api/v2/systemgroups", "/api/v2/roles"])
        {
            foreach (var item in await client.AllAsync(path))
            {
                foreach (var (name, value) in item.AsObject())
                    fields[$"{item["id"]} {name}"] = value?.ToJsonString() ?? "null";
            }
        }

        return fields;
    }

    [Fact]
    public async Task What_the_emulator_does_not_play_is_said_clearly()
    {
        await using var client = await EmulatorClient.StartAsync(Small);
        ((string)(await client.ReadAsync("/emulator/tides", 404))["message"]!).ShouldContain("faults");
        await client.ReadAsync("/emulator/world?organization=nobody", 400);
    }
}
