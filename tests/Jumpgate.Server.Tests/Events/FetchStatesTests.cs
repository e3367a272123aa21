using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests.Directory.Sync;

namespace Jumpgate.Server.Tests.Events;

/// <summary>What a feed says when JumpCloud does not let its events be read, and how it goes on.</summary>
public sealed class FetchStatesTests
{
    private static readonly EmulatorOptions World = new() { Users = 5, Groups = 2, Devices = 0, Applications = 0, Admins = 2 };

    [Theory]
    [InlineData(402, "insights_not_in_plan")]
    [InlineData(403, "insights_right_missing")]
    public async Task A_refusal_is_a_state_with_what_to_do_until_it_works_again(int status, string code)
    {
        await using var fed = await Fed.StartAsync();
        fed.Feed.State.ShouldBe(FeedStates.Active);
        fed.Hub.Emulator.Faults.Add($"POST /insights/** {status}");
        var refused = await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.State == FeedStates.Refused);
        refused.Fault!.Code.ShouldBe(code);
        refused.Fault.Fix.ShouldNotBeNullOrEmpty();
        refused.Fault.Docs.ShouldBe($"/docs/guide/troubles.md#{code}");
        refused.Fault.Detail.ShouldContain(status.ToString());
        await fed.HappenAsync(3);

        fed.Hub.Emulator.Faults.Clear();
        // What a person does who has mended it.
        await fed.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{fed.Feed.Id}", new { paused = true });
        (await fed.NowAsync()).State.ShouldBe(FeedStates.Paused);
        await fed.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{fed.Feed.Id}", new { paused = false });
        var well = await fed.FetchedAsync("group_create", 3);
        (well.State, well.Fault).ShouldBe((FeedStates.Active, null));
    }

    [Fact]
    public async Task Trouble_on_the_way_is_a_state_too_and_passes_by_itself()
    {
        await using var fed = await Fed.StartAsync(configure: SyncedHub.Impatient);
        fed.Hub.Emulator.Faults.Add("POST /insights/** 503");
        var failed = await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed.State == FeedStates.Failed);
        failed.Fault!.Code.ShouldBe("upstream_unavailable");
        fed.Hub.Emulator.Faults.Clear();
        await fed.HappenAsync(1);
        await fed.FetchedAsync("group_create", 1);
        await JumpgateHost.WaitForAsync(fed.NowAsync, feed => feed is { State: FeedStates.Active, Fault: null });
    }

    [Theory]
    [InlineData(402, "insights_not_in_plan")]
    [InlineData(403, "insights_right_missing")]
    [InlineData(500, "upstream_unavailable")]
    public async Task S3_2_S3_26_A_feed_is_made_after_one_small_question_was_answered_and_asks_for_events(int status, string code)
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = World, Arguments = Fed.Polls, Configure = SyncedHub.Impatient });
        var organization = await hub.LinkOrganizationAsync(settings: SyncedHub.ByHand);
        await hub.ConnectedAsync(organization.Id);
        hub.Emulator.Faults.Add($"POST /insights/** {status}");
        (await hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = organization.Id })).Code.ShouldBe(code);
        (await hub.Admin.GetAsync<Page<Feed>>("/v1/feeds")).Items.ShouldBeEmpty();

        hub.Emulator.Faults.Clear();
        var before = hub.Emulator.Stats.Of("POST /insights/directory/v1/events");
        var feed = await hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = organization.Id });
        hub.Emulator.Stats.Of("POST /insights/directory/v1/events").ShouldBeGreaterThan(before);
        await JumpgateHost.WaitForAsync(() => hub.Admin.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), one => one.Cursor.ReachedAt is not null);
    }

    [Fact]
    public async Task S3_27_T9_A_token_that_JumpCloud_does_not_take_makes_no_feed_and_the_answer_says_how_to_paste_it()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Emulator = World, Arguments = Fed.Polls, Time = time });
        // It is replaced in JumpCloud by another one: from then on it is as wrong as any.
        var key = hub.Emulator.AddApiKey("Administrator", time.GetUtcNow().AddHours(1));
        var organization = await LinkAsync(hub, key, null);
        time.Advance(TimeSpan.FromHours(2));

        var refused = await hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = organization.Id });
        refused.Code.ShouldBe("invalid_credentials");
        foreach (var advice in (string[])["create it anew", "plain text editor", "spaces and odd characters", "replace the credentials"]) refused.Fix!.ShouldContain(advice);
        (await hub.Admin.GetAsync<Page<Feed>>("/v1/feeds")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task S3_17_T10_An_expired_key_makes_the_feed_Expired_and_with_a_new_one_it_goes_on_without_loss()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = World,
            Arguments = [.. Fed.Polls, "--Organizations:WatchInterval", "00:00:00.050"],
            Time = time,
        });
        var end = time.GetUtcNow().AddDays(90);
        var organization = await LinkAsync(hub, hub.Emulator.AddApiKey("Administrator", end), end);
        var feed = await hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = organization.Id });
        await HappenAsync(hub, 4);
        await WaitAsync(now => now.Counts.GetValueOrDefault("group_create") == 4);

        time.Advance(TimeSpan.FromDays(84));
        var warned = await WaitAsync(now => now.Warnings.Any(warning => warning.Code == "secret_near_end"));
        warned.State.ShouldBe(FeedStates.Active);
        warned.Warnings.Single(warning => warning.Code == "secret_near_end").Fix!.ShouldContain("Generate a new API key");

        time.Advance(TimeSpan.FromDays(7));
        await HappenAsync(hub, 5);
        var expired = await WaitAsync(now => now.State == FeedStates.Expired);
        expired.Fault!.Code.ShouldBe("credential_expired");
        expired.Warnings.ShouldNotContain(warning => warning.Code == "secret_near_end");
        expired.Fault.Detail.ShouldContain("ended at");
        expired.Fault.Detail.ShouldContain($"The last event received is of {expired.Cursor.NewestAt:u}, position {expired.Cursor.Position}.");
        foreach (var step in (string[])["My API Key", "Generate New API Key", "Replace the credentials", "goes on from where it stopped"]) expired.Fault.Fix!.ShouldContain(step);
        expired.Counts["group_create"].ShouldBe(4);

        await hub.Admin.PostAsync<Organization>($"/v1/organizations/{organization.Id}/credentials", new
        {
            @do = "replace",
            apiKey = hub.Emulator.AddApiKey("Administrator", time.GetUtcNow().AddDays(90)),
            expiresAt = time.GetUtcNow().AddDays(90),
        });
        var renewed = await WaitAsync(now => now.Counts.GetValueOrDefault("group_create") == 9);
        (renewed.State, renewed.Fault).ShouldBe((FeedStates.Active, null));

        Task<Feed> WaitAsync(Func<Feed, bool> until) => JumpgateHost.WaitForAsync(() => hub.Admin.GetAsync<Feed>($"/v1/feeds/{feed.Id}"), until);
    }

    private static async Task<Organization> LinkAsync(JumpgateHost hub, string key, DateTimeOffset? expiresAt)
    {
        var body = hub.LinkBody(LinkMethods.ApiKey, settings: SyncedHub.ByHand);
        (body["apiKey"], body["expiresAt"]) = (key, expiresAt);
        var linked = await hub.Admin.PostAsync<Organization>("/v1/organizations", body);
        return await hub.ConnectedAsync(linked.Id);
    }

    private static async Task HappenAsync(JumpgateHost hub, int times)
    {
        for (var i = 0; i < times; i++)
            await new EmulatedConsole(hub.Emulator).GroupAsync($"g{Guid.NewGuid():N}");
    }
}
