using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Alerts;

/// <summary>What the contact of a feed is told by mail, over a real socket.</summary>
public sealed class AlertTests
{
    private static readonly object Contact = new { contact = new { name = "Ada Lovelace", email = "soc@example.com" } };

    [Fact]
    public async Task S3_21_The_contact_is_told_by_mail_when_the_token_expires()
    {
        await using var mails = new MailServer();
        var time = new FakeClock();
        await using var fed = await Fed.StartAsync(Contact, time: time, more: [.. mails.Options, "--Mail:SettleMinutes", "10"]);
        fed.Feed.AlertsByMail.ShouldBeTrue();
        await ReplaceAsync(fed, time);
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.ShouldBeEmpty();

        time.Advance(TimeSpan.FromDays(31));
        await WaitAsync(fed, feed => feed.State == FeedStates.Expired);
        var expired = (await mails.UntilAsync(1))[0];
        var name = fed.Organization.Name;
        (expired.From, expired.To, expired.Subject).ShouldBe(("jumpgate@example.com", "soc@example.com", $"Jumpgate: The feed of {name} has expired"));
        foreach (var part in (string[])["Since ", "My API Key", "Replace the credentials", $"https://jumpgate.example.com/events/feeds/{fed.Feed.Id}"]) expired.Text.ShouldContain(part);
        expired.Raw.ShouldNotContain("Lovelace");
        expired.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        expired.Headers["Message-ID"].ShouldMatch("^<[^<> ]+@example.com>$");

        await fed.Hub.RestartAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        mails.Mails.Count.ShouldBe(1);

        await ReplaceAsync(fed, time);
        await WaitAsync(fed, feed => feed.State == FeedStates.Active);
        await Task.Delay(TimeSpan.FromSeconds(12));
        time.Advance(TimeSpan.FromMinutes(11));
        var well = (await mails.UntilAsync(2))[1];
        well.Subject.ShouldBe($"Jumpgate: The feed of {name} is well again");
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.Count.ShouldBe(2);
        (await fed.Hub.Anonymous.GetStringAsync("/metrics")).ShouldContain("jumpgate_mail_sent_total");
    }

    [Fact]
    public async Task S3_21_A_mail_server_that_is_away_gets_the_mail_later_and_once()
    {
        await using var mails = new MailServer { IsAway = true };
        await using var fed = await Fed.StartAsync(Contact, more: mails.Options);
        fed.Hub.Emulator.Faults.Add("POST /insights/** 402");
        var untold = await WaitAsync(fed, feed => feed.Warnings.Any(warning => warning.Code == "contact_not_told"));
        untold.State.ShouldBe(FeedStates.Refused);
        untold.Warnings.Single(warning => warning.Code == "contact_not_told").Detail.ShouldContain("It is tried again at");
        mails.SentAway.ShouldBeGreaterThan(0);
        fed.Hub.Log.Text.ShouldContain("could not be told");
        await fed.Hub.RestartAsync();

        mails.IsAway = false;
        (await mails.UntilAsync(1))[0].Subject.ShouldEndWith("is refused");
        await WaitAsync(fed, feed => feed.Warnings.All(warning => warning.Code != "contact_not_told"));
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task S3_21_A_failure_that_passes_soon_is_not_told_and_one_that_lasts_is()
    {
        await using var mails = new MailServer();
        await using var story = await Story.BeginAsync([.. mails.Options, "--Mail:SettleMinutes", "10"]);
        await story.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{story.Fed.Feed.Id}", Contact);
        story.Hub.Emulator.Faults.Add("POST /insights/** 503");
        await story.WaitAsync(feed => feed.State == FeedStates.Failed);
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.ShouldBeEmpty();

        story.Time.Advance(TimeSpan.FromMinutes(11));
        (await mails.UntilAsync(1))[0].Subject.ShouldEndWith("has failed");
        story.Hub.Emulator.Faults.Clear();
        await story.WaitAsync(feed => feed.State == FeedStates.Active);
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.Count.ShouldBe(1);
        story.Time.Advance(TimeSpan.FromMinutes(11));
        (await mails.UntilAsync(2))[1].Subject.ShouldEndWith("is well again");
    }

    [Fact]
    public async Task S3_21_The_contact_is_told_by_mail_before_JumpCloud_deletes_what_is_missing_and_when_it_has()
    {
        await using var mails = new MailServer();
        await using var story = await Story.BeginAsync(["--EventLog:RetentionDays", "15", .. mails.Options]);
        await story.Hub.Admin.PatchAsync<Feed>($"/v1/feeds/{story.Fed.Feed.Id}", Contact);
        story.Hub.Emulator.Events.Options.Retention = TimeSpan.FromDays(15);
        story.Hide("hidden");
        FetchTests.Append(story.Fed, "hidden", story.Now);
        await story.GoOnAsync(TimeSpan.FromMinutes(70));
        var gap = (await story.WaitAsync(feed => feed.Gaps is [{ State: GapStates.Open, Tries: > 0 }])).Gaps[0];
        mails.Mails.ShouldBeEmpty();

        await story.GoOnAsync(TimeSpan.FromDays(13));
        var ending = (await mails.UntilAsync(1))[0];
        ending.Subject.ShouldEndWith("will soon be lost");
        foreach (var part in (string[])[$"{gap.From:u} to {gap.To:u}", $"JumpCloud counted {gap.Upstream}, the log has {gap.Stored}", "Directory Insights > Export"]) ending.Text.ShouldContain(part);

        await story.GoOnAsync(TimeSpan.FromDays(3));
        (await mails.UntilAsync(2))[1].Subject.ShouldEndWith("are lost");
        await Task.Delay(TimeSpan.FromSeconds(12));
        mails.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task S3_21_Without_a_mail_server_nobody_is_said_to_be_told()
    {
        await using var fed = await Fed.StartAsync(Contact);
        fed.Feed.AlertsByMail.ShouldBeFalse();
        fed.Hub.Emulator.Faults.Add("POST /insights/** 402");
        var refused = await WaitAsync(fed, feed => feed.State == FeedStates.Refused);
        (refused.AlertsByMail, refused.Warnings.Count).ShouldBe((false, 0));
    }

    [Fact]
    public async Task S3_21_An_address_that_is_refused_holds_up_no_other_contact()
    {
        await using var mails = new MailServer { Refuses = address => address.StartsWith("nobody", StringComparison.Ordinal) };
        await using var fed = await Fed.StartAsync(new { contact = new { email = "nobody@example.com" } }, more: mails.Options);
        var tenant = await fed.Hub.TenantAsync();
        var second = await fed.Hub.LinkOrganizationAsync(tenant: tenant, settings: Directory.Sync.SyncedHub.ByHand);
        await JumpgateHost.WaitForAsync(
            () => fed.Hub.Admin.GetAsync<Organization>($"/v1/organizations/{second.Id}?tenant={tenant}"), one => one.Status == OrganizationStatus.Connected, TimeSpan.FromSeconds(60));
        await fed.Hub.Admin.PostAsync<Feed>("/v1/feeds", new { organizationId = second.Id, contact = new { email = "somebody@example.com" } });
        fed.Hub.Emulator.Faults.Add("POST /insights/** 402");
        (await mails.UntilAsync(1))[0].To.ShouldBe("somebody@example.com");
        var untold = await WaitAsync(fed, feed => feed.Warnings.Any(warning => warning.Code == "contact_not_told"));
        untold.Warnings.Single(warning => warning.Code == "contact_not_told").Detail.ShouldContain("no such user here");
    }

    private static Task<Feed> WaitAsync(Fed fed, Func<Feed, bool> until) => JumpgateHost.WaitForAsync(fed.NowAsync, until);

    /// <summary>An API key that ends before events are lost.</summary>
    private static Task<Organization> ReplaceAsync(Fed fed, FakeClock time)
    {
        var end = time.GetUtcNow().AddDays(30);
        return fed.Hub.Admin.PostAsync<Organization>(
            $"/v1/organizations/{fed.Organization.Id}/credentials", new { @do = "replace", method = "api_key", apiKey = fed.Hub.Emulator.AddApiKey("Administrator", end), expiresAt = end });
    }
}
