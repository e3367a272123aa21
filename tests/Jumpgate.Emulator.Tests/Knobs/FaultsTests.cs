using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Knobs;

namespace Jumpgate.Emulator.Tests.Knobs;

public sealed class FaultsTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;

    public async Task InitializeAsync() => _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 250, Groups = 4, Devices = 4, Applications = 2 });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task One_of_four_requests_fails_and_only_on_that_route()
    {
        _client.Emulator.Faults.Add("GET /api/systemusers 500 1/4");
        List<int> statuses = [];
        for (var i = 0; i < 8; i++)
        {
            using var answer = await _client.GetAsync("/api/systemusers?limit=1");
            statuses.Add((int)answer.StatusCode);
        }

        statuses.ShouldBe([500, 200, 200, 200, 500, 200, 200, 200]);
        await _client.ReadAsync("/api/systems?limit=1");
        _client.Emulator.Faults.Rules.Single().Played.ShouldBe(2);
    }

    [Fact]
    public async Task A_429_carries_retry_after_only_when_told_and_ends_after_its_times()
    {
        _client.Emulator.Faults.Add("* /api/** 429:2 x1");
        using (var first = await _client.GetAsync("/api/systemusers"))
        {
            ((int)first.StatusCode).ShouldBe(429);
            first.Headers.GetValues("Retry-After").ShouldBe(["2"]);
        }

        await _client.ReadAsync("/api/systemusers");
        _client.Emulator.Faults.Clear();
        _client.Emulator.Faults.Add("* /api/** 429");
        using var bare = await _client.GetAsync("/api/systemusers");
        bare.Headers.Contains("Retry-After").ShouldBeFalse();
    }

    [Fact]
    public async Task A_cut_connection_breaks_off_in_the_body()
    {
        _client.Emulator.Faults.Add("GET /api/systemusers cut x1");
        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var answer = await _client.GetAsync("/api/systemusers?limit=100");
            await answer.Content.ReadAsStringAsync();
        });
        await _client.ReadAsync("/api/systemusers?limit=100");
    }

    [Fact]
    public async Task Truncated_json_and_html_come_with_status_200()
    {
        _client.Emulator.Faults.Add("GET /api/systemusers truncate x1");
        using (var half = await _client.GetAsync("/api/systemusers?limit=3"))
        {
            ((int)half.StatusCode).ShouldBe(200);
            var text = await half.Content.ReadAsStringAsync();
            Should.Throw<JsonException>(() => JsonNode.Parse(text));
        }

        _client.Emulator.Faults.Add("GET /api/systemusers html x1");
        using var page = await _client.GetAsync("/api/systemusers?limit=3");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_hanging_answer_ends_when_the_caller_gives_up()
    {
        _client.Emulator.Faults.Add("GET /api/systemusers hang");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/systemusers");
        request.Headers.Add("x-api-key", _client.Emulator.ApiKey);
        await Should.ThrowAsync<OperationCanceledException>(() => _client.Http.SendAsync(request, patience.Token));
        _client.Emulator.Faults.Clear();
        await _client.ReadAsync("/api/systemusers");
    }

    [Theory]
    [InlineData("repeat")]
    [InlineData("endless")]
    [InlineData("lie")]
    [InlineData("twice")]
    [InlineData("empty")]
    [InlineData("remove")]
    public async Task Paging_goes_wrong_as_told(string kind)
    {
        var first = await PageAsync(0);
        _client.Emulator.Faults.Add($"GET /api/systemusers {kind} x1");
        var (total, ids) = await PageAsync(100);
        var rest = await PageAsync(200);
        switch (kind)
        {
            case "repeat":
                ids.ShouldBe(first.Ids);
                break;
            case "endless":
                total.ShouldBeGreaterThan(250);
                ids.Count.ShouldBe(100);
                break;
            case "lie":
                total.ShouldNotBe(250);
                break;
            case "twice":
                ids[0].ShouldBe(first.Ids[^1]);
                ids.Count.ShouldBe(101);
                break;
            case "empty":
                total.ShouldBe(0);
                ids.ShouldBeEmpty();
                break;
            default:
                ids.Count.ShouldBe(100);
                rest.Total.ShouldBe(249);
                first.Ids.Concat(ids).Concat(rest.Ids).Distinct().Count().ShouldBe(249);
                break;
        }
    }

    [Fact]
    public async Task Rules_are_set_and_cleared_over_http_and_wrong_ones_refused()
    {
        await _client.WriteAsync(HttpMethod.Post, "/emulator/faults", new { add = new[] { "GET /api/systemusers 503" } }, 200);
        using (var broken = await _client.GetAsync("/api/systemusers"))
            ((int)broken.StatusCode).ShouldBe(503);
        await _client.WriteAsync(HttpMethod.Post, "/emulator/faults", new { clear = true }, 200);
        await _client.ReadAsync("/api/systemusers");
        await _client.WriteAsync(HttpMethod.Post, "/emulator/faults", JsonValue.Create("GET /api/systemusers explode"), 400);
    }

    [Theory]
    [InlineData("/api/systemusers/*", "/api/systemusers/1", true)]
    [InlineData("/api/systemusers/*", "/api/systemusers/1/expire", false)]
    [InlineData("/api/v2/**", "/api/v2/usergroups/1/members", true)]
    [InlineData("/api/systemusers", "/api/systemusers/1", false)]
    public void A_path_matches_by_segments(string rule, string path, bool matches)
        => Fault.Parse($"GET {rule} 500").Matches("GET", path).ShouldBe(matches);

    private async Task<(int Total, List<string> Ids)> PageAsync(int skip)
    {
        var page = await _client.ReadAsync($"/api/systemusers?limit=100&skip={skip}");
        return ((int)page["totalCount"]!, [.. page["results"]!.AsArray().Select(u => (string)u!["id"]!)]);
    }
}
