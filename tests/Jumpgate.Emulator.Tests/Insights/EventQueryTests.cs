using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class EventQueryTests
{
    [Theory]
    [InlineData("""{"start_time":"2026-01-01T00:00:00Z"}""", "service")]
    [InlineData("""{"service":[],"start_time":"2026-01-01T00:00:00Z"}""", "service")]
    [InlineData("""{"service":"all","start_time":"2026-01-01T00:00:00Z"}""", "service")]
    [InlineData("""{"service":["all"]}""", "start_time")]
    [InlineData("""{"service":["all"],"start_time":"yesterday"}""", "start_time")]
    [InlineData("""{"service":["all"],"start_time":"2026-02-30T00:00:00Z"}""", "start_time")]
    [InlineData("""{"service":["all"],"start_time":"2027-01-01T00:00:00Z"}""", "start_time")]
    [InlineData("""{"service":["all"],"start_time":"2026-02-01T00:00:00Z","end_time":"2026-01-01T00:00:00Z"}""", "end_time")]
    [InlineData("""["all"]""", "JSON object")]
    public async Task What_is_missing_or_wrong_is_told(string body, string named)
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var path in new[] { "/events", "/events/count", "/events/distinct", "/events/interval" })
            (await host.RefusalAsync(path, JsonNode.Parse(body)!)).ShouldContain(named);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        await using var host = await InsightsHost.StartAsync();
        using var answer = await host.Client.PostAsync("/insights/directory/v1/events", new StringContent("{"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_unknown_service_is_answered_with_the_ones_that_exist()
    {
        await using var host = await InsightsHost.StartAsync();
        var message = await host.RefusalAsync("/events", InsightsHost.Query(new() { ["service"] = new JsonArray("sso", "saml") }));
        foreach (var name in new[] { "all", "alerts", "directory", "ldap", "mdm", "radius", "software", "sso", "systems", "password_manager", "workflows" })
            message.ShouldContain(name);
    }

    [Fact]
    public async Task Both_spellings_of_the_alert_service_find_alerts()
    {
        await using var host = await InsightsHost.StartAsync(set: o => o.AlertService = "alert");
        host.Log.Append(InsightsHost.Event("alert_created", "alert"));
        host.Log.Append(InsightsHost.Event("sso_auth", "sso"));
        foreach (var name in new[] { "alert", "alerts" })
            (await host.EventsAsync(new() { ["service"] = new JsonArray(name) })).Count.ShouldBe(1);
        (await host.RefusalAsync("/events", InsightsHost.Query(new() { ["service"] = new JsonArray("x") }))).ShouldContain("alert,");
    }

    [Fact]
    public async Task Several_services_are_a_union()
    {
        await using var host = await InsightsHost.StartAsync(past: 1000);
        var both = await host.EventsAsync(new() { ["service"] = new JsonArray("radius", "ldap") });
        both.Select(e => e!["service"]!.GetValue<string>()).Distinct().Order().ShouldBe(["ldap", "radius"]);
        var apart = (await host.EventsAsync(new() { ["service"] = new JsonArray("radius") })).Count
            + (await host.EventsAsync(new() { ["service"] = new JsonArray("ldap") })).Count;
        both.Count.ShouldBe(apart);
    }

    [Fact]
    public async Task Fields_keep_only_what_was_named()
    {
        await using var host = await InsightsHost.StartAsync();
        var @event = InsightsHost.Event();
        @event["initiated_by"] = new JsonObject { ["type"] = "admin", ["email"] = "ops@example.com", ["id"] = "1" };
        @event["changes"] = new JsonArray(new JsonObject { ["field"] = "state", ["from"] = "A", ["to"] = "B" });
        host.Log.Append(@event);

        var found = (await host.EventsAsync(new() { ["fields"] = new JsonArray("event_type", "initiated_by.email", "changes.field", "nonsense") })).Single()!;
        found.ToJsonString().ShouldBe("""{"event_type":"user_update","initiated_by":{"email":"ops@example.com"},"changes":[{"field":"state"}]}""");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["nonsense"]""")]
    public async Task Fields_without_a_known_one_are_refused(string fields)
    {
        await using var host = await InsightsHost.StartAsync();
        (await host.RefusalAsync("/events", InsightsHost.Query(new() { ["fields"] = JsonNode.Parse(fields) }))).ShouldContain("fields");
    }

    [Fact]
    public async Task Keys_nobody_reads_are_ignored()
    {
        await using var host = await InsightsHost.StartAsync(past: 200);
        (await host.EventsAsync(new() { ["filter"] = "x", ["search_term_filter"] = new JsonObject { ["event_type"] = "none" }, ["sortOrder"] = "ASC" }))
            .Count.ShouldBe(200);
    }

    [Fact]
    public async Task Full_text_and_exact_match_look_at_all_values()
    {
        await using var host = await InsightsHost.StartAsync();
        var @event = InsightsHost.Event();
        @event["resource"] = new JsonObject { ["username"] = "Ana.Ruiz" };
        host.Log.Append(@event);
        host.Log.Append(InsightsHost.Event("user_create"));

        (await host.EventsAsync(new() { ["q"] = "ruiz" })).Count.ShouldBe(1);
        (await host.EventsAsync(new() { ["exact_match"] = "ruiz" })).ShouldBeEmpty();
        (await host.EventsAsync(new() { ["exact_match"] = "ana.ruiz" })).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Count_agrees_with_the_list()
    {
        await using var host = await InsightsHost.StartAsync(past: 3000);
        var more = new JsonObject
        {
            ["limit"] = 10000,
            ["search_term"] = JsonNode.Parse("""{"and":[{"event_type":["sso_auth","radius_auth_attempt"]}]}"""),
        };
        var listed = (await host.EventsAsync(more)).Count;
        listed.ShouldBeGreaterThan(100);
        using var answer = await host.PostAsync("/events/count", InsightsHost.Query(more));
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!.ToJsonString().ShouldBe($$"""{"count":{{listed}}}""");
    }

    [Fact]
    public async Task Distinct_answers_in_both_shapes_that_have_been_seen()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var type in new[] { "user_update", "user_update", "user_create" })
            host.Log.Append(InsightsHost.Event(type));
        var body = InsightsHost.Query(new() { ["field"] = "event_type" });
        const string buckets = """[{"key":"user_update","doc_count":2},{"key":"user_create","doc_count":1}]""";

        (await DistinctAsync()).ShouldBe($$"""{"buckets":{{buckets}},"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"event_type":{{buckets}}}""");
        host.Options.Distinct = Emulator.Insights.DistinctShape.Buckets;
        (await DistinctAsync()).ShouldBe($$"""{"buckets":{{buckets}},"doc_count_error_upper_bound":0,"sum_other_doc_count":0}""");
        host.Options.Distinct = Emulator.Insights.DistinctShape.FieldName;
        (await DistinctAsync()).ShouldBe($$"""{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"event_type":{{buckets}}}""");
        (await host.RefusalAsync("/events/distinct", InsightsHost.Query())).ShouldContain("field");

        async Task<string> DistinctAsync()
        {
            using var answer = await host.PostAsync("/events/distinct", body);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Intervals_have_a_bucket_for_every_stretch_between_the_first_and_the_last_event()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var at in new[] { "2026-03-02T23:30:00Z", "2026-03-03T00:10:00Z", "2026-03-05T04:59:59Z" })
            host.Log.Append(InsightsHost.Event(at: at));

        using var days = await host.PostAsync("/events/interval", InsightsHost.Query(new() { ["interval_unit"] = "d", ["interval_value"] = "1" }));
        (await days.Content.ReadFromJsonAsync<JsonObject>())!["buckets"]!.ToJsonString().ShouldBe(
            """[{"key":1772409600000,"key_as_string":"2026-03-02T00:00:00.000Z","doc_count":1},{"key":1772496000000,"key_as_string":"2026-03-03T00:00:00.000Z","doc_count":1},"""
            + """{"key":1772582400000,"key_as_string":"2026-03-04T00:00:00.000Z","doc_count":0},{"key":1772668800000,"key_as_string":"2026-03-05T00:00:00.000Z","doc_count":1}]""");

        using var there = await host.PostAsync("/events/interval", InsightsHost.Query(new() { ["interval_unit"] = "d", ["timezone"] = "-0500" }));
        (await there.Content.ReadFromJsonAsync<JsonObject>())!["buckets"]!.AsArray().Select(b => $"{b!["key_as_string"]} {b["doc_count"]}")
            .ShouldBe(["2026-03-02T00:00:00.000-05:00 2", "2026-03-03T00:00:00.000-05:00 0", "2026-03-04T00:00:00.000-05:00 1"]);

        (await host.RefusalAsync("/events/interval", InsightsHost.Query())).ShouldContain("interval_unit");
        (await host.RefusalAsync("/events/interval", InsightsHost.Query(new() { ["interval_unit"] = "y" }))).ShouldContain("interval_unit");
        (await host.RefusalAsync("/events/interval", InsightsHost.Query(new() { ["interval_unit"] = "h", ["interval_value"] = "0" }))).ShouldContain("interval_value");
    }

    [Fact]
    public async Task Names_beyond_ASCII_arrive_as_they_were_sent()
    {
        await using var host = await InsightsHost.StartAsync();
        var @event = InsightsHost.Event();
        @event["resource"] = new JsonObject { ["name"] = "Zoë 丸の内 \u0000 \"quoted\"" };
        host.Log.Append(@event);
        (await host.EventsAsync()).Single()!["resource"]!["name"]!.GetValue<string>().ShouldBe("Zoë 丸の内 \u0000 \"quoted\"");
    }

    [Fact]
    public async Task Answers_carry_a_request_id_and_say_JSON()
    {
        await using var host = await InsightsHost.StartAsync();
        using var answer = await host.PostAsync("/events", InsightsHost.Query());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Guid.TryParse(answer.Headers.GetValues("X-Request-Id").Single(), out _).ShouldBeTrue();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("[]");
    }
}
