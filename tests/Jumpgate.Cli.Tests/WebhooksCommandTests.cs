namespace Jumpgate.Cli.Tests;

public sealed class WebhooksCommandTests(CommandHost command) : IClassFixture<CommandHost>
{
    [Fact]
    public async Task A_webhook_is_made_shown_changed_tried_rotated_and_removed()
    {
        // Nobody listens there: what is sent fails, and the log shows it.
        var made = (await command.RunAsync("webhooks", "create", "http://127.0.0.1:9/hooks", "--event", "organization.directory.user_*", "--name", "app", "--json")).ShouldSucceed().Json;
        var secret = made["secret"]!.GetValue<string>();
        secret.ShouldStartWith("whsec_");

        (await command.RunAsync("webhooks", "list")).ShouldSucceed().Output.ShouldContain("http://127.0.0.1:9/hooks");
        (await command.RunAsync("webhooks", "show", "app")).ShouldSucceed().Output.ShouldNotContain(secret);
        (await command.RunAsync("webhooks", "set", "app", "--disable", "--event", "*", "--json")).ShouldSucceed().Json["disabledReason"]!.GetValue<string>().ShouldBe("by_hand");
        (await command.RunAsync("webhooks", "set", "app", "--enable", "--json")).ShouldSucceed().Json["events"]!.ToJsonString().ShouldBe("""["*"]""");
        (await command.RunAsync("webhooks", "test", "app", "--json")).Code.ShouldBe(1);
        (await command.RunAsync("webhooks", "rotate", "app", "--overlap", "PT1H", "--json")).ShouldSucceed().Json["secret"]!.GetValue<string>().ShouldNotBe(secret);
        (await command.RunAsync("webhooks", "deliveries", "app", "--json")).ShouldSucceed().Json["items"]!.AsArray().ShouldBeEmpty();
        (await command.RunAsync("webhooks", "lanes", "app", "--json")).ShouldSucceed();

        (await command.RunAsync("webhooks", "skip", "app", "--seq", "1")).Error.ShouldContain("delivery_not_waiting");
        (await command.RunAsync("webhooks", "replay", "app")).Code.ShouldBe(2);
        (await command.RunAsync("webhooks", "create", "https://10.0.0.1/")).Error.ShouldContain("webhook_target_refused");
        (await command.RunAsync("webhooks", "remove", "app")).Code.ShouldBe(2);
        (await command.RunAsync("webhooks", "remove", "app", "--yes")).ShouldSucceed();
        (await command.RunAsync("webhooks", "list", "--json")).ShouldSucceed().Json["items"]!.AsArray().ShouldBeEmpty();
    }
}
