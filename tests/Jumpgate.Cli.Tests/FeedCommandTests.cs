using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Webhooks;

namespace Jumpgate.Cli.Tests;

public sealed class FeedCommandTests(CommandHost command) : IClassFixture<CommandHost>
{
    [Fact]
    public async Task A_feed_is_made_with_a_file_sink_shown_paused_and_delivered_again()
    {
        (await command.RunAsync("feed", "show")).Error.ShouldContain("There is no feed yet.");
        await command.Host.ConnectedAsync((await command.Host.LinkOrganizationAsync()).Id, TimeSpan.FromSeconds(60));
        var feed = (await command.RunAsync("feed", "create", "--contact-name", "SOC", "--contact-email", "soc@example.com", "--json")).ShouldSucceed().Json;
        feed["contact"]!["email"]!.GetValue<string>().ShouldBe("soc@example.com");
        (await command.RunAsync("feed", "create")).Error.ShouldContain("feed_exists");

        var sink = (await command.RunAsync("feed", "sink", "add", "file", "--name", "lake", "--schema", "1.1.0", "--max-age", "PT15M", "--gzip", "--json")).ShouldSucceed().Json;
        sink["schema"]!.GetValue<string>().ShouldBe("1.1.0");
        sink["file"]!["folder"]!.GetValue<string>().ShouldBe($"out/{sink["id"]}");
        (await command.RunAsync("feed", "sink", "add", "file", "--max-age", "soon")).Error.ShouldContain("file.maxAge");

        (await command.RunAsync("feed", "list")).ShouldSucceed().Output.ShouldContain("lake active");
        (await command.RunAsync("feed", "show")).ShouldSucceed().Output.ShouldContain("soc@example.com");
        (await command.RunAsync("feed", "show")).ShouldSucceed().Output.ShouldContain("active");
        (await command.RunAsync("feed", "backfill")).Code.ShouldBe(2);
        (await command.RunAsync("feed", "backfill", "--from", "soon")).Code.ShouldBe(2);
        (await command.RunAsync("feed", "backfill", "--from", "2001-01-01", "--to", "2002-01-01")).Error.ShouldContain("backfill_out_of_reach");
        var backfill = (await command.RunAsync("feed", "backfill", "--from", "2001-01-01", "--json")).ShouldSucceed().Json;
        backfill["state"]!.GetValue<string>().ShouldBe(BackfillStates.Done);
        backfill["outOfReach"]!["from"]!.GetValue<string>().ShouldStartWith("2001-01-01");
        (await command.RunAsync("feed", "backfill")).ShouldSucceed().Output.ShouldContain("done, from");
        (await command.RunAsync("feed", "backfill", "--cancel")).Error.ShouldContain("no_backfill");
        (await command.RunAsync("feed", "sink", "pause", "lake", "--json")).ShouldSucceed().Json["state"]!.GetValue<string>().ShouldBe(SinkStates.Paused);
        (await command.RunAsync("feed", "sink", "resume", "--json")).ShouldSucceed().Json["state"]!.GetValue<string>().ShouldBe(SinkStates.Active);
        (await command.RunAsync("feed", "sink", "replay", "lake")).Code.ShouldBe(2);
        (await command.RunAsync("feed", "sink", "replay", "lake", "--from", "1000000")).Error.ShouldContain("nothing_to_replay");
        (await command.RunAsync("feed", "sink", "replay", "nothing", "--from", "1")).Code.ShouldBe(2);

        await using var receiver = await Receiver.StartAsync();
        string[] webhook = ["feed", "sink", "add", "webhook", receiver.Url, "--name", "hook", "--authorization", "-", "--type", "user_create", "--class", "3001", "--class", "3002"];
        var hook = (await command.RunAsync("Bearer of-the-receiver\n", webhook)).ShouldSucceed();
        hook.Output.ShouldContain("Signing secret whsec_");
        hook.Output.ShouldNotContain("of-the-receiver");
        receiver.All[0].Headers["Authorization"].ShouldBe("Bearer of-the-receiver");
        (await command.RunAsync("feed", "sink", "dead-letters", "hook", "--json")).ShouldSucceed().Json["items"]!.AsArray().ShouldBeEmpty();
        (await command.RunAsync("feed", "sink", "add", "splunk", "http://127.0.0.1:1", "--token", "t")).Error.ShouldContain("sink_unreachable");
        (await command.RunAsync("feed", "sink", "add", "splunk", "http://127.0.0.1:1")).Code.ShouldBe(2, "nobody is there to be asked for the token");
        (await command.RunAsync("feed", "sink", "add", "elasticsearch", "http://127.0.0.1:1", "--index", "Upper", "--api-key", "k")).Error.ShouldContain("elasticsearch.index");
        (await command.RunAsync("feed", "sink", "add", "elasticsearch", "http://127.0.0.1:1", "--api-key", "k")).Code.ShouldBe(2);
    }
}
