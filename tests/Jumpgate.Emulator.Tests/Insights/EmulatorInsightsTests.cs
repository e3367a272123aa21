using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

/// <summary>Directory Insights inside a whole emulator: one story with the console API.</summary>
public sealed class EmulatorInsightsTests
{
    private const string Events = "/insights/directory/v1/events";

    private static JsonObject All(JsonObject? term = null)
    {
        var query = new JsonObject { ["service"] = new JsonArray("all"), ["start_time"] = "2020-01-01T00:00:00Z", ["limit"] = 10000 };
        if (term is not null)
            query["search_term"] = new JsonObject { ["and"] = new JsonArray(term) };
        return query;
    }

    [Fact]
    public async Task The_past_is_about_the_people_of_the_world()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 30, Groups = 5, Devices = 8, Applications = 4, Events = 400 });
        var events = (await emulator.WriteAsync(HttpMethod.Post, Events, All(), 200))!.AsArray();
        events.Count.ShouldBe(400);

        var users = (await emulator.AllAsync("/api/systemusers")).ToDictionary(u => u["id"]!.GetValue<string>(), u => u["username"]!.GetValue<string>());
        var applications = (await emulator.AllAsync("/api/applications")).Select(a => a["id"]!.GetValue<string>()).ToHashSet();
        foreach (var signIn in events.Where(e => e!["event_type"]!.GetValue<string>() == "sso_auth"))
        {
            users[signIn!["initiated_by"]!["id"]!.GetValue<string>()].ShouldBe(signIn["initiated_by"]!["username"]!.GetValue<string>());
            applications.ShouldContain(signIn["application"]!["id"]!.GetValue<string>());
        }
        events.ShouldAllBe(e => e!["organization"]!.GetValue<string>() == emulator.Emulator.OrganizationId);
    }

    [Fact]
    public async Task A_write_to_the_console_is_an_event_a_moment_later()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 3, Groups = 1, Events = 50 });
        var user = await emulator.WriteAsync(HttpMethod.Post, "/api/systemusers", new JsonObject { ["username"] = "new.person", ["email"] = "new.person@example.com" }, 200);
        var found = (await emulator.WriteAsync(HttpMethod.Post, Events, All(new() { ["event_type"] = "user_create" }), 200))!.AsArray().Single()!;
        found["resource"]!["id"]!.GetValue<string>().ShouldBe(user!["id"]!.GetValue<string>());
        (await emulator.WriteAsync(HttpMethod.Post, Events + "/count", All(), 200))!["count"]!.GetValue<int>().ShouldBe(51);
    }

    [Fact]
    public async Task No_credential_is_401_JSON_here_not_a_redirect_to_the_login_page()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 1 });
        foreach (var key in new[] { "", "wrong" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = new StringContent(All().ToJsonString()) };
            if (key.Length > 0)
                request.Headers.Add("x-api-key", key);
            using var answer = await emulator.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        }
    }

    [Fact]
    public async Task A_service_accounts_token_reads_events_too()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5, Events = 10 });
        using var token = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["scope"] = "api", ["grant_type"] = "client_credentials" }),
        };
        token.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{emulator.Emulator.ClientId}:{emulator.Emulator.ClientSecret}")));
        using var granted = await emulator.Http.SendAsync(token);
        var bearer = JsonNode.Parse(await granted.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();

        using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = new StringContent(All().ToJsonString()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await emulator.Http.SendAsync(request);
        answer.Headers.GetValues("X-Result-Count").Single().ShouldBe("10");
    }

    [Fact]
    public async Task The_console_host_keeps_a_copy_of_the_routes()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5, Events = 20 });
        (await emulator.WriteAsync(HttpMethod.Post, "/api/v2/directoryinsights/events/count", All(), 200))!["count"]!.GetValue<int>().ShouldBe(20);
    }

    [Fact]
    public async Task Organizations_of_a_provider_are_read_apart_and_together()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5, Events = 20, Organizations = 2 });
        var ids = emulator.Emulator.OrganizationIds;
        (await CountAsync(ids[0])).ShouldBe(20);
        (await CountAsync(ids[0], ids[1])).ShouldBe(40);
        using var none = await emulator.SendAsync(HttpMethod.Post, Events, All());
        none.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<int> CountAsync(params string[] organizations)
        {
            using var answer = await emulator.SendAsync(HttpMethod.Post, Events + "/count", All(), request => request.Headers.Add("x-org-id", organizations));
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["count"]!.GetValue<int>();
        }
    }

    [Fact]
    public async Task Knobs_turn_while_it_runs()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 5, Events = 20 });
        var knobs = await emulator.WriteAsync(HttpMethod.Post, "/emulator/insights", JsonNode.Parse("""{"delay":"90d","distinct":"buckets"}"""), 200);
        knobs!["delay"]!.GetValue<string>().ShouldBe("7776000s");
        (await emulator.WriteAsync(HttpMethod.Post, Events + "/count", All(), 200))!["count"]!.GetValue<int>().ShouldBe(0);
        await emulator.WriteAsync(HttpMethod.Post, "/emulator/insights", JsonNode.Parse("""{"colour":"blue"}"""), 400);
    }

    [Fact]
    public async Task A_report_names_every_membership()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 20, Groups = 4 });
        const string reports = "/insights/directory/v1/reports";
        await emulator.WriteAsync(HttpMethod.Post, reports + "/users-to-user-groups", null, 202);
        emulator.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
        var report = (await emulator.ReadAsync(reports)).AsArray().Single()!;
        var artifact = report["artifacts"]!.AsArray().Single(a => a!["format"]!.GetValue<string>() == "JSON")!;
        var rows = (await emulator.ReadAsync($"{reports}/{report["id"]}/artifacts/{artifact["id"]}/content")).AsArray();

        var members = 0;
        foreach (var group in await emulator.AllAsync("/api/v2/usergroups"))
            members += (await emulator.AllAsync($"/api/v2/usergroups/{group["id"]}/members")).Count(m => m["to"]!["type"]!.GetValue<string>() == "user");
        rows.Count.ShouldBe(members);
    }

    [Theory]
    [InlineData("/api/v2/iplists", "directory", "iplist_create", "iplist_update", "iplist_delete")]
    [InlineData("/api/v2/authn/policies", "directory", "authnpolicy_create", "authpolicy_update", "authnpolicy_delete")]
    [InlineData("/api/v2/assets/locations", "asset_management", "asset_management_asset_create", "asset_management_asset_update", "asset_management_asset_delete")]
    [InlineData("/api/v2/healthmonitoring/rules", "alerts", "rule_created", "rule_modified", "rule_deleted")]
    public async Task Writes_to_the_smaller_families_are_events_too(string path, string service, string created, string updated, string deleted)
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 2 });
        var made = await emulator.WriteAsync(HttpMethod.Post, path, new JsonObject { ["name"] = "Made" }, 201);
        var id = made!["id"]!.GetValue<string>();
        (await emulator.SendAsync(HttpMethod.Patch, $"{path}/{id}", new JsonObject { ["name"] = "Changed" })).Dispose();
        (await emulator.SendAsync(HttpMethod.Delete, $"{path}/{id}")).Dispose();
        (await emulator.SendAsync(HttpMethod.Delete, $"{path}/{id}")).Dispose();

        var events = (await emulator.WriteAsync(HttpMethod.Post, Events, All(), 200))!.AsArray();
        events.Select(e => e!["event_type"]!.GetValue<string>()).ShouldBe([created, updated, deleted]);
        events.ShouldAllBe(e => e!["service"]!.GetValue<string>() == service && e["resource"]!["id"]!.GetValue<string>() == id);
        events[1]!["changes"]![0]!["to"]!.GetValue<string>().ShouldBe("Changed");
    }

    [Fact]
    public void Knobs_are_set_on_the_command_line()
    {
        var (options, faults) = Jumpgate.Emulator.Hosting.CommandLine.Parse(["--event-delay", "90s", "--event-retention=15d", "--alert-service", "alert", "--distinct-shape", "fieldName", "--events", "5"]);
        faults.ShouldBeEmpty();
        options.Insights.Delay.ShouldBe(TimeSpan.FromSeconds(90));
        options.Insights.Retention.ShouldBe(TimeSpan.FromDays(15));
        options.Insights.AlertService.ShouldBe("alert");
        options.Insights.Distinct.ShouldBe(Emulator.Insights.DistinctShape.FieldName);
        options.Events.ShouldBe(5);
        Jumpgate.Emulator.Hosting.CommandLine.Parse(["--alert-service", "alarms"]).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_done_in_the_portal_is_read_by_the_providers_id()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 3, Organizations = 2 });
        var provider = emulator.Emulator.ProviderId!;
        await emulator.WriteAsync(HttpMethod.Post, $"/api/v2/providers/{provider}/organizations", new JsonObject { ["name"] = "New customer" }, 201);

        using var answer = await emulator.SendAsync(HttpMethod.Post, Events, All(), request => request.Headers.Add("x-provider-id", provider));
        var found = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Single()!;
        found["event_type"]!.GetValue<string>().ShouldBe("organization_create");
        found["provider"]!.GetValue<string>().ShouldBe(provider);
        found["organization"].ShouldBeNull();
    }

    [Fact]
    public async Task Unknown_paths_are_refused_as_JSON_after_the_credential_and_counted()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 1 });
        using var stranger = await emulator.Http.GetAsync("/insights/directory/v1/nonsense");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await emulator.ReadAsync("/insights/directory/v1/nonsense", 404))["message"]!.GetValue<string>().ShouldBe("Not Found");
        (await emulator.ReadAsync("/insights/directory/v1/events", 404))["message"].ShouldNotBeNull();
        (await emulator.ReadAsync("/emulator/stats")).ToJsonString().ShouldContain("/insights/directory/v1/nonsense");
        (await emulator.ReadAsync("/api/v2/directoryinsights/views"))["totalCount"]!.GetValue<int>().ShouldBe(0);
    }
}
