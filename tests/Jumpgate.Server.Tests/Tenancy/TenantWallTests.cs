using System.Net;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Tenancy;

/// <summary>Every route is walked with another tenant's key and that tenant's ids.</summary>
public sealed class TenantWallTests(TenantWallTests.Syncing shared) : IClassFixture<TenantWallTests.Syncing>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task Another_tenants_key_finds_nothing_on_any_route()
    {
        var theirs = await Hub.TenantAsync("theirs");
        var mine = await Hub.TenantAsync("mine");
        var linked = await Hub.LinkOrganizationAsync(tenant: theirs);
        var key = await Hub.Admin.PostAsync<ApiKey>("/v1/api-keys", new { name = "their key", role = ProductRoles.ReadOnly, tenant = theirs });
        await Hub.ConnectedAsync(linked.Id, TimeSpan.FromMinutes(2));
        var resource = (await Hub.Admin.GetAsync<JsonElement>($"/v1/directories/{linked.DirectoryId}/users?limit=1")).GetProperty("items").EnumerateArray().FirstOrDefault();
        var resourceId = resource.ValueKind == JsonValueKind.Object ? resource.GetProperty("id").GetString()! : Guid.NewGuid().ToString();
        var runs = await Hub.Admin.GetAsync($"/v1/organizations/{linked.Id}/runs");
        var runId = runs.IsSuccessStatusCode && (await JsonDocument.ParseAsync(await runs.Content.ReadAsStreamAsync())).RootElement.GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } run
            ? run.GetProperty("id").GetString()!
            : Guid.NewGuid().ToString();
        var feed = await Hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = linked.Id, contact = new { email = "their-soc@example.com" } });
        var sink = await Hub.Admin.PostAsync<Sink>($"/v1/feeds/{feed.Id}/sinks", new { kind = "file" });
        string[] foreign = ["their-soc@example.com", feed.Id.ToString(), sink.Id.ToString(), theirs, linked.Id.ToString(), linked.DirectoryId.ToString(), key.Id.ToString(), resourceId, runId, linked.RemoteOrganization.Id];

        var intruder = await Hub.ApiAsync(ProductRoles.SuperAdministrator, mine);
        var walked = 0;
        foreach (var route in RouteWalk.Of(Hub).Where(route => route.IsApi))
        {
            foreach (var query in (string[])["", $"?tenant={theirs}", $"?directory={linked.DirectoryId}&organization={linked.Id}"])
            {
                var path = route.Fill(name => name switch
                {
                    "kind" => "users",
                    "resource" or "resourceId" => resourceId,
                    _ when route.Pattern.StartsWith("/v1/api-keys", StringComparison.Ordinal) => key.Id.ToString(),
                    _ when route.Pattern.StartsWith("/v1/runs", StringComparison.Ordinal) => runId,
                    _ when route.Pattern.StartsWith("/v1/feeds", StringComparison.Ordinal) => feed.Id.ToString(),
                    _ when route.Pattern.StartsWith("/v1/sinks", StringComparison.Ordinal) => sink.Id.ToString(),
                    _ when route.Pattern.StartsWith("/v1/directories", StringComparison.Ordinal) => linked.DirectoryId.ToString(),
                    _ => linked.Id.ToString(),
                }) + query;
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                using var request = new HttpRequestMessage(route.Method, path);
                if (route.Method != HttpMethod.Get && route.Method != HttpMethod.Delete) request.Content = new StringContent("{\"do\":\"switch\"}", Encoding.UTF8, "application/json");
                using var response = await intruder.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                var what = $"{route.Method} {path} answered {(int)response.StatusCode}";
                walked++;

                // A stream stays open; what it sends to a stranger is looked at for a moment.
                var text = await ReadAsync(response);
                foreach (var secret in foreign.Where(secret => !path.Contains(secret, StringComparison.Ordinal))) text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{what} and shows {secret}: {text}");
                if (query.StartsWith("?tenant", StringComparison.Ordinal) || route.Parameters.Contains("id"))
                    response.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{what}: {text}");
            }
        }

        walked.ShouldBeGreaterThan(30);
        (await Hub.OrganizationAsync(linked.Id)).Id.ShouldBe(linked.Id);
        (await Hub.Admin.GetAsync<Sink>($"/v1/sinks/{sink.Id}")).ReplayTo.ShouldBeNull();
        (await intruder.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = linked.Id })).Code.ShouldBe("not_found");
        await Hub.Client(key.Key).GetAsync<Self>("/v1/self");
    }

    [Fact]
    public async Task Every_api_route_asks_for_a_key_and_a_right()
    {
        var routes = RouteWalk.Of(Hub).Where(route => route.IsApi).ToList();
        routes.Count.ShouldBeGreaterThan(15);
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(route.Method, route.Fill(_ => Guid.NewGuid().ToString()));
            using var response = await Hub.Anonymous.SendAsync(request);
            (await response.ProblemAsync()).Code.ShouldBe("api_key_missing", route.ToString());
        }
    }

    [Fact]
    public async Task A_reader_changes_nothing_on_any_route()
    {
        var tenant = await Hub.TenantAsync();
        var linked = await Hub.LinkOrganizationAsync(tenant: tenant);
        var reader = await Hub.ApiAsync(ProductRoles.ReadOnly, tenant);
        foreach (var route in RouteWalk.Of(Hub).Where(route => route.IsApi && route.Method != HttpMethod.Get))
        {
            using var request = new HttpRequestMessage(route.Method, route.Fill(_ => linked.Id.ToString())) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            using var response = await reader.SendAsync(request);
            (await response.ProblemAsync()).Code.ShouldBe("role_insufficient", route.ToString());
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream") return await response.Content.ReadAsStringAsync();
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var text = new StringBuilder();
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(brief.Token));
            while (await reader.ReadLineAsync(brief.Token) is { } line) text.AppendLine(line);
        }
        catch (OperationCanceledException)
        {
        }

        return text.ToString();
    }

    public sealed class Syncing : EmulatedHost
    {
        protected override bool Syncs => true;
    }
}
