using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class EventPagingTests
{
    [Theory]
    [InlineData("ASC")]
    [InlineData("desc")]
    public async Task Every_event_comes_once_by_search_after(string sort)
    {
        await using var host = await InsightsHost.StartAsync(past: 2500);
        for (var i = 0; i < 300; i++)
            host.Log.Append(InsightsHost.Event(at: $"2026-03-{1 + (i % 15):00}T10:00:00.{i % 7:000}Z"));

        var ids = new List<string>();
        var times = new List<DateTimeOffset>();
        JsonNode? after = null;
        for (var page = 0; page < 10; page++)
        {
            var more = new JsonObject { ["limit"] = 700, ["sort"] = sort };
            if (after is not null)
                more["search_after"] = after;
            using var answer = await host.PostAsync("/events", InsightsHost.Query(more));
            var events = (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
            ids.AddRange(events.Select(e => e!["id"]!.GetValue<string>()));
            times.AddRange(events.Select(Time));
            Header(answer, "X-Limit").ShouldBe("700");
            Header(answer, "X-Result-Count").ShouldBe(events.Count.ToString());
            Header(answer, "X-Sort").ShouldBe(sort.ToUpperInvariant());
            after = JsonNode.Parse(Header(answer, "X-Search_after"));
            if (events.Count > 0)
                after![0]!.GetValue<long>().ShouldBe(Time(events[^1]).ToUnixTimeMilliseconds());
            if (events.Count < 700)
                break;
        }

        ids.Count.ShouldBe(2800);
        ids.Distinct().Count().ShouldBe(2800);
        times.ShouldBe(sort == "ASC" ? times.Order() : times.OrderDescending());
    }

    [Fact]
    public async Task The_last_page_still_names_where_to_go_on_and_later_events_follow_there()
    {
        await using var host = await InsightsHost.StartAsync();
        host.Log.Append(InsightsHost.Event("user_create"));

        using var first = await host.PostAsync("/events", InsightsHost.Query());
        var after = JsonNode.Parse(Header(first, "X-Search_after"));
        (await host.EventsAsync(new() { ["search_after"] = after!.DeepClone() })).ShouldBeEmpty();

        host.Log.Append(InsightsHost.Event("user_delete"));
        var next = await host.EventsAsync(new() { ["search_after"] = after });
        next.Select(e => e!["event_type"]!.GetValue<string>()).ShouldBe(["user_delete"]);
    }

    [Fact]
    public async Task An_empty_page_names_a_place_too()
    {
        await using var host = await InsightsHost.StartAsync();
        using var empty = await host.PostAsync("/events", InsightsHost.Query());
        Header(empty, "X-Result-Count").ShouldBe("0");
        var after = JsonNode.Parse(Header(empty, "X-Search_after"));

        host.Log.Append(InsightsHost.Event());
        (await host.EventsAsync(new() { ["search_after"] = after })).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_time_sent_as_text_is_taken_as_the_specification_types_it()
    {
        await using var host = await InsightsHost.StartAsync(past: 50);
        using var first = await host.PostAsync("/events", InsightsHost.Query(new() { ["limit"] = 20 }));
        var after = (JsonArray)JsonNode.Parse(Header(first, "X-Search_after"))!;
        var asText = new JsonArray(after[0]!.ToJsonString(), after[1]!.GetValue<string>());

        (await host.EventsAsync(new() { ["search_after"] = asText })).Count.ShouldBe(30);
    }

    [Fact]
    public async Task A_search_after_that_was_never_given_out_is_refused()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var forged in new[] { """["x"]""", "[1,2]", """[1773585718000,"AbCdEf0123456789abcd"]""" })
            (await host.RefusalAsync("/events", InsightsHost.Query(new() { ["search_after"] = JsonNode.Parse(forged) }))).ShouldContain("search_after");
    }

    [Theory]
    [InlineData("null", 1000)]
    [InlineData("0", 1000)]
    [InlineData("-3", 1000)]
    [InlineData("\"many\"", 1000)]
    [InlineData("20", 20)]
    [InlineData("10000", 10000)]
    [InlineData("20000", 10000)]
    public async Task Limits_without_sense_fall_back(string limit, int used)
    {
        await using var host = await InsightsHost.StartAsync(past: 1100);
        using var answer = await host.PostAsync("/events", InsightsHost.Query(new() { ["limit"] = JsonNode.Parse(limit) }));
        Header(answer, "X-Limit").ShouldBe(used.ToString());
        Header(answer, "X-Result-Count").ShouldBe(Math.Min(used, 1100).ToString());
    }

    [Fact]
    public async Task Sorting_by_anything_else_is_ascending_and_says_so()
    {
        await using var host = await InsightsHost.StartAsync(past: 30);
        using var answer = await host.PostAsync("/events", InsightsHost.Query(new() { ["sort"] = "-timestamp" }));
        Header(answer, "X-Sort").ShouldBe("ASC");
        var times = (await answer.Content.ReadFromJsonAsync<JsonArray>())!.Select(Time).ToList();
        times.ShouldBe(times.Order());
    }

    [Fact]
    public async Task Skip_walks_the_same_list()
    {
        await using var host = await InsightsHost.StartAsync(past: 250);
        var whole = await host.EventsAsync();
        var paged = new List<string>();
        for (var skip = 0; skip < 300; skip += 100)
            paged.AddRange((await host.EventsAsync(new() { ["limit"] = 100, ["skip"] = skip })).Select(e => e!["id"]!.GetValue<string>()));
        paged.ShouldBe(whole.Select(e => e!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Both_ends_of_the_time_asked_for_count()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var at in new[] { "09:59:59.999", "10:00:00", "10:30:00.5", "11:00:00.000999", "11:00:00.001" })
            host.Log.Append(InsightsHost.Event(at: $"2026-03-01T{at}Z"));

        var found = await host.EventsAsync(new() { ["start_time"] = "2026-03-01T10:00:00Z", ["end_time"] = "2026-03-01T12:00:00+01:00" });
        found.Select(e => e!["timestamp"]!.GetValue<string>())
            .ShouldBe(["2026-03-01T10:00:00Z", "2026-03-01T10:30:00.5Z", "2026-03-01T11:00:00.000999Z"]);
        (await host.EventsAsync(new() { ["start_time"] = "2026-03-01T10:00:00Z", ["end_time"] = "2026-03-01T10:00:00Z" })).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Events_stay_unseen_until_their_delay_has_passed()
    {
        await using var host = await InsightsHost.StartAsync(past: 1000, set: o => o.Delay = TimeSpan.FromHours(2));
        host.Log.Append(InsightsHost.Event("user_create"));
        var before = await host.EventsAsync();
        before.ShouldAllBe(e => Time(e) <= host.Clock.GetUtcNow() - TimeSpan.FromHours(2));
        before.Count.ShouldBeLessThan(1000);

        host.Clock.Advance(TimeSpan.FromHours(2));
        (await host.EventsAsync(new() { ["limit"] = 10000 })).Count.ShouldBe(1001);
    }

    [Fact]
    public async Task Events_older_than_the_retention_are_gone()
    {
        await using var host = await InsightsHost.StartAsync();
        host.Log.Append(InsightsHost.Event(at: "2026-03-01T00:00:00Z"));
        host.Log.Append(InsightsHost.Event(at: "2026-03-17T00:00:00Z"));
        host.Clock.Advance(TimeSpan.FromDays(80));
        (await host.EventsAsync()).Count.ShouldBe(1);
        host.Options.Retention = TimeSpan.FromDays(15);
        (await host.EventsAsync()).ShouldBeEmpty();
    }

    internal static DateTimeOffset Time(JsonNode? e)
    {
        var text = e!["timestamp"]!.GetValue<string>();
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return DateTimeOffset.Parse(dot > 0 && text.Length > dot + 5 ? string.Concat(text.AsSpan(0, dot + 4), "Z") : text);
    }

    internal static string Header(HttpResponseMessage answer, string name)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer.Headers.GetValues(name).Single();
    }
}
