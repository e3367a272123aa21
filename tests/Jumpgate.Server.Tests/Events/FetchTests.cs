using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Events;

/// <summary>How events are asked for: windows, pages, clocks, answers that cannot be read.</summary>
public sealed class FetchTests
{
    private static readonly string[] SmallPages = ["--EventLog:PageSize", "7", "--EventLog:LongPageSize", "7"];

    [Fact]
    public async Task F10_A_window_has_an_end_and_after_a_failure_the_same_question_goes_on_at_its_page()
    {
        var meddler = new Meddler();
        await using var fed = await Fed.StartAsync(configure: meddler.Configure, more: SmallPages);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        var failing = true;
        meddler.Fails = question => failing && question["search_after"] is not null ? new HttpRequestException("cut") : null;
        await fed.HappenAsync(30);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.State == FeedStates.Failed);
        var cut = meddler.Asked.Last(question => question["search_after"] is not null);
        failing = false;
        var feed = await fed.FetchedAsync("group_create", 30);
        feed.Counts["group_create"].ShouldBe(30);

        // Asked again word for word, though time has gone on.
        meddler.Asked.Count(question => JsonNode.DeepEquals(question, cut)).ShouldBeGreaterThan(1);
        foreach (var question in meddler.Asked.Where(question => question["fields"] is null))
        {
            question["service"]!.ToJsonString().ShouldBe("""["all"]""");
            (At(question, "start_time") <= At(question, "end_time")).ShouldBeTrue(question.ToJsonString());
            At(question, "end_time").ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow());
        }
    }

    [Fact]
    public async Task Many_events_of_one_millisecond_across_pages_come_once_each()
    {
        await using var fed = await Fed.StartAsync(more: SmallPages);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        var at = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 50; i++) Append(fed, $"same-{i}", at);
        await fed.FetchedAsync("user_update", 50);
        (await fed.LogAsync("&type=user_update")).Select(item => item.EventId).ShouldBe(Enumerable.Range(0, 50).Select(i => $"same-{i}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_server_whose_clock_is_wrong_asks_for_no_future_and_says_so(int hours)
    {
        var meddler = new Meddler();
        var time = new FakeClock();
        await using var fed = await Fed.StartAsync(configure: meddler.Configure, time: time);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        meddler.Asked.Clear();
        // Only the emulator's clock moves: the server's is ahead of it, or behind.
        fed.Hub.Emulator.Clock.Advance(TimeSpan.FromHours(-hours));
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Warnings.Any(warning => warning.Code == "clock_skew"));
        var seen = meddler.Asked.Count;
        await fed.HappenAsync(4);
        (await fed.FetchedAsync("group_create", 4)).State.ShouldBe(FeedStates.Active);
        foreach (var question in meddler.Asked.Skip(seen)) At(question, "end_time").ShouldBeLessThanOrEqualTo(fed.Hub.Emulator.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_event_whose_answer_is_no_JSON_holds_up_no_other_and_comes_when_it_can_be_read()
    {
        var meddler = new Meddler();
        var time = new FakeClock();
        await using var fed = await Fed.StartAsync(configure: meddler.Configure, time: time);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        // Whole events only: their names alone can be read.
        meddler.Answers = (question, text) => question["fields"] is null && text.Contains("poison", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text.Replace("poison", "\"", StringComparison.Ordinal)) : null;
        var now = time.GetUtcNow();
        for (var i = 0; i < 30; i++) Append(fed, i == 17 ? "poison" : $"fine-{i}", now.AddMilliseconds(-30 + i));
        await fed.FetchedAsync("user_update", 29);
        var holed = await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Gaps is [{ Tries: > 0 }] && feed.Warnings.Any(warning => warning.Code == "event_gap"));
        var gap = holed.Gaps.ShouldHaveSingleItem();
        (gap.Reason, gap.State).ShouldBe(("unreadable", GapStates.Open));
        gap.Detail!.ShouldContain("poison");
        holed.State.ShouldBe(FeedStates.Active);

        meddler.Answers = null;
        time.Advance(TimeSpan.FromMinutes(2));
        await fed.FetchedAsync("user_update", 30);
        var whole = await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.GapCounts is { Open: 0, Closed: 1 });
        whole.Warnings.ShouldNotContain(warning => warning.Code == "event_gap");
    }

    [Fact]
    public async Task A_feed_that_is_made_while_its_organization_is_polled_is_polled_right_after()
    {
        var (time, meddler) = (new FakeClock(), new Meddler());
        using var polled = new SemaphoreSlim(0);
        using var answered = new ManualResetEventSlim();
        var polls = 0;
        meddler.Answers = (question, _) =>
        {
            if ((int)question["limit"]! == 1 || Interlocked.Increment(ref polls) > 1) return null;
            polled.Release();
            answered.Wait();
            return null;
        };
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = new EmulatorOptions { Users = 5, Admins = 1 },
            Arguments = [.. Fed.Polls],
            Configure = meddler.Configure,
            Time = time,
        });
        var organization = await hub.LinkOrganizationAsync(settings: new { schedule = (string?)null, refreshInterval = "PT1H" });
        (await polled.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        // As on a busy machine, where a transaction begins long before it is committed.
        time.Advance(TimeSpan.FromMinutes(-10));
        var feed = await hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = organization.Id });
        time.Advance(TimeSpan.FromMinutes(10));
        answered.Set();
        await new EmulatedConsole(hub.Emulator).GroupAsync("late");
        await JumpgateHost.WaitForAsync(() => hub.Admin.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), one => one.Counts.GetValueOrDefault("group_create") == 1);
    }

    [Fact]
    public async Task A_proxy_that_answers_everything_with_its_own_page_loses_nothing()
    {
        var meddler = new Meddler { };
        await using var fed = await Fed.StartAsync(configure: meddler.Configure);
        meddler.Answers = (_, _) => "<html>Sign in</html>"u8.ToArray();
        await fed.HappenAsync(5);
        (await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.State == FeedStates.Failed)).Fault!.Code.ShouldBe("upstream_unreadable");
        meddler.Answers = null;
        (await fed.FetchedAsync("group_create", 5)).Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Full_pages_without_a_token_are_told_apart_from_the_last_one()
    {
        var meddler = new Meddler { DropsTokens = true };
        await using var fed = await Fed.StartAsync(configure: meddler.Configure, more: SmallPages);
        await fed.HappenAsync(9);
        var failed = await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.State == FeedStates.Failed);
        failed.Fault!.Code.ShouldBe("paging_stuck");
        failed.Fault.Detail.ShouldContain("underscore");
        meddler.DropsTokens = false;
        await fed.FetchedAsync("group_create", 9);
    }

    [Fact]
    public async Task Deep_large_and_broken_events_are_stored_and_delivered()
    {
        var meddler = new Meddler();
        await using var fed = await Fed.StartAsync(configure: meddler.Configure);
        var sink = await fed.FileAsync();
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.Cursor.ReachedAt is not null);
        const string When = "\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_type\":\"user_update\",\"service\":\"directory\"";
        byte[][] odd =
        [
            Encoding.UTF8.GetBytes($$"""{"id":"deep",{{When}},"x":{{new string('[', 3000)}}{{new string(']', 3000)}}}"""),
            Encoding.UTF8.GetBytes($$"""{"id":"large",{{When}},"x":"{{new string('y', 5_000_000)}}"}"""),
            [.. Encoding.UTF8.GetBytes($$"""{"id":"broken",{{When}},"x":"a"""), 0xC3, 0x28, 0xFF, .. "\"}"u8],
            Encoding.UTF8.GetBytes($$"""{"id":"nobody",{{When}},"organization":null,"initiated_by":null,"resource":null,"changes":null,"client_ip":null}"""),
            Encoding.UTF8.GetBytes($$"""{"id":"nobody",{{When}},"organization":null}"""),
            Encoding.UTF8.GetBytes($$"""{"id":"later",{{When}},"service":"teleport"}"""),
        ];
        meddler.Answers = (question, text) => question["fields"] is null && text.Length > 2
            ? [.. Encoding.UTF8.GetBytes(text.Trim()[..^1]), .. odd.SelectMany(item => (byte[])[(byte)',', .. item]), (byte)']']
            : null;
        await fed.HappenAsync(1);
        await fed.FetchedAsync("user_update", 5);
        sink = await fed.FinishedAsync(sink);
        foreach (var id in (string[])["deep", "large", "broken", "nobody", "later"]) fed.Lines(sink).Count(line => line.Contains($"\"uid\":\"{id}\"", StringComparison.Ordinal)).ShouldBe(1, id);
        var feed = await fed.NowAsync();
        feed.State.ShouldBe(FeedStates.Active);
        feed.UnknownServices.ShouldBe(["teleport"]);
        feed.Warnings.ShouldContain(warning => warning.Code == "service_unknown" && warning.Detail.Contains("teleport", StringComparison.Ordinal));
        var log = await fed.LogAsync("&type=user_update");
        log.Single(item => item.EventId == "deep").Raw.GetProperty("unreadable").GetProperty("text").GetString()!.ShouldContain(new string('[', 3000));
        (await fed.Hub.Admin.GetStringAsync("/metrics")).ShouldContain("jumpgate_events_stored_total");
    }

    [Fact]
    public async Task F1_F2_F3_Every_service_comes_and_types_of_no_catalogue_are_listed()
    {
        await using var fed = await Fed.StartAsync();
        var services = (string[])["sso", "radius", "ldap", "mdm", "systems", "software", "directory", "password_manager"];
        foreach (var service in services) Append(fed, $"{service}-1", TimeProvider.System.GetUtcNow(), service, service == "sso" ? "sso_auth" : service == "mdm" ? "mdm_teleported" : "user_update");
        var feed = await JumpgateHost.WaitForAsync(fed.NowAsync, now => services.All(now.Services.ContainsKey));
        feed.UnknownServices.ShouldBeEmpty();
        feed.UnknownTypes.ShouldBe(new Dictionary<string, long> { ["mdm_teleported"] = 1 });
        feed.Warnings.ShouldContain(warning => warning.Code == "event_type_unknown" && warning.Severity == "info");
    }

    [Fact]
    public async Task Each_organization_of_a_provider_has_its_own_feed()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = new EmulatorOptions { Users = 3, Groups = 1, Devices = 0, Applications = 0, Admins = 2, Organizations = 2 },
            Arguments = Fed.Polls,
        });
        List<Feed> feeds = [];
        foreach (var id in hub.Emulator.OrganizationIds)
        {
            var linked = await hub.Admin.PostAsync<Organization>("/v1/organizations", hub.LinkBody(LinkMethods.ApiKey, organizationId: id, settings: Directory.Sync.SyncedHub.ByHand));
            await hub.ConnectedAsync(linked.Id);
            feeds.Add(await hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = linked.Id }));
        }

        for (var i = 0; i < 2; i++)
        {
            hub.Emulator.Events.Append(Event($"of-{i}", TimeProvider.System.GetUtcNow(), hub.Emulator.OrganizationIds[i]));
        }

        for (var i = 0; i < 2; i++)
        {
            await JumpgateHost.WaitForAsync(() => hub.Admin.GetAsync<Feed>($"/v1/feeds/{feeds[i].Id}"), feed => feed.Counts.GetValueOrDefault("user_update") == 1);
            var log = await hub.Admin.GetAsync<Page<FeedEvent>>($"/v1/events?type=user_update&organization={feeds[i].OrganizationId}");
            log.Items.ShouldHaveSingleItem().EventId.ShouldBe($"of-{i}");
        }
    }

    internal static void Append(Fed fed, string id, DateTimeOffset at, string service = "directory", string type = "user_update") =>
        fed.Hub.Emulator.Events.Append(Event(id, at, fed.Hub.Emulator.OrganizationId, service, type));

    private static JsonObject Event(string id, DateTimeOffset at, string organization, string service = "directory", string type = "user_update") => new()
    {
        ["id"] = id,
        ["timestamp"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["service"] = service,
        ["event_type"] = type,
        ["organization"] = organization,
    };

    private static DateTimeOffset At(JsonObject question, string name) => DateTimeOffset.Parse((string)question[name]!, CultureInfo.InvariantCulture);
}
