using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud.Webhooks;
using Microsoft.AspNetCore.Http.Features;

namespace Jumpgate.Server.Tests.Events.Sinks.Webhooks;

public sealed class WebhookSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    private WebhookHarness Receiver => (WebhookHarness)Harness;

    internal override async Task<SinkHarness> StartAsync(Fed fed) => await WebhookHarness.StartAsync();

    [Fact]
    public async Task A_secret_the_server_made_is_shown_once_and_signs_what_is_sent_also_compressed()
    {
        var sink = await CreateAsync(settings: new JsonObject { ["url"] = (string)Receiver.Settings["url"]!, ["gzip"] = true, ["body"] = "array", ["maxEvents"] = 4 });
        var secret = sink.Webhook!.Secret.ShouldNotBeNull();
        (await SinkAsync(sink)).Webhook!.Secret.ShouldBeNull();
        (await SinkAsync(sink)).Webhook!.HasAuthorization.ShouldBe(false);
        sink = await DeliveredAsync(sink);
        var verifier = new WebhookVerifier(secret);
        foreach (var one in Receiver.All)
        {
            verifier.Verify(one.Id, one.Headers["webhook-timestamp"], one.Headers["webhook-signature"], one.Body).ShouldBe(WebhookVerdict.Genuine);
            JsonNode.Parse(WebhookHarness.Text(one))!.AsArray().Count.ShouldBeInRange(1, 4);
        }

        (await Receiver.ReadAsync(sink)).Count.ShouldBe((int)sink.Position);
    }

    [Fact]
    public async Task F11_A_batch_that_failed_goes_again_under_the_same_id_though_more_has_come()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        await Receiver.RefuseAsync(sink);
        await Fed.HappenAsync(3);
        var first = await JumpgateHost.WaitForAsync(() => Task.FromResult(Receiver.All is [.., var last] ? last : null), one => one?.Status == 503);
        var tried = Receiver.All.Count;
        await Fed.HappenAsync(3);
        await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.Backlog >= 4);
        await JumpgateHost.WaitForAsync(() => Task.FromResult(Receiver.All.Count), count => count > tried);
        await Fed.Hub.RestartAsync();
        await Receiver.RestoreAsync();
        await DeliveredAsync(sink);
        Receiver.All.Where(one => one.Status == 503).ShouldAllBe(one => one.Id == first!.Id);
        var taken = Receiver.All.Single(one => one.Id == first!.Id && one.Status == 204);
        taken.Body.ShouldBe(first!.Body);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_is_given_it()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        Receiver.Instead = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "120";
            return 429;
        };
        await Fed.HappenAsync(1);
        var failed = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Failed);
        failed.Fault!.Code.ShouldBe("busy");
        failed.NextAttemptAt.ShouldNotBeNull().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddSeconds(100));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_alone_until_somebody_resumes_the_sink()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        Receiver.Instead = (_, _) => 410;
        await Fed.HappenAsync(1);
        var gone = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Paused);
        gone.Fault!.Code.ShouldBe("gone");
        await Receiver.RestoreAsync();
        await Fed.Hub.Admin.PostAsync<Sink>($"/v1/sinks/{sink.Id}/resume");
        (await DeliveredAsync(sink)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_halved_until_it_is_taken()
    {
        Receiver.Instead = (received, _) => received.Body.Length > 20_000 ? 413 : null;
        var sink = await DeliveredAsync(await CreateAsync());
        Receiver.All.ShouldContain(one => one.Status == 413);
        (await Receiver.ReadAsync(sink)).Select(SinkHarness.IdOf).ShouldBeUnique();
        (await Receiver.ReadAsync(sink)).Count.ShouldBe((int)sink.Position);
    }

    [Fact]
    public async Task What_a_receiver_repeats_of_its_secrets_is_not_shown()
    {
        var sink = await DeliveredAsync(await CreateAsync());
        Receiver.Instead = (received, context) =>
        {
            context.Response.StatusCode = 500;
            context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            context.Response.Body.Write(Encoding.UTF8.GetBytes($"You sent {received.Headers["Authorization"]}!"));
            return 500;
        };
        await Fed.HappenAsync(1);
        var failed = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Failed);
        failed.Fault!.Detail.ShouldContain("You sent •••!");
        foreach (var secret in Receiver.Secrets) Fed.Hub.Log.Text.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(302)]
    [InlineData(500)]
    public async Task Other_answers_are_for_now_and_make_no_dead_letter(int status)
    {
        var sink = await DeliveredAsync(await CreateAsync());
        Receiver.Instead = (_, _) => status;
        await Fed.HappenAsync(1);
        var failed = await JumpgateHost.WaitForAsync(() => SinkAsync(sink), one => one.State == SinkStates.Failed);
        failed.Counts.Values.Sum(count => count.DeadLetters).ShouldBe(0);
        await Receiver.RestoreAsync();
        await DeliveredAsync(sink);
    }
}
