using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>Security vendors' pollers and JumpCloud's own exporter, as they ask for events.</summary>
public sealed class EventPollersTests
{
    private const string Events = "/insights/directory/v1/events";

    /// <summary>elastic/integrations, packages/jumpcloud: after a quiet spell its start is clamped to its end.</summary>
    [Fact]
    public async Task An_elastic_agent_may_ask_for_a_moment_that_begins_where_it_ends()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var lagged = emulator.Emulator.Clock.GetUtcNow().AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var (status, _, body) = await emulator.CallAsync(
            HttpMethod.Post, Events, $$"""{"service":["all"],"limit":1000,"sort":"ASC","start_time":"{{lagged}}","end_time":"{{lagged}}"}""");
        status.ShouldBe(200);
        body.ShouldBeOfType<JsonArray>();
    }

    [Fact]
    public async Task An_elastic_agent_names_every_service_it_knows()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        string[] services = ["access_management", "aigw", "alerts", "asset_management", "di_events", "directory", "genai", "ldap", "mdm", "notifications",
            "object_storage", "password_manager", "radius", "reports", "saas_app_management", "software", "sso", "systems", "workflows"];
        foreach (var service in services)
            (await emulator.CallAsync(HttpMethod.Post, Events, $$"""{"service":["{{service}}"],"start_time":"2026-01-01T00:00:00Z"}""")).Status.ShouldBe(200, service);
    }

    /// <summary>It carries on from the last event's timestamp as it was written, up to nine fractional digits.</summary>
    [Fact]
    public async Task An_elastic_agent_goes_on_from_a_timestamp_with_nanoseconds_and_sees_that_event_again()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var page = (await emulator.CallAsync(HttpMethod.Post, Events, """{"service":["sso"],"limit":10,"sort":"ASC","start_time":"2020-01-01T00:00:00Z"}""")).Body!.AsArray();
        var last = page[^1].Text("timestamp");
        last.Length.ShouldBe(30);
        var next = (await emulator.CallAsync(HttpMethod.Post, Events, $$"""{"service":["sso"],"limit":10,"sort":"ASC","start_time":"{{last}}"}""")).Body!.AsArray();
        next[0].Text("id").ShouldBe(page[^1].Text("id"));
    }

    /// <summary>SEKOIA-IO/automation-library, Jumpcloud: offset times with microseconds, an unknown sort key, three headers compared.</summary>
    [Fact]
    public async Task A_sekoia_puller_pages_by_comparing_two_headers()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var start = emulator.Emulator.Clock.GetUtcNow().AddDays(-7).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
        var query = new JsonObject { ["start_time"] = start, ["limit"] = 10, ["sortOrder"] = "ASC", ["service"] = new JsonArray("all") };
        var ids = new HashSet<string>();
        while (true)
        {
            var (status, headers, body) = await emulator.CallAsync(HttpMethod.Post, Events, query.ToJsonString());
            status.ShouldBe(200);
            foreach (var @event in body!.AsArray())
                ids.Add(@event.Text("id")).ShouldBeTrue();
            if (headers.GetValues("X-Result-Count").Single() != headers.GetValues("X-Limit").Single())
                break;
            query["search_after"] = JsonNode.Parse(headers.GetValues("X-Search_after").Single());
        }
        ids.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_sekoia_puller_reads_the_message_of_a_refusal()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var refused = await emulator.CallAsync(HttpMethod.Post, Events, """{"service":["all"],"start_time":"soon"}""");
        refused.Status.ShouldBe(400);
        refused.Body.Text("message").ShouldContain("start_time");
    }

    /// <summary>TheJumpCloud/JumpCloud-Serverless: the largest pages, an organization header beside the key, the window of its schedule.</summary>
    [Fact]
    public async Task The_serverless_exporter_asks_for_the_largest_pages_with_its_organization_named()
    {
        await using var emulator = await ClientEmulator.StartAsync();
        var now = emulator.Emulator.Clock.GetUtcNow();
        var body = new JsonObject
        {
            ["service"] = new JsonArray("all"),
            ["start_time"] = now.AddDays(-3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["end_time"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["limit"] = 10000,
        };
        var (status, headers, events) = await emulator.CallAsync(
            HttpMethod.Post, Events, body.ToJsonString(), request => request.Headers.Add("x-org-id", emulator.Emulator.OrganizationId));
        status.ShouldBe(200);
        headers.GetValues("X-Limit").Single().ShouldBe("10000");
        headers.GetValues("X-Result-Count").Single().ShouldBe(events!.AsArray().Count.ToString(CultureInfo.InvariantCulture));
    }
}
