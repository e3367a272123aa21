using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;

namespace Jumpgate.Emulator.Tests.Insights;

/// <summary>Events that go on happening, and how they come.</summary>
public sealed class WeatherTests
{
    private static readonly Weather Steady = Weather.Calm with { Rate = 5, Spacing = Spacing.Even, Since = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task The_same_weather_and_clock_tell_the_same_events_byte_for_byte()
    {
        var worst = Weather.Worst with { Rate = 2, BurstSize = 30, Since = TimeSpan.FromMinutes(20), Shapes = [.. Enum.GetValues<OddShape>().Where(shape => shape != OddShape.Huge)] };
        var first = await ToldAsync(worst, 7);
        (await ToldAsync(worst, 7)).ShouldBe(first);
        (await ToldAsync(worst, 8)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Events_go_on_happening_at_the_rate_asked_for()
    {
        await using var even = await HostAsync(Steady);
        (await IdsAsync(even)).Count.ShouldBe(10 * 60 * 5);
        even.Clock.Advance(TimeSpan.FromSeconds(20));
        (await IdsAsync(even)).Count.ShouldBe((10 * 60 * 5) + 100);

        await using var poisson = await HostAsync(Steady with { Spacing = Spacing.Poisson, Rate = 0.5 });
        var times = (await AllAsync(poisson)).Select(EventPagingTests.Time).ToList();
        times.Count.ShouldBeInRange(220, 380);
        times.ShouldBe(times.Order());
    }

    [Fact]
    public async Task What_has_happened_stays_when_the_weather_turns()
    {
        await using var host = await HostAsync(Steady);
        var before = await IdsAsync(host);
        host.Log.Turn(Weather.Calm);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await IdsAsync(host)).ShouldBe(before);
        host.Log.Turn(Weather.Calm with { Rate = 100, Spacing = Spacing.Even });
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        var after = await IdsAsync(host);
        after.Count.ShouldBe(before.Count + 300);
        after.Except(before).Count().ShouldBe(300);
        (await TruthAsync(host)).ShouldBe(after, ignoreOrder: true);
    }

    [Fact]
    public async Task A_burst_puts_a_border_of_pages_between_equal_times()
    {
        await using var host = await HostAsync(Weather.Calm with { BurstSize = 70, BurstEvery = TimeSpan.FromSeconds(60), Since = TimeSpan.FromMinutes(3) });
        var pages = await PagesAsync(host, 50);
        var all = pages.SelectMany(page => page).ToList();
        all.Count.ShouldBe(210);
        all.GroupBy(EventPagingTests.Time).ShouldAllBe(burst => burst.Count() == 70);
        all.Select(Id).ShouldBeUnique();
        pages.Zip(pages.Skip(1)).Any(pair => EventPagingTests.Time(pair.First[^1]) == EventPagingTests.Time(pair.Second[0])).ShouldBeTrue();
        var down = await PagesAsync(host, 50, "DESC");
        down.SelectMany(page => page).Select(Id).Reverse().ShouldBe(all.Select(Id));
    }

    [Fact]
    public async Task Late_events_appear_with_the_time_they_happened()
    {
        await using var host = await HostAsync(Steady with { LateShare = 0.3, LateLongest = TimeSpan.FromMinutes(30) });
        var before = (await IdsAsync(host)).ToHashSet();
        before.Count.ShouldBeInRange(2000, 2990);
        host.Log.Turn(Weather.Calm);
        var began = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        var after = await AllAsync(host);
        after.Count.ShouldBe(3000);
        after.Where(e => !before.Contains(Id(e))).ShouldAllBe(e => EventPagingTests.Time(e) < began);
        (await TruthAsync(host)).Count.ShouldBe(3000);
        (await TruthAsync(host, began.ToUnixTimeMilliseconds() + 1)).ShouldBe(after.Select(Id).Where(id => !before.Contains(id)), ignoreOrder: true);
    }

    [Fact]
    public async Task Written_events_come_late_too()
    {
        await using var host = await HostAsync(Weather.Calm with { LateShare = 1, LateLongest = TimeSpan.FromMinutes(5) });
        host.Log.Append(InsightsHost.Event());
        (await AllAsync(host)).ShouldBeEmpty();
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        (await AllAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_may_be_answered_under_two_services_with_one_id()
    {
        await using var host = await HostAsync(Steady with { Repeats = 0.2 });
        var twice = (await AllAsync(host)).GroupBy(Id).Where(same => same.Count() > 1).ToList();
        twice.Count.ShouldBeInRange(450, 750);
        twice.ShouldAllBe(same => same.Count() == 2 && same.Select(e => e!["service"]!.GetValue<string>()).Distinct().Count() == 2 && same.Select(EventPagingTests.Time).Distinct().Count() == 1);
        (await TruthAsync(host)).Count.ShouldBe(3000);
        var service = twice[0].Last()!["service"]!.GetValue<string>();
        (await host.EventsAsync(new() { ["service"] = new JsonArray(service), ["limit"] = 10_000 })).Select(Id).ShouldContain(twice[0].Key);
    }

    [Fact]
    public async Task Some_events_belong_to_no_organization()
    {
        await using var host = await HostAsync(Steady with { NullOrganizations = 0.1 });
        var without = (await AllAsync(host)).Where(e => e!["organization"] is null).ToList();
        without.Count.ShouldBeInRange(200, 400);
        without.ShouldAllBe(e => e!.AsObject().ContainsKey("organization") && e["provider"]!.GetValue<string>() == InsightsHost.Provider);
    }

    [Fact]
    public async Task Unknown_services_and_types_happen_only_when_asked_for_and_can_be_queried()
    {
        await using var known = await HostAsync(Steady with { Rate = 50 });
        var documented = await ServicesAsync(known);
        documented.ShouldNotContain("badge_readers");
        await using var open = await HostAsync(Steady with { Rate = 50, Types = EventTypes.All });
        (await ServicesAsync(open)).ShouldBeSubsetOf([.. EventServices.Names, "badge_readers", "saas_management"]);
        (await OfServiceAsync(open, "badge_readers")).ShouldNotBeEmpty();
        (await known.RefusalAsync("/events", InsightsHost.Query(new() { ["service"] = new JsonArray("badge_readers") }))).ShouldContain("invalid service");

        static async Task<JsonArray> OfServiceAsync(InsightsHost host, string service) => await host.EventsAsync(new() { ["service"] = new JsonArray(service) });
    }

    [Fact]
    public async Task Odd_events_stand_among_the_others_and_break_no_query()
    {
        await using var host = await HostAsync(Weather.Calm);
        var names = Enum.GetValues<OddShape>().ToDictionary(shape => shape, shape => host.Log.AppendOdd(InsightsHost.Organization, shape));
        using var answer = await host.PostAsync("/events", InsightsHost.Query());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes.Length.ShouldBeGreaterThan(5_000_000);
        bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xC3, 0x28, 0xFF]).ShouldBeGreaterThan(0);
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var (shape, name) in names)
            text.ShouldContain(name, Case.Sensitive, shape.ToString());
        text.ShouldContain(new string('[', 200));
        text.ShouldStartWith($"[\"{names[OddShape.NotObject]}\",");
        text.ShouldContain($$"""{"service":null,"event_type":null,"id":"{{names[OddShape.Nulls]}}","timestamp":null,"organization":null""");
        answer.Headers.GetValues("X-Result-Count").Single().ShouldBe(names.Count.ToString());

        foreach (var more in (JsonObject[])[new() { ["q"] = "odd" }, new() { ["fields"] = new JsonArray("id", "geoip.latitude") }, new() { ["search_term"] = new JsonObject { ["and"] = new JsonArray(new JsonObject { ["mfa"] = "false" }) } }])
            (await host.PostAsync("/events", InsightsHost.Query(more))).StatusCode.ShouldBe(HttpStatusCode.OK, more.ToJsonString());
        foreach (var (path, more) in ((string, JsonObject)[])[("/events/distinct", new() { ["field"] = "initiated_by.type" }), ("/events/interval", new() { ["interval_unit"] = "h" }), ("/events/count", [])])
            (await host.PostAsync(path, InsightsHost.Query(more))).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        (await TruthAsync(host)).ShouldBe(names.Values, ignoreOrder: true);
    }

    [Fact]
    public async Task Live_events_have_odd_shapes_too()
    {
        await using var host = await HostAsync(Steady with { Odd = 0.2, Shapes = [OddShape.NoId, OddShape.TextNumbers] });
        var all = await AllAsync(host);
        all.Count(e => !e!.AsObject().ContainsKey("id")).ShouldBeInRange(200, 400);
        all.Count(e => e!["success"]?.GetValueKind() == System.Text.Json.JsonValueKind.String).ShouldBeInRange(200, 400);
    }

    [Fact]
    public async Task Headers_are_written_in_any_case()
    {
        await using var host = await HostAsync(Weather.Calm with { HeaderCase = HeaderCase.Lower });
        (await NamesAsync(host)).ShouldContain("x-search_after");
        host.Log.Turn(Weather.Calm with { HeaderCase = HeaderCase.Upper });
        (await NamesAsync(host)).ShouldContain("X-SEARCH_AFTER");
        host.Log.Turn(Weather.Calm with { HeaderCase = HeaderCase.Mixed });
        HashSet<string> seen = [];
        for (var i = 0; i < 4; i++)
            seen.UnionWith((await NamesAsync(host)).Where(name => name.Equals("x-search_after", StringComparison.OrdinalIgnoreCase)));
        seen.Count.ShouldBe(4);

        static async Task<List<string>> NamesAsync(InsightsHost host)
        {
            using var answer = await host.PostAsync("/events", InsightsHost.Query());
            return [.. answer.Headers.Select(header => header.Key)];
        }
    }

    [Fact]
    public async Task Counts_are_off_by_a_little_in_some_answers()
    {
        await using var host = await HostAsync(Steady with { Miscounts = 0.5 });
        List<int> counts = [];
        for (var i = 0; i < 40; i++)
        {
            using var answer = await host.PostAsync("/events/count", InsightsHost.Query());
            counts.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["count"]!.GetValue<int>());
        }

        counts.Count(count => count == 3000).ShouldBeInRange(10, 30);
        counts.ShouldAllBe(count => Math.Abs(count - 3000) <= 31);
        counts.ShouldContain(count => count < 3000);
        counts.ShouldContain(count => count > 3000);
    }

    [Fact]
    public async Task The_Date_header_follows_the_clock_of_the_events_or_a_skew_of_its_own()
    {
        await using var host = await HostAsync(Weather.Calm);
        (await DateAsync(host)).ShouldBe(host.Clock.GetUtcNow());
        host.Log.Turn(Weather.Calm with { DateSkew = TimeSpan.FromMinutes(-7) });
        (await DateAsync(host)).ShouldBe(host.Clock.GetUtcNow() - TimeSpan.FromMinutes(7));

        static async Task<DateTimeOffset?> DateAsync(InsightsHost host)
        {
            using var answer = await host.PostAsync("/events", InsightsHost.Query());
            return answer.Headers.Date;
        }
    }

    [Fact]
    public async Task A_plan_without_Directory_Insights_is_402_with_a_message()
    {
        await using var host = await HostAsync(Weather.Calm with { NotInPlan = true });
        foreach (var path in (string[])["/events", "/events/count"])
        {
            using var answer = await host.PostAsync(path, InsightsHost.Query());
            answer.StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    private static Task<InsightsHost> HostAsync(Weather weather, ulong seed = 7) => InsightsHost.StartAsync(set: options => options.Weather = weather, seed: seed);

    private static async Task<string> ToldAsync(Weather weather, ulong seed)
    {
        await using var host = await HostAsync(weather, seed);
        var told = new StringBuilder();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        for (JsonNode? after = null; ;)
        {
            using var answer = await host.PostAsync("/events", InsightsHost.Query(new() { ["limit"] = 1000, ["search_after"] = after }));
            told.Append(Convert.ToBase64String(await answer.Content.ReadAsByteArrayAsync()));
            if (EventPagingTests.Header(answer, "X-Result-Count") != EventPagingTests.Header(answer, "X-Limit"))
                return told.ToString();
            after = JsonNode.Parse(EventPagingTests.Header(answer, "X-Search_after"));
        }
    }

    private static async Task<List<JsonArray>> PagesAsync(InsightsHost host, int limit, string sort = "ASC")
    {
        List<JsonArray> pages = [];
        for (JsonNode? after = null; ;)
        {
            using var answer = await host.PostAsync("/events", InsightsHost.Query(new() { ["limit"] = limit, ["sort"] = sort, ["search_after"] = after }));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
            if (page.Count > 0)
                pages.Add(page);
            if (page.Count < limit)
                return pages;
            after = JsonNode.Parse(EventPagingTests.Header(answer, "X-Search_after"));
        }
    }

    private static async Task<List<JsonNode?>> AllAsync(InsightsHost host) => [.. (await PagesAsync(host, 10_000)).SelectMany(page => page)];

    private static async Task<List<string>> IdsAsync(InsightsHost host) => [.. (await AllAsync(host)).Select(Id)];

    private static async Task<List<string>> ServicesAsync(InsightsHost host) => [.. (await AllAsync(host)).Select(e => e!["service"]!.GetValue<string>()).Distinct()];

    private static string Id(JsonNode? e) => e!["id"]!.GetValue<string>();

    private static async Task<List<string>> TruthAsync(InsightsHost host, long since = 0)
    {
        using var truth = new MemoryStream();
        await EventTruth.WriteAsync(host.Log, InsightsHost.Organization, since, truth, default);
        return [.. Encoding.UTF8.GetString(truth.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Select(line => (string)(line["id"] ?? line["mark"])!)];
    }
}
