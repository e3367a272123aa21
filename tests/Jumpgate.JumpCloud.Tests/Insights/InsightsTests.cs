using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Insights;

public sealed class InsightsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_query_is_a_post_with_the_documented_body()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("[]"));
        using var client = Clients.For(handler);

        await client.Insights.EventsPageAsync(new EventQuery
        {
            Services = ["directory", "sso"],
            Start = Start,
            End = Start.AddHours(1),
            Limit = 500,
            Descending = true,
            Fields = ["id", "initiated_by.username"],
            SearchTerm = new JsonObject { ["and"] = new JsonArray(new JsonObject { ["success"] = "false" }) },
            SearchAfter = """[1773585718000,"AbCdEf0123456789abcd"]""",
        });

        var sent = handler.Sent.ShouldHaveSingleItem();
        sent.Line.ShouldBe("POST /insights/directory/v1/events");
        sent.ContentType.ShouldBe("application/json");
        JsonNode.DeepEquals(JsonNode.Parse(sent.Body), JsonNode.Parse("""
            {"service":["directory","sso"],"start_time":"2026-03-01T00:00:00.000Z","end_time":"2026-03-01T01:00:00.000Z",
             "search_term":{"and":[{"success":"false"}]},"limit":500,"sort":"DESC","fields":["id","initiated_by.username"],
             "search_after":[1773585718000,"AbCdEf0123456789abcd"]}
            """)).ShouldBeTrue(sent.Body);
    }

    [Fact]
    public async Task The_cursor_goes_back_byte_for_byte_until_a_page_is_not_full()
    {
        const string Cursor = """[1.773585718E12, "A\u0062c"]""";
        var handler = new ScriptedHandler(sent => sent.Body.Contains("search_after", StringComparison.Ordinal)
            ? ScriptedHandler.Json("""[{"id":"e3"}]""", 200, ("X-Result-Count", "1"), ("X-Limit", "2"), ("X-Search_after", "[2,\"z\"]"))
            : ScriptedHandler.Json("""[{"id":"e1"},{"id":"e2"}]""", 200, ("X-Result-Count", "2"), ("X-Limit", "2"), ("X-Search_after", Cursor)));
        using var client = Clients.For(handler);
        var ids = new List<string>();

        await foreach (var page in client.Insights.EventPagesAsync(new EventQuery { Start = Start, Limit = 2 }))
            ids.AddRange(page.Items.Select(item => item.Id));

        ids.ShouldBe(["e1", "e2", "e3"]);
        handler.Sent.Count.ShouldBe(2);
        handler.Sent[1].Body.ShouldContain($"\"search_after\":{Cursor}");
    }

    [Fact]
    public async Task A_cursor_that_does_not_move_is_an_error_and_not_a_loop()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""[{"id":"e1"}]""", 200, ("X-Result-Count", "1"), ("X-Limit", "1"), ("X-Search_after", "[1,\"a\"]")));
        using var client = Clients.For(handler);

        await Task.Run(async () =>
        {
            await foreach (var page in client.Insights.EventPagesAsync(new EventQuery { Start = Start, Limit = 1 })) page.Items.Count.ShouldBe(1);
        }).ShouldFailAsync(JumpCloudErrorKind.PagingStuck);

        handler.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Events_come_raw_even_without_an_id()
    {
        const string Raw = """{ "event_type":"sso_auth", "n":1.0 }""";
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json($"[{Raw}]", 200, ("X-Sort", "ASC"), ("X-Request-Id", "r1")));
        using var client = Clients.For(handler);

        var page = await client.Insights.EventsPageAsync(new EventQuery { Start = Start });

        Encoding.UTF8.GetString(page.Items.ShouldHaveSingleItem().Json.Span).ShouldBe(Raw);
        (page.Sort, page.RequestId, page.SearchAfter).ShouldBe(("ASC", "r1", null));
    }

    [Fact]
    public async Task What_is_no_object_or_has_an_id_that_no_string_can_hold_comes_raw_like_the_others()
    {
        string[] raw = ["42", "null", "[1,[2]]", "\"text\"", """{"id":"\ud800"}"""];
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json($"[{string.Join(" , ", raw)}]", 200, ("X-Sort", "ASC"), ("X-Request-Id", "r1")));
        using var client = Clients.For(handler);

        var page = await client.Insights.EventsPageAsync(new EventQuery { Start = Start });

        page.Items.Select(item => Encoding.UTF8.GetString(item.Json.Span)).ShouldBe(raw);
        page.Items.ShouldAllBe(item => item.Id.Length == 0);
    }

    [Fact]
    public async Task Several_organizations_and_a_provider_are_asked_by_header()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("[]"));
        using var client = Clients.For(handler, organizationId: Clients.OrganizationId);

        await client.Insights.EventsPageAsync(new EventQuery { Start = Start, OrganizationIds = ["aaa", "bbb"], ProviderId = "ppp" });

        handler.Sent[0].Header("x-org-id").ShouldBe("aaa, bbb");
        handler.Sent[0].Header("x-provider-id").ShouldBe("ppp");
    }

    [Theory]
    [InlineData("""{"buckets":[{"key":"sso_auth","doc_count":3},{"key":"user_update","doc_count":1}],"sum_other_doc_count":0}""")]
    [InlineData("""{"event_type":[{"key":"sso_auth","doc_count":3},{"key":"user_update","doc_count":1}]}""")]
    [InlineData("""{"event_type":{"buckets":[{"key":"sso_auth","doc_count":3},{"key":"user_update","doc_count":1}]}}""")]
    public async Task Distinct_values_are_read_in_both_published_shapes(string body)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(body));
        using var client = Clients.For(handler);

        var values = await client.Insights.DistinctAsync(new EventQuery { Start = Start }, "event_type");

        values.ShouldBe([new DistinctValue("sso_auth", 3), new DistinctValue("user_update", 1)]);
        var sent = JsonNode.Parse(handler.Sent[0].Body)!;
        sent["field"]!.GetValue<string>().ShouldBe("event_type");
        sent["limit"].ShouldBeNull();
    }

    [Fact]
    public async Task Counts_and_intervals_are_read()
    {
        var handler = new ScriptedHandler(sent => ScriptedHandler.Json(sent.Address.AbsolutePath.EndsWith("/count", StringComparison.Ordinal)
            ? """{"count":123}"""
            : """{"buckets":[{"key":1773585000000,"key_as_string":"2026-03-15T14:30:00.000Z","doc_count":4}]}"""));
        using var client = Clients.For(handler);

        (await client.Insights.CountAsync(new EventQuery { Start = Start })).ShouldBe(123);
        var interval = (await client.Insights.IntervalAsync(new EventQuery { Start = Start }, IntervalUnit.Hours, 6, "-0500")).ShouldHaveSingleItem();

        interval.ShouldBe(new EventInterval(new DateTimeOffset(2026, 3, 15, 14, 30, 0, TimeSpan.Zero), 4));
        var sent = JsonNode.Parse(handler.Sent[1].Body)!;
        (sent["interval_unit"]!.GetValue<string>(), sent["interval_value"]!.GetValue<string>(), sent["timezone"]!.GetValue<string>()).ShouldBe(("h", "6", "-0500"));
    }

    [Theory]
    [InlineData("2023-06-15T15:16:41Z", 0)]
    [InlineData("2023-06-15T15:16:41.123Z", 1230000)]
    [InlineData("2023-06-15T15:16:41.34334445Z", 3433444)]
    [InlineData("2023-06-15T15:16:41.123456789Z", 1234567)]
    [InlineData("2023-06-15T17:16:41.5+02:00", 5000000)]
    public void Times_of_any_precision_are_read(string text, long ticks) =>
        Instants.Parse(text).ShouldBe(new DateTimeOffset(2023, 6, 15, 15, 16, 41, TimeSpan.Zero).AddTicks(ticks));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    public void What_is_no_time_is_null(string? text) => Instants.Parse(text).ShouldBeNull();
}
