using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>What a feed's page says when something is missing, refused or on its way. What takes days to come about is told in the API's place.</summary>
public sealed partial class FeedPagesTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task S3_17_T10_An_expired_key_shows_Expired_what_was_received_last_and_the_steps_until_it_is_replaced()
    {
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        await Assertions.Expect(Visitor.Status("active")).ToBeVisibleAsync();
        await ReplaceAsync(new { @do = "replace", method = LinkMethods.ApiKey, apiKey = portal.Host.Emulator.AddApiKey("Administrator"), expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(3) });
        await Assertions.Expect(Visitor.Status("expired")).ToHaveTextAsync("Expired");
        var trouble = Visitor.Trouble("credential_expired");
        await Assertions.Expect(trouble.GetByText("The last event received is of")).ToHaveCountAsync(1);
        await Assertions.Expect(trouble).ToContainTextAsync($"position {(await portal.Api.GetAsync<Feed>($"/v1/feeds/{portal.Feed.Id}")).Cursor.Position}");
        var steps = trouble.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "How to go on" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(steps).ToHaveCountAsync(3);
        await Assertions.Expect(steps.First).ToContainTextAsync("My API Key, then Generate New API Key");
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("Replace the credentials");
        await Assertions.Expect(steps.Last).ToContainTextAsync("goes on from where it stopped");
        await Assertions.Expect(trouble.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Replace the token" })).ToHaveAttributeAsync("href", $"/connections/{portal.Organization.Id}/settings");
        await portal.LookAsync("feed-expired", dark: true);
        await ReplaceAsync(new { @do = "replace", method = LinkMethods.ServiceAccount, clientId = portal.Host.Emulator.ClientId, clientSecret = portal.Host.Emulator.ClientSecret });
        await Assertions.Expect(Visitor.Status("active")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Gaps_a_backfill_and_what_is_out_of_reach_are_shown()
    {
        await using var told = await TellAsync(new
        {
            state = "active",
            warnings = new[]
            {
                new { code = "event_gap", title = "JumpCloud counts events that could not be fetched.", detail = "1 stretch.", fix = "Nothing to do at first.", docs = "/docs/guide/troubles.md#event_gap", at = "2026-01-31T00:00:00Z", severity = "warning" },
            },
            gapCounts = new { open = 1, closed = 2, lost = 0 },
            gaps = new[]
            {
                new
                {
                    id = Guid.NewGuid(), service = "radius", from = "2026-01-30T10:00:00Z", to = "2026-01-30T11:00:00Z", reason = "counted", upstream = 1210, stored = 1200, state = "open", tries = 2,
                    foundAt = "2026-01-30T12:00:00Z", nextAttemptAt = "2099-01-30T12:00:00Z",
                },
            },
            backfill = new
            {
                id = Guid.NewGuid(),
                state = "running",
                from = "2026-01-01T00:00:00Z",
                to = "2026-01-31T00:00:00Z",
                outOfReach = new { from = "2025-12-01T00:00:00Z", to = "2026-01-01T00:00:00Z" },
                slices = 8,
                slicesDone = 3,
                events = 40_000,
                stored = 39_000,
                expected = 100_000,
                eventsPerSecond = 812.4,
                createdBy = "x",
                createdAt = "2026-01-31T00:00:00Z",
            },
        });
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        var fetching = Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Fetching" });
        await Assertions.Expect(fetching).ToContainTextAsync("1 open, 2 closed");
        await Assertions.Expect(Visitor.Table("Gaps").Locator("tbody tr")).ToContainTextAsync("radius10");
        await Assertions.Expect(fetching.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "40");
        await Assertions.Expect(fetching).ToContainTextAsync("40,000 of 100,000");
        await Assertions.Expect(fetching).ToContainTextAsync("Dec 1, 2025 to Jan 1, 2026 is out of reach");
        await Assertions.Expect(Visitor.Button("Cancel backfill")).ToBeVisibleAsync();
        await Assertions.Expect(Visitor.Trouble("event_gap")).ToBeVisibleAsync();
        await portal.LookAsync("feed-backfill", dark: true);
    }

    [Fact]
    public async Task The_backfill_dialog_says_what_is_out_of_reach_before_it_asks()
    {
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        await Visitor.Button("Backfill").ClickAsync();
        var from = Visitor.Dialog.GetByLabel("From");
        await from.FillAsync(TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd"));
        await Assertions.Expect(Visitor.Dialog.GetByText("is out of reach")).ToHaveCountAsync(0);
        await from.FillAsync(TimeProvider.System.GetUtcNow().AddDays(-200).ToString("yyyy-MM-dd"));
        await Assertions.Expect(Visitor.Dialog.GetByText("is out of reach")).ToBeVisibleAsync();
        await portal.LookAsync("feed-backfill-dialog");
        await Page.Keyboard.PressAsync("Escape");

        // On a lower plan JumpCloud keeps less, and the operator has said so.
        await using var told = await TellAsync(new { retentionDays = 15 });
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        await Visitor.Button("Backfill").ClickAsync();
        await Assertions.Expect(Visitor.Dialog).ToContainTextAsync("as far back as JumpCloud keeps them: 15 days.");
        await Assertions.Expect(from).ToHaveValueAsync(TimeProvider.System.GetUtcNow().AddDays(-15).ToString("yyyy-MM-dd"));
        await from.FillAsync(TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd"));
        await Assertions.Expect(Visitor.Dialog.GetByText("is out of reach")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    public async Task A_failing_sink_says_why_and_a_dead_letter_its_reason()
    {
        var sink = await portal.Api.PostAsync<Sink>($"/v1/feeds/{portal.Feed.Id}/sinks", new { kind = "file", name = "Out" });
        await using var told = await TellAsync(feed =>
        {
            var one = feed["sinks"]![0]!;
            one["state"] = "failed";
            one["fault"] = new JsonObject { ["code"] = "disk_full", ["detail"] = "No space is left on the device." };
        });
        await Page.RouteAsync($"**/v1/sinks/{sink.Id}/dead-letters*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json",
            Body = """{"items":[{"position":41,"eventId":"e","type":"sso_auth","reason":{"code":"too_large","detail":"It has 9 MB."},"at":"2026-01-31T00:00:00Z"}],"next":null,"total":null}""",
        }));
        await Visitor.OpenAsync($"{portal.FeedPath}?sink={sink.Id}", portal.Organization.Name);
        await Assertions.Expect(Visitor.Dialog.Locator("[data-code=disk_full]")).ToContainTextAsync("No space is left");
        await Visitor.Dialog.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Dead letters" }).ClickAsync();
        await Assertions.Expect(Visitor.Table("Dead letters").Locator("tbody tr")).ToContainTextAsync("too_large");
        await portal.LookAsync("sink-failed");
        await Page.UnrouteAllAsync();
        await portal.Api.DeleteAsync(new Uri($"/v1/sinks/{sink.Id}", UriKind.Relative));
    }

    [Fact]
    public async Task Every_kind_of_sink_has_its_form_with_masked_secrets()
    {
        await Visitor.OpenAsync(portal.FeedPath, portal.Organization.Name);
        await Visitor.Button("Add sink").ClickAsync();
        foreach (var (kind, required, secret) in new[]
        {
            ("Webhook", "URL", "secret"), ("Splunk HEC", "HEC token", "token"), ("Elasticsearch or OpenSearch", "Index or data stream", "apiKey"), ("Syslog", "Host", null),
            ("S3 objects", "Bucket", "secretAccessKey"), ("Kafka", "Topic", null),
        })
        {
            await Visitor.ChooseAsync("Kind", kind);
            await Visitor.Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add sink" }).ClickAsync();
            await Assertions.Expect(Visitor.Dialog.GetByText($"{required} is required.")).ToBeVisibleAsync();
            if (secret is not null) await Assertions.Expect(Visitor.Dialog.Locator($"input[name={secret}]")).ToHaveAttributeAsync("type", "password");
            await Visitor.Dialog.GetByText("More settings").ClickAsync();
            if (kind == "Splunk HEC") await portal.LookAsync("sink-splunk");
            (await Axe.ViolationsAsync(Page, kind)).ShouldBeEmpty();
            await Visitor.Dialog.GetByText("Fewer settings").ClickAsync();
        }
    }

    private Task<Organization> ReplaceAsync(object credentials) => portal.Api.PostAsync<Organization>($"/v1/organizations/{portal.Organization.Id}/credentials", credentials);

    private Task<Told> TellAsync(object members) => TellAsync(feed =>
    {
        foreach (var (name, value) in JsonSerializer.SerializeToNode(members, Json)!.AsObject()) feed[name] = value?.DeepClone();
    });

    /// <summary>The feed as the API tells of it, with some members told otherwise.</summary>
    private async Task<Told> TellAsync(Action<JsonObject> change)
    {
        await Page.RouteAsync($"**/v1/feeds/{portal.Feed.Id}", async route =>
        {
            var answer = await route.FetchAsync();
            var feed = JsonNode.Parse(await answer.TextAsync())!.AsObject();
            change(feed);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = feed.ToJsonString() });
        });
        return new Told(Page);
    }

    private sealed class Told(IPage page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors });
    }
}
