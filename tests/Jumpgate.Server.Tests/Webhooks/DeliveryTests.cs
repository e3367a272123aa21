using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>That everything arrives, in order, once more where needed, and what is seen of it.</summary>
public sealed class DeliveryTests(ClockedHub shared) : IClassFixture<ClockedHub>
{
    private const string UserCreated = "organization.directory.user_created";
    private static readonly string[] Users = ["organization.directory.user_*"];

    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task I1_The_life_of_a_directory_is_told()
    {
        await using var hooked = await Hooked.StartAsync(Hub);
        var path = $"/v1/directories/{hooked.Directory}";
        await Hub.Admin.PatchAsync<JsonObject>(path, new { enabled = false });
        await Hub.Admin.PatchAsync<JsonObject>(path, new { enabled = true });

        // Once the directory is removed, nothing knows its provider any more.
        await hooked.Receiver.UntilAsync(taken => taken.Count == 2);
        await Hub.Admin.DeleteAsync(path);
        var sent = await hooked.Receiver.UntilAsync(taken => taken.Count == 3);

        sent.Select(one => one.Type).ShouldBe(["organization.directory_disabled", "organization.directory_enabled", "organization.directory_disabled"]);
        ((string)sent[0].Data["id"]!).ShouldBe(hooked.Directory.ToString());
        ((string)sent[0].Data["provider"]!).ShouldBe("custom");
    }

    [Fact]
    public async Task I5_A_delivery_is_signed_as_Standard_Webhooks_has_it()
    {
        await using var hooked = await Hooked.StartAsync(Hub);
        await hooked.Client.UserAsync("ada");
        var sent = (await hooked.Receiver.UntilAsync(UserCreated))[0];

        sent.SignedBy(hooked.Webhook.Secret!).ShouldBe(1);
        hooked.Webhook.Secret!.ShouldStartWith("whsec_");
        sent.Headers["content-type"].ShouldBe("application/json");
        Math.Abs(long.Parse(sent.Headers["webhook-timestamp"], null) - shared.Clock.GetUtcNow().ToUnixTimeSeconds()).ShouldBeLessThan(30);
        new JumpCloud.Webhooks.WebhookVerifier(TimeSpan.FromMinutes(5), shared.Clock, hooked.Webhook.Secret!).Verify(sent.Headers.GetValueOrDefault, sent.Body)
            .ShouldBe(JumpCloud.Webhooks.WebhookVerdict.Genuine);
        (await Hub.Admin.GetAsync<Webhook>(hooked.Path)).Secret.ShouldBeNull("it is shown once");
    }

    [Fact]
    public async Task The_log_forgets_what_was_delivered_and_keeps_what_was_not()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        var deaf = await hooked.HookAsync(new { url = "http://127.0.0.1:9/", events = Users });
        await hooked.Client.UserAsync("ada");
        await hooked.Receiver.UntilAsync(UserCreated);
        await JumpgateHost.WaitForAsync(() => hooked.LogAsync(), log => log.Count == 1 && log[0].State == "Success");
        await JumpgateHost.WaitForAsync(() => hooked.LogAsync(of: deaf), log => log.Count == 1 && log[0].State == "Retrying");

        shared.Clock.Advance(TimeSpan.FromDays(8));
        await Hub.Services.GetRequiredService<Jumpgate.Server.Webhooks.DeliveryRetention>().RunAsync(default);
        (await hooked.LogAsync()).ShouldBeEmpty();
        (await hooked.LogAsync(of: deaf)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task I6_During_a_rotation_both_secrets_sign_and_then_only_the_new_one()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        var next = await Hub.Admin.PostAsync<Webhook>($"{hooked.Path}/rotate", new { overlap = "PT1H" });
        await hooked.Client.UserAsync("during");
        var during = (await hooked.Receiver.UntilAsync(taken => taken.Count == 1))[0];
        (during.SignedBy(hooked.Webhook.Secret!), during.SignedBy(next.Secret!)).ShouldBe((1, 1));
        next.OldSecretUntil.ShouldNotBeNull();

        shared.Clock.Advance(TimeSpan.FromMinutes(61));
        await hooked.Client.UserAsync("after");
        var after = (await hooked.Receiver.UntilAsync(taken => taken.Count == 2))[1];
        (after.SignedBy(hooked.Webhook.Secret!), after.SignedBy(next.Secret!)).ShouldBe((0, 1));
        (await Hub.Admin.GetAsync<Webhook>(hooked.Path)).OldSecretUntil.ShouldBeNull();
    }

    [Fact]
    public async Task I7_An_event_is_tried_eight_times_by_the_plan_and_then_held_for_a_person()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        hooked.Receiver.Answer = (_, _) => Task.FromResult(500);
        await hooked.Client.UserAsync("never");
        string[] plan = ["PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT10H"];
        for (var tries = 1; tries <= plan.Length; tries++)
        {
            var logged = await JumpgateHost.WaitForAsync(async () => (await hooked.LogAsync()).SingleOrDefault(), one => one?.Attempts.Count == tries);
            var wait = System.Xml.XmlConvert.ToTimeSpan(plan[tries - 1]);
            logged!.State.ShouldBe("Retrying");
            (logged.NextAttemptAt!.Value - logged.Attempts[^1].At).ShouldBeInRange(wait, wait + TimeSpan.FromSeconds(10));
            shared.Clock.Advance(wait);
        }

        var dead = await JumpgateHost.WaitForAsync(async () => (await hooked.LogAsync()).Single(), one => one.State == "Failed");
        dead.Attempts.Count.ShouldBe(8);
        dead.Attempts.ShouldAllBe(attempt => attempt.Status == 500 && attempt.Error != null);
        hooked.Receiver.All.Select(one => one.Id).Distinct().Count().ShouldBe(1, "the id is the same at every attempt");
        hooked.Receiver.All.Select(one => Convert.ToBase64String(one.Body)).Distinct().Count().ShouldBe(1, "and the body too");
        var lane = (await hooked.LanesAsync()).Single();
        (lane.State, lane.FailedSeq).ShouldBe(("paused", dead.Seq));
        (await Hub.Admin.GetAsync<Webhook>(hooked.Path)).Health.ShouldBe(new WebhookHealth(0, 1, 1));
    }

    [Fact]
    public async Task I8_The_log_knows_Success_Queued_Failed_and_Retrying()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        await hooked.Client.UserAsync("first");
        await hooked.Receiver.UntilAsync(taken => taken.Count == 1);
        hooked.Receiver.Answer = (_, _) => Task.FromResult(503);
        await hooked.Client.UserAsync("second");
        await JumpgateHost.WaitForAsync(() => Task.FromResult(hooked.Receiver.All.Count), count => count > 1);
        await hooked.Client.UserAsync("third");

        var log = await JumpgateHost.WaitForAsync(() => hooked.LogAsync(), all => all.Count == 3);
        log.Select(one => one.State).ShouldBe(["Queued", "Retrying", "Success"]);
        log[2].Attempts.Single().Status.ShouldBe(204);
        log[1].Attempts[0].Error.ShouldNotBeNullOrEmpty();
        log[0].Attempts.ShouldBeEmpty();
        foreach (var state in (string[])["Success", "Queued", "Retrying"]) (await hooked.LogAsync($"&state={state}")).Single().State.ShouldBe(state);
        var page = await Hub.Admin.GetAsync<Page<WebhookDelivery>>($"{hooked.Path}/deliveries?limit=2");
        (await Hub.Admin.GetAsync<Page<WebhookDelivery>>($"{hooked.Path}/deliveries?limit=2&cursor={page.Next}")).Items.Single().Seq.ShouldBe(log[2].Seq);

        await Hub.Admin.PostAsync<JsonObject?>($"{hooked.Path}/skip", new { seq = log[1].Seq });
        (await hooked.LogAsync("&state=Failed")).Single().Skipped.ShouldBeTrue();
    }

    [Fact]
    public async Task I9_One_event_a_range_and_everything_since_a_cursor_can_be_sent_again()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        foreach (var name in (string[])["a", "b", "c", "d"]) await hooked.Client.UserAsync(name);
        var first = await hooked.Receiver.UntilAsync(taken => taken.Count == 4);

        await Hub.Admin.PostAsync<WebhookReplayed>($"{hooked.Path}/replay", new { seq = first[1].Seq });
        var again = (await hooked.Receiver.UntilAsync(taken => taken.Count == 5))[4];
        (again.Id, Convert.ToBase64String(again.Body)).ShouldBe((first[1].Id, Convert.ToBase64String(first[1].Body)));

        await Hub.Admin.PostAsync<WebhookReplayed>($"{hooked.Path}/replay", new { from = first[2].Seq, to = first[3].Seq });
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 7)).Skip(5).Select(one => one.Id).ShouldBe([first[2].Id, first[3].Id]);

        await using var late = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = late.Url, events = Users, after = first[0].Seq });
        (await late.UntilAsync(taken => taken.Count == 3)).Select(one => one.Id).ShouldBe(first.Skip(1).Select(one => one.Id));
        (await JumpgateHost.WaitForAsync(() => hooked.LanesAsync(), lanes => lanes.All(lane => lane.Replay is null))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task I10_A_test_event_goes_at_once_and_its_answer_is_shown()
    {
        await using var hooked = await Hooked.StartAsync(Hub);
        var well = await Hub.Admin.PostAsync<WebhookTested>($"{hooked.Path}/test");
        hooked.Receiver.Answer = (_, _) => Task.FromResult(404);
        var ill = await Hub.Admin.PostAsync<WebhookTested>($"{hooked.Path}/test");

        (well.Delivered, well.Attempt.Status).ShouldBe((true, 204));
        (ill.Delivered, ill.Attempt.Status).ShouldBe((false, 404));
        var sent = hooked.Receiver.All[0];
        sent.Type.ShouldBe("webhook.test");
        sent.Id.ShouldBe(well.EventId);
        sent.SignedBy(hooked.Webhook.Secret!).ShouldBe(1);
    }

    [Fact]
    public async Task I11_Only_the_chosen_events_of_the_chosen_directories_are_sent()
    {
        await using var hooked = await Hooked.StartAsync(Hub);
        var other = await Scim.PushedClient.StartAsync(Hub, tenant: hooked.Tenant);
        await using var groups = await Receiver.StartAsync();
        await using var one = await Receiver.StartAsync();
        await hooked.HookAsync(new { url = groups.Url, events = new[] { "organization.directory.group_*" } });
        await hooked.HookAsync(new { url = one.Url, directories = new[] { other.Directory.Id } });
        await hooked.Client.UserAsync("here", "\"active\":true");
        await hooked.Client.GroupAsync("here");
        await other.UserAsync("there");

        await hooked.Receiver.UntilAsync(taken => taken.Count(sent => sent.Type == UserCreated) == 2 && taken.Any(sent => sent.Type == "organization.directory.group_created"));
        (await groups.UntilAsync(taken => taken.Count > 0)).Select(sent => sent.Type).Distinct().ShouldBe(["organization.directory.group_created"]);
        (await one.UntilAsync(taken => taken.Count > 0)).Select(sent => (string)sent.Json["directory"]!["id"]!).Distinct().ShouldBe([other.Directory.Id.ToString()]);
        var refused = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/webhooks", new { tenant = hooked.Tenant, url = one.Url, events = new[] { "organization.user_created", "*.created" } });
        refused.Errors!.Select(error => error.Code).ShouldBe(["unknown_event", "unknown_event"]);
    }

    [Fact]
    public async Task I12_The_pull_feed_has_the_same_bodies_and_a_cursor()
    {
        await using var hooked = await Hooked.StartAsync(Hub);
        var user = await hooked.Client.UserAsync("ada");
        await hooked.Client.GroupAsync("Engineers", user);
        var sent = await hooked.Receiver.UntilAsync("organization.directory.group_user_added");

        var feed = $"/v1/changes?as=events&tenant={hooked.Tenant}";
        var pulled = (await Hub.Admin.GetAsync<JsonObject>(feed))["items"]!.AsArray();
        foreach (var one in sent) pulled.Single(item => (long)item!["seq"]! == one.Seq)!.ToJsonString().ShouldBe(one.Json.ToJsonString());
        var page = await Hub.Admin.GetAsync<JsonObject>($"{feed}&limit=2");
        var rest = await Hub.Admin.GetAsync<JsonObject>($"{feed}&cursor={page["next"]}");
        page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (long)item!["seq"]!).ShouldBe(pulled.Select(item => (long)item!["seq"]!));
        (await Hub.Admin.GetAsync<JsonObject>($"{feed}&after={sent[^1].Seq}"))["items"]!.AsArray().ShouldBeEmpty();
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"{feed}&as=rows")).Code.ShouldBe("parameter_invalid");
    }

    [Fact]
    public async Task I15_Disabled_it_stops_enabled_it_goes_on_and_410_disables_it()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        (await Hub.Admin.PatchAsync<Webhook>(hooked.Path, new { enabled = false })).DisabledReason.ShouldBe("by_hand");
        await hooked.Client.UserAsync("missed");
        await Task.Delay(1500);
        hooked.Receiver.All.ShouldBeEmpty();
        await Hub.Admin.PatchAsync<Webhook>(hooked.Path, new { enabled = true });
        await hooked.Receiver.UntilAsync(taken => taken.Count == 1);

        hooked.Receiver.Answer = (_, _) => Task.FromResult(410);
        await hooked.Client.UserAsync("gone");
        var gone = await JumpgateHost.WaitForAsync(() => Hub.Admin.GetAsync<Webhook>(hooked.Path), webhook => !webhook.Enabled);
        gone.DisabledReason.ShouldBe("gone");
        var came = hooked.Receiver.All.Count;
        await hooked.Client.UserAsync("later");
        shared.Clock.Advance(TimeSpan.FromDays(1));
        await Task.Delay(1500);
        hooked.Receiver.All.Count.ShouldBe(came);

        hooked.Receiver.Answer = (_, _) => Task.FromResult(200);
        await Hub.Admin.PatchAsync<Webhook>(hooked.Path, new { enabled = true });
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 3)).Select(one => (string)one.Data["preferred_username"]!).ShouldBe(["missed", "gone", "later"]);
    }

    [Fact]
    public async Task A_retry_holds_its_lane_and_no_other_and_a_skip_lets_it_go_on()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        var other = await Scim.PushedClient.StartAsync(Hub, tenant: hooked.Tenant);
        hooked.Receiver.Answer = (one, _) => Task.FromResult((string?)one.Data["preferred_username"] == "bad" ? 500 : 204);
        await hooked.Client.UserAsync("bad");
        await hooked.Client.UserAsync("behind");
        await other.UserAsync("elsewhere");
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 1)).Single().Data["preferred_username"]!.GetValue<string>().ShouldBe("elsewhere");
        var held = await JumpgateHost.WaitForAsync(async () => (await hooked.LogAsync("&state=Retrying")).SingleOrDefault(), one => one is not null);
        await Task.Delay(500);
        hooked.Receiver.Taken.Count.ShouldBe(1, "what is behind waits");

        (await Hub.Admin.RefusedAsync(HttpMethod.Post, $"{hooked.Path}/skip", new { seq = held!.Seq + 1000 })).Code.ShouldBe("delivery_not_waiting");
        using var skipped = await Hub.Admin.PostAsJsonAsync($"{hooked.Path}/skip", new { seq = held.Seq });
        ((int)skipped.StatusCode).ShouldBe(204);
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 2))[1].Data["preferred_username"]!.GetValue<string>().ShouldBe("behind");
    }

    [Fact]
    public async Task A_dead_letter_that_is_replayed_goes_before_what_waits_behind_it()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        hooked.Receiver.Answer = (_, _) => Task.FromResult(500);
        await hooked.Client.UserAsync("one");
        await hooked.Client.UserAsync("two");
        for (var tries = 1; tries < 8; tries++)
        {
            await JumpgateHost.WaitForAsync(() => Task.FromResult(hooked.Receiver.All.Count), count => count >= tries);
            await hooked.LoggedAsync(hooked.Receiver.All[0].Seq, "Retrying");
            await JumpgateHost.WaitForAsync(async () => (await hooked.LanesAsync()).Single().Tries, found => found >= tries);
            shared.Clock.Advance(TimeSpan.FromHours(11));
        }

        var dead = await hooked.LoggedAsync(hooked.Receiver.All[0].Seq, "Failed");
        hooked.Receiver.Answer = (_, _) => Task.FromResult(204);
        (await Hub.Admin.PostAsync<WebhookReplayed>($"{hooked.Path}/replay", new { seq = dead.Seq })).Replay.ShouldBeNull();
        (await hooked.Receiver.UntilAsync(taken => taken.Count == 2)).Select(one => (string)one.Data["preferred_username"]!).ShouldBe(["one", "two"]);
        (await hooked.LoggedAsync(dead.Seq, "Success")).Attempts.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Without_order_what_is_not_taken_waits_by_itself()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users, ordered: false);
        hooked.Receiver.Answer = (one, _) => Task.FromResult((string?)one.Data["preferred_username"] == "bad" ? 500 : 204);
        await hooked.Client.UserAsync("bad");
        await hooked.Client.UserAsync("behind");
        await hooked.Receiver.UntilAsync(taken => taken.Count == 1);
        var waits = await JumpgateHost.WaitForAsync(async () => (await hooked.LogAsync("&state=Retrying")).SingleOrDefault(), one => one is not null);
        waits!.NextAttemptAt.ShouldNotBeNull();
        hooked.Receiver.Answer = (_, _) => Task.FromResult(204);
        shared.Clock.Advance(TimeSpan.FromSeconds(6));
        await hooked.Receiver.UntilAsync(taken => taken.Count == 2);
        (await hooked.LoggedAsync(waits.Seq, "Success")).Attempts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Retry_After_is_heeded_where_it_is_longer_than_the_plan()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        hooked.Receiver.Answer = (_, http) => { http.Response.Headers.RetryAfter = "120"; return Task.FromResult(429); };
        await hooked.Client.UserAsync("busy");
        var waits = await JumpgateHost.WaitForAsync(async () => (await hooked.LogAsync()).SingleOrDefault(), one => one?.State == "Retrying");

        (waits!.NextAttemptAt!.Value - waits.Attempts[0].At).TotalSeconds.ShouldBeInRange(120, 130);
    }

    [Fact]
    public async Task A_receiver_that_redirects_or_never_ends_its_answer_has_not_taken_the_event()
    {
        await using var hooked = await Hooked.StartAsync(Hub, Users);
        await using var elsewhere = await Receiver.StartAsync();
        hooked.Receiver.Answer = (_, http) => { http.Response.Headers.Location = elsewhere.Url; return Task.FromResult(307); };
        (await Hub.Admin.PostAsync<WebhookTested>($"{hooked.Path}/test")).Attempt.Error!.ShouldContain("redirects are not followed");
        elsewhere.All.ShouldBeEmpty();

        hooked.Receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 500;
            for (var i = 0; i < 100_000 && !http.RequestAborted.IsCancellationRequested; i++) await http.Response.Body.WriteAsync(new byte[1024]);
            return 500;
        };
        var flooded = await Hub.Admin.PostAsync<WebhookTested>($"{hooked.Path}/test");
        flooded.Delivered.ShouldBeFalse();
        flooded.Attempt.Error!.Length.ShouldBeLessThan(400);
    }
}

/// <summary>The same, with a clock that is moved.</summary>
public sealed class ClockedHub : SharedHost
{
    public FakeClock Clock { get; } = new();

    protected override JumpgateHostOptions Options => new() { Time = Clock };
}
