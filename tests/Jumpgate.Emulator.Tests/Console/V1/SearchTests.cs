using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V1;

public sealed class SearchTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;
    private List<JsonNode> _users = null!;

    public async Task InitializeAsync()
    {
        _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 150, Groups = 4, Devices = 30, Applications = 2 });
        _users = await _client.AllAsync("/api/systemusers");
    }

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_search_joins_filter_substring_fields_sort_and_page()
    {
        var expected = _users.Where(u => (string)u["department"]! == "Engineering" && ((string)u["email"]!).Contains("a@", StringComparison.Ordinal))
            .Select(u => (string)u["username"]!).Order(StringComparer.OrdinalIgnoreCase).ToList();
        expected.ShouldNotBeEmpty();
        var found = await AskAsync("""{"filter":{"and":[{"department":"Engineering"}]},"searchFilter":{"searchTerm":"A@","fields":["email"]},"fields":"username","sort":"username","limit":100}""");
        ((int)found["totalCount"]!).ShouldBe(expected.Count);
        found["results"]!.AsArray().Select(u => (string)u!["username"]!).ShouldBe(expected);
        found["results"]![0]!.AsObject().ContainsKey("email").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"filter":[{"state":"SUSPENDED"}]}""", "SUSPENDED")]
    [InlineData("""{"filter":{"and":["state:$eq:SUSPENDED"]}}""", "SUSPENDED")]
    [InlineData("""{"filter":{"or":[{"state":{"$in":["SUSPENDED"]}}]}}""", "SUSPENDED")]
    [InlineData("""{"filter":{"and":[{"state":{"$regex":"(?i)(^suspended$)"}}]}}""", "SUSPENDED")]
    public async Task All_forms_of_a_filter_find_the_same(string body, string state)
    {
        var expected = _users.Count(u => (string)u["state"]! == state);
        expected.ShouldBeGreaterThan(0);
        ((int)(await AskAsync(body))["totalCount"]!).ShouldBe(expected);
    }

    [Fact]
    public async Task An_empty_search_finds_everything_and_a_wrong_one_is_refused()
    {
        ((int)(await AskAsync("{}"))["totalCount"]!).ShouldBe(150);
        await _client.WriteAsync(HttpMethod.Post, "/api/search/systemusers", JsonNode.Parse("""{"filter":{"and":[{"state":{"$near":1}}]}}""")!, 400);
    }

    [Theory]
    [InlineData("filter=department:$eq:Sales", "department", "Sales")]
    [InlineData("filter=location:$in:Madrid|London", "location", "Madrid,London")]
    [InlineData("filter[0]=department:$eq:Sales&filter[1]=location:$eq:Madrid", "department", "Sales")]
    [InlineData("filter[or][0]=location:$eq:Madrid&filter[or][1]=location:$eq:London", "location", "Madrid,London")]
    [InlineData("filter=department:$sw:Eng", "department", "Engineering")]
    public async Task V1_filters_choose(string query, string field, string values)
    {
        var found = await _client.AllAsync("/api/systemusers?" + query);
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(u => values.Split(',').Contains((string)u[field]!));
        if (!query.Contains("filter[0]", StringComparison.Ordinal))
            found.Count.ShouldBe(_users.Count(u => values.Split(',').Contains((string)u[field]!)));
    }

    [Fact]
    public async Task Dates_compare_as_text_and_a_user_is_found_by_name_at_once()
    {
        var after = await _client.AllAsync("/api/systemusers?filter=created:$gt:2024-01-01");
        after.Count.ShouldBe(_users.Count(u => string.CompareOrdinal((string)u["created"]!, "2024-01-01") > 0));
        var one = _users[77];
        foreach (var field in new[] { "username", "email", "employeeIdentifier", "_id" })
            (await _client.AllAsync($"/api/systemusers?filter={field}:$eq:{one[field]}")).ShouldHaveSingleItem()["id"]!.ToString().ShouldBe((string)one["id"]!);
    }

    [Fact]
    public async Task Sorting_is_by_spaces_in_v1_and_descends_with_a_minus()
    {
        var names = (await _client.AllAsync("/api/systemusers?sort=-lastname%20firstname")).Select(u => (string)u["lastname"]!).ToList();
        names.ShouldBe(_users.Select(u => (string)u["lastname"]!).OrderByDescending(n => n, StringComparer.InvariantCultureIgnoreCase), ignoreOrder: true);
        string.Compare(names[0], names[^1], StringComparison.InvariantCultureIgnoreCase).ShouldBePositive();
        (await _client.ReadAsync("/api/systemusers?sort=lastname,firstname&limit=1"))["results"]![0]!["id"]!.ToString().ShouldBe((string)_users[0]["id"]!);
    }

    private async Task<JsonNode> AskAsync(string body) => (await _client.WriteAsync(HttpMethod.Post, "/api/search/systemusers", JsonNode.Parse(body)!, 200))!;
}
