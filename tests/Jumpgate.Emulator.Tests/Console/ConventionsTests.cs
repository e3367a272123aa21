using System.Net;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console;

public sealed class ConventionsTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 250, Groups = 30, Devices = 40 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_v1_list_is_an_envelope_without_a_count_header()
    {
        using var answer = await _client.GetAsync("/api/systemusers?limit=7&skip=3");
        var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)page["totalCount"]!).ShouldBe(250);
        page["results"]!.AsArray().Count.ShouldBe(7);
        page["results"]![0]!["_id"]!.ToString().ShouldBe(page["results"]![0]!["id"]!.ToString());
        answer.Headers.Contains("x-total-count").ShouldBeFalse();
        answer.Headers.Contains("Link").ShouldBeFalse();
    }

    [Fact]
    public async Task A_v2_list_is_a_bare_array_with_the_total_in_a_header()
    {
        using var answer = await _client.GetAsync("/api/v2/usergroups?limit=5");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Count.ShouldBe(5);
        answer.Headers.GetValues("x-total-count").ShouldBe(["30"]);
    }

    [Fact]
    public async Task A_list_gives_ten_unless_asked_and_never_more_than_a_hundred()
    {
        (await _client.ReadAsync("/api/systemusers"))["results"]!.AsArray().Count.ShouldBe(10);
        (await _client.ReadAsync("/api/systemusers?limit=5000"))["results"]!.AsArray().Count.ShouldBe(100);
        (await _client.ReadAsync("/api/systemusers?skip=900"))["results"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Pages_together_hold_every_user_once()
    {
        var users = await _client.AllAsync("/api/systemusers?sort=_id");
        users.Count.ShouldBe(250);
        users.Select(u => (string)u["id"]!).ShouldBeUnique();
        users.Select(u => (string)u["id"]!).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Fields_are_separated_by_spaces_in_v1_and_by_commas_in_v2()
    {
        var user = (await _client.ReadAsync("/api/systemusers?limit=1&fields=email%20username"))["results"]![0]!.AsObject();
        user.Select(p => p.Key).ShouldBe(["_id", "email", "id", "username"], ignoreOrder: true);
        var group = (await _client.ReadAsync("/api/v2/usergroups?limit=1&fields=name,type"))[0]!.AsObject();
        group.Select(p => p.Key).ShouldBe(["id", "name", "type"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_before_the_route_is_looked_at()
    {
        using var answer = await _client.SendAsync(HttpMethod.Get, "/api/no-such-route", key: "wrong");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Unauthorized","message":"Unauthorized: api key user not found"}""");
    }

    [Fact]
    public async Task No_credential_leads_to_the_login_page()
    {
        using var answer = await _client.Http.GetAsync(new Uri("/api/systemusers", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.ToString().ShouldBe("/login");
    }

    [Fact]
    public async Task An_unknown_route_is_not_found_and_counted()
    {
        (await _client.ReadAsync("/api/v2/no-such-thing", 404))["message"]!.ToString().ShouldBe("Not Found");
        _client.Emulator.Stats.Unknown.Keys.ShouldContain("GET /api/v2/no-such-thing");
    }

    [Fact]
    public async Task An_entity_tag_answers_304_while_nothing_changes()
    {
        using var first = await _client.GetAsync("/api/systemusers?limit=2");
        var tag = first.Headers.ETag!.ToString();
        tag.ShouldStartWith("W/\"");
        using var second = await _client.GetAsync("/api/systemusers?limit=2", r => r.Headers.TryAddWithoutValidation("If-None-Match", tag));
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("PUT", "/api/systemusers/{user}", "{\"email\":7}")]
    [InlineData("POST", "/api/v2/usergroups", "{\"name\":{}}")]
    [InlineData("POST", "/api/v2/users/{user}/associations", "{\"op\":1,\"type\":\"application\",\"id\":2}")]
    [InlineData("POST", "/api/systemusers", "{\"username\":")]
    public async Task A_body_of_the_wrong_form_is_a_bad_request(string method, string path, string body)
    {
        using var answer = await _client.SendAsync(new HttpMethod(method), path.Replace("{user}", _client.Emulator.World.UserId(0), StringComparison.Ordinal), null,
            r => r.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        ((int)answer.StatusCode).ShouldBe(400);
        ((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!).ShouldBe("INVALID_ARGUMENT");
    }

    [Theory]
    [InlineData("/api/systemusers")]
    [InlineData("/api/v2/iplists")]
    public async Task A_head_request_is_a_get_without_the_body(string path)
    {
        using var get = await _client.GetAsync(path);
        using var head = await _client.SendAsync(HttpMethod.Head, path);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe((await get.Content.ReadAsByteArrayAsync()).Length);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
    }

    [Fact]
    public async Task Different_bodies_of_one_length_have_different_entity_tags()
    {
        HashSet<string> tags = [];
        for (var i = 0; i < 10; i++)
        {
            var name = $"Tag {i}";
            var made = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name }, 201))!;
            using var answer = await _client.GetAsync($"/api/v2/usergroups/{made["id"]}?fields=name");
            var again = (await _client.GetAsync($"/api/v2/usergroups/{made["id"]}?fields=name")).Headers.ETag;
            answer.Headers.ETag.ShouldBe(again);
            tags.Add(answer.Headers.ETag!.Tag);
        }

        tags.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("/api/systemusers-lite", "/api/systemusers")]
    [InlineData("/api/roles", "/api/v2/roles")]
    [InlineData("/api/v2/applications", "/api/applications")]
    public async Task Short_and_unpublished_lists_hold_the_same_objects_as_the_known_ones(string path, string known)
    {
        var listed = (await _client.AllAsync(path)).Select(o => (string)o["id"]!).Order();
        listed.ShouldBe((await _client.AllAsync(known)).Select(o => (string)o["id"]!).Order());
    }

    [Fact]
    public async Task Many_writers_and_readers_at_once_lose_nothing()
    {
        const int Writers = 6, Each = 15;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var group = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/usergroups", new { name = $"Writer {writer}" }, 201))!["id"]!.ToString();
            for (var i = 0; i < Each; i++)
            {
                var user = (await _client.WriteAsync(HttpMethod.Post, "/api/systemusers", new { username = $"writer{writer}.{i}", email = $"writer{writer}.{i}@example.com" }, 200))!["_id"]!.ToString();
                await _client.WriteAsync(HttpMethod.Post, $"/api/v2/usergroups/{group}/members", new { op = "add", type = "user", id = user }, 204);
                (await _client.ReadAsync($"/api/v2/users/{user}/memberof?limit=100")).AsArray().Select(g => (string)g!["id"]!).ShouldContain(group);
            }

            (await _client.AllAsync($"/api/v2/usergroups/{group}/members")).Select(m => (string)m["to"]!["id"]!).Distinct().Count().ShouldBe(Each);
        }));
        (await _client.AllAsync("/api/systemusers")).Select(u => (string)u["_id"]!).Distinct().Count().ShouldBe(250 + (Writers * Each));
    }
}
