using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class ReportsTests
{
    private const string Reports = "/insights/directory/v1/reports";

    [Fact]
    public async Task A_report_is_pending_then_made_then_downloaded()
    {
        await using var host = await InsightsHost.StartAsync();
        using var asked = await host.Client.PostAsync($"{Reports}/users-to-user-groups", null);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var report = (await asked.Content.ReadFromJsonAsync<JsonObject>())!;
        report["status"]!.GetValue<string>().ShouldBe("PENDING");
        report["requester_email"]!.GetValue<string>().ShouldBe("ops@example.com");

        (await StatusAsync(host)).ShouldBe("PENDING");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(host)).ShouldBe("IN_PROGRESS");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(host)).ShouldBe("COMPLETED");

        var made = (await ListAsync(host)).Single()!;
        var contents = new Dictionary<string, string>();
        foreach (var artifact in made["artifacts"]!.AsArray())
            contents[artifact!["format"]!.GetValue<string>()] = await host.Client.GetStringAsync($"{Reports}/{made["id"]}/artifacts/{artifact["id"]}/content");
        contents["CSV"].ShouldBe("name,type\r\n\"a, b\",users-to-user-groups\r\n");
        contents["JSON"].ShouldBe("""[{"name":"a, b","type":"users-to-user-groups"}]""");
    }

    [Fact]
    public async Task Unknown_reports_and_artifacts_are_refused()
    {
        await using var host = await InsightsHost.StartAsync();
        using var unknown = await host.Client.PostAsync($"{Reports}/weather", null);
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("os-version");
        using var content = await host.Client.GetAsync($"{Reports}/1/artifacts/2/content");
        content.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Lists_sort_descending_unless_told_otherwise()
    {
        await using var host = await InsightsHost.StartAsync();
        foreach (var type in new[] { "os-version", "users-to-devices", "software-inventory" })
        {
            (await host.Client.PostAsync($"{Reports}/{type}", null)).Dispose();
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        (await TypesAsync("")).ShouldBe(["software-inventory", "users-to-devices", "os-version"]);
        (await TypesAsync("?sort=-TYPE")).ShouldBe(["os-version", "software-inventory", "users-to-devices"]);
        (await TypesAsync("?sort=TYPE")).ShouldBe(["users-to-devices", "software-inventory", "os-version"]);

        async Task<IEnumerable<string>> TypesAsync(string query) =>
            (await host.Client.GetFromJsonAsync<JsonArray>(Reports + query))!.Select(r => r!["type"]!.GetValue<string>());
    }

    private static async Task<JsonArray> ListAsync(InsightsHost host) => (await host.Client.GetFromJsonAsync<JsonArray>(Reports))!;

    private static async Task<string> StatusAsync(InsightsHost host) => (await ListAsync(host)).Single()!["status"]!.GetValue<string>();
}
