using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class InsightsAccessTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("command-runner", HttpStatusCode.Forbidden)]
    public async Task Callers_without_the_right_get_JSON_not_a_login_page(string? key, HttpStatusCode status)
    {
        await using var host = await InsightsHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove("x-api-key");
        if (key is not null)
            host.Client.DefaultRequestHeaders.Add("x-api-key", key);
        foreach (var path in new[] { "/events", "/events/count", "/events/distinct", "/events/interval" })
        {
            using var answer = await host.PostAsync(path, InsightsHost.Query());
            answer.StatusCode.ShouldBe(status);
            (await answer.Content.ReadFromJsonAsync<JsonObject>())!["message"].ShouldNotBeNull();
        }
        using var reports = await host.Client.GetAsync("/insights/directory/v1/reports");
        reports.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_multi_tenant_caller_names_organizations_one_or_many()
    {
        await using var host = await InsightsHost.StartAsync(past: 100, multiTenant: true);
        for (var i = 0; i < 20; i++)
            host.Log.Append(InsightsHost.Event(organization: InsightsHost.Second, at: $"2026-03-{1 + i / 2:00}T{i:00}:00:00Z"));

        using var none = await host.PostAsync("/events", InsightsHost.Query());
        none.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.EventsAsync(null, InsightsHost.Organization)).Count.ShouldBe(100);
        (await host.EventsAsync(null, InsightsHost.Second)).Count.ShouldBe(20);
        var both = await host.EventsAsync(null, InsightsHost.Organization, InsightsHost.Second);
        both.Count.ShouldBe(120);
        both.Select(EventPagingTests.Time).ShouldBe(both.Select(EventPagingTests.Time).Order());
    }

    [Fact]
    public async Task Pages_over_several_organizations_neither_repeat_nor_miss()
    {
        await using var host = await InsightsHost.StartAsync(multiTenant: true);
        for (var i = 0; i < 30; i++)
            host.Log.Append(InsightsHost.Event(organization: i % 2 == 0 ? InsightsHost.Organization : InsightsHost.Second, at: "2026-03-01T00:00:00Z"));

        var ids = new HashSet<string>();
        JsonNode? after = new JsonArray();
        for (var page = 0; page < 5; page++)
        {
            using var answer = await host.PostAsync(
                "/events", InsightsHost.Query(new() { ["limit"] = 7, ["search_after"] = after }), InsightsHost.Organization, InsightsHost.Second);
            foreach (var e in (await answer.Content.ReadFromJsonAsync<JsonArray>())!)
                ids.Add(e!["id"]!.GetValue<string>()).ShouldBeTrue();
            after = JsonNode.Parse(EventPagingTests.Header(answer, "X-Search_after"));
        }
        ids.Count.ShouldBe(30);
    }

    [Theory]
    [InlineData("not-an-id", HttpStatusCode.BadRequest)]
    [InlineData("5f1b881dc9e9a9b7e8d6c5a9", HttpStatusCode.NotFound)]
    public async Task Organizations_that_cannot_be_read_are_refused(string organization, HttpStatusCode status)
    {
        await using var host = await InsightsHost.StartAsync(multiTenant: true);
        using var answer = await host.PostAsync("/events", InsightsHost.Query(), InsightsHost.Organization, organization);
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task The_portals_own_events_are_read_by_the_provider_header()
    {
        await using var host = await InsightsHost.StartAsync(past: 10, multiTenant: true);
        host.Log.Append(new JsonObject { ["service"] = "directory", ["event_type"] = "provider_update", ["organization"] = null, ["provider"] = InsightsHost.Provider });
        host.Client.DefaultRequestHeaders.Add("x-provider-id", InsightsHost.Provider);
        (await host.EventsAsync()).Single()!["event_type"]!.GetValue<string>().ShouldBe("provider_update");

        host.Client.DefaultRequestHeaders.Remove("x-provider-id");
        host.Client.DefaultRequestHeaders.Add("x-provider-id", "5f1b881dc9e9a9b7e8d6c500");
        using var other = await host.PostAsync("/events", InsightsHost.Query());
        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
