using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Insights.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Emulator.Tests.Insights;

/// <summary>Directory Insights alone, over HTTP, with a clock that stands still until it is moved.</summary>
public sealed class InsightsHost : IAsyncDisposable
{
    public const string Organization = "5f1b881dc9e9a9b7e8d6c5a4";
    public const string Second = "5f1b881dc9e9a9b7e8d6c5a5";
    public const string Provider = "5f1b881dc9e9a9b7e8d6c5ff";

    private readonly WebApplication _app;

    private InsightsHost(WebApplication app, EventLog log, StillClock clock, InsightsOptions options)
    {
        (_app, Log, Clock, Options) = (app, log, clock, options);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        Client.DefaultRequestHeaders.Add("x-api-key", "key");
    }

    public HttpClient Client { get; }

    public EventLog Log { get; }

    public StillClock Clock { get; }

    public InsightsOptions Options { get; }

    public static async Task<InsightsHost> StartAsync(long past = 0, Action<InsightsOptions>? set = null, bool multiTenant = false, ulong seed = 7)
    {
        var clock = new StillClock(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));
        var options = new InsightsOptions();
        set?.Invoke(options);
        var log = new EventLog(clock, options);
        if (past > 0)
            log.Remember(Organization, new GeneratedHistory(Subjects(), past, seed, clock.GetUtcNow(), options));
        log.Inhabit(Organization, Subjects(), seed);
        var reports = new Reports(clock, options, (_, type) => [new JsonObject { ["name"] = "a, b", ["type"] = type }]);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseRouting();
        app.MapGroup("/insights/directory/v1").MapInsights(log, reports, context => Caller(context, multiTenant));
        await app.StartAsync();
        return new InsightsHost(app, log, clock, options);
    }

    public static JsonObject Event(string type = "user_update", string service = "directory", string organization = Organization, string? at = null)
    {
        var @event = new JsonObject { ["service"] = service, ["event_type"] = type, ["organization"] = organization };
        if (at is not null)
            @event["timestamp"] = at;
        return @event;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, JsonNode body, params string[] organizations)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/insights/directory/v1" + path) { Content = JsonContent.Create(body) };
        foreach (var organization in organizations)
            request.Headers.TryAddWithoutValidation("x-org-id", organization);
        return await Client.SendAsync(request);
    }

    public async Task<JsonArray> EventsAsync(JsonObject? more = null, params string[] organizations)
    {
        using var answer = await PostAsync("/events", Query(more), organizations);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }

    public async Task<string> RefusalAsync(string path, JsonNode body)
    {
        using var answer = await PostAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var fault = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        fault.Count.ShouldBe(1);
        return fault["message"]!.GetValue<string>();
    }

    /// <summary>A query over everything, changed or extended by <paramref name="more"/>.</summary>
    public static JsonObject Query(JsonObject? more = null)
    {
        var query = new JsonObject { ["service"] = new JsonArray("all"), ["start_time"] = "2026-01-01T00:00:00Z" };
        foreach (var (name, value) in more ?? [])
            query[name] = value?.DeepClone();
        return query;
    }

    public static HistorySubjects Subjects() => new()
    {
        Organization = Organization,
        Provider = Provider,
        Users = 40,
        User = i => new Person($"{i:x24}", $"user.{i}", $"user.{i}@example.com"),
        Admins = 3,
        Admin = i => new Person($"ad{i:x22}", "", $"admin{i}@example.com"),
        Groups = 5,
        Group = i => new Named($"9{i:x23}", $"Group {i}"),
        Applications = 6,
        Application = i => new SignInTarget($"a{i:x23}", "slack", $"Slack {i}", "saml", $"https://sso.jumpcloud.com/saml2/slack-{i}"),
        Devices = 10,
        Device = i => new Machine($"d{i:x23}", $"host-{i}", $"HOST-{i}", "Windows", "11", i),
    };

    private static InsightsCaller? Caller(HttpContext context, bool multiTenant) => context.Request.Headers["x-api-key"].ToString() switch
    {
        "key" => new InsightsCaller
        {
            Id = "66e0e4946b3bf01b1ccf2909",
            Email = "ops@example.com",
            MayRead = id => id == Organization || (multiTenant && id == Second),
            DefaultOrganization = multiTenant ? null : Organization,
            Provider = multiTenant ? Provider : null,
        },
        "command-runner" => new InsightsCaller { Id = "1", Email = "", MayRead = _ => true, DefaultOrganization = Organization, HasInsights = false },
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

public sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
