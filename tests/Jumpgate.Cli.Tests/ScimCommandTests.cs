namespace Jumpgate.Cli.Tests;

/// <summary><c>jumpgate scim</c> from the making of a directory to its end.</summary>
public sealed class ScimCommandTests(CommandHost command) : IClassFixture<CommandHost>
{
    private CommandHost Command => command;

    [Fact]
    public async Task A_directory_is_made_set_shown_tried_and_removed()
    {
        var made = (await Command.RunAsync("scim", "directories", "create", "--name", "Acme", "--provider", "jumpcloud", "--set", "members=500", "--json")).ShouldSucceed().Json;
        var (id, token) = (made["id"]!.GetValue<string>(), made["bearerToken"]!.GetValue<string>());
        (await Command.RunAsync("scim", "directories")).ShouldSucceed().Output.ShouldContain("Acme");
        var set = (await Command.RunAsync("scim", "directories", "set", id, "--name", "Acme Two", "--set", "partialAcceptance=true", "--set", "quietFirstLoad=PT5S", "--json")).ShouldSucceed().Json["scim"]!["settings"]!;
        (set["members"]!.GetValue<int>(), set["partialAcceptance"]!.GetValue<bool>(), set["quietFirstLoad"]!.GetValue<string>()).ShouldBe((500, true, "PT5S"));
        (await Command.RunAsync("scim", "directories", "show", "Acme Two")).ShouldSucceed().Output.ShouldContain("500 members");

        var trial = (await Command.RunAsync(token + "\n", ["scim", "test", id, "--token", "-", "--json"])).ShouldSucceed().Json;
        trial["ok"]!.GetValue<bool>().ShouldBeTrue(trial.ToJsonString());
        trial["steps"]!.AsArray().Count.ShouldBeGreaterThan(10);
        (await Command.RunAsync("scim", "test", id, "--token", "jgs_wrong")).ShouldSatisfyAllConditions(answer => answer.Code.ShouldBe(1), answer => answer.Output.ShouldContain("401"));
        var requests = (await Command.RunAsync("scim", "requests", id, "--json")).ShouldSucceed().Lines;
        requests[0]["method"]!.GetValue<string>().ShouldBe("POST");
        requests[^1]["status"]!.GetValue<int>().ShouldBe(404);
        (await Command.RunAsync("scim", "requests", id, "--outcome", "refused")).ShouldSucceed().Output.ShouldContain("404");

        var second = (await Command.RunAsync("scim", "tokens", "create", id, "--name", "next", "--json")).ShouldSucceed().Json;
        (await Command.RunAsync("scim", "tokens", "list", id)).ShouldSucceed().Output.ShouldContain("…" + second["suffix"]!.GetValue<string>());
        (await Command.RunAsync("scim", "tokens", "revoke", second["id"]!.GetValue<string>(), "--directory", id)).ShouldSucceed();
        (await Command.RunAsync("scim", "test", id, "--token", second["bearerToken"]!.GetValue<string>())).Code.ShouldBe(1);

        (await Command.RunAsync("scim", "directories", "set", id, "--disable")).ShouldSucceed().Output.ShouldContain("no");
        (await Command.RunAsync("scim", "directories", "remove", id)).Code.ShouldBe(2);
        (await Command.RunAsync("scim", "directories", "remove", id, "--yes")).ShouldSucceed();
        (await Command.RunAsync("scim", "directories", "show", id)).Code.ShouldBe(1);
    }

    [Theory]
    [InlineData("scim", "directories", "set", "x", "--set", "colour=red")]
    [InlineData("scim", "directories", "set", "x", "--set", "members")]
    [InlineData("scim", "directories", "set", "x", "--set", "members=many")]
    [InlineData("scim", "directories", "set", "x", "--enable", "--disable")]
    [InlineData("scim", "directories", "set", "x")]
    [InlineData("scim", "test", "--endpoint-url", "ftp://a", "--token", "t")]
    [InlineData("scim", "requests", "nothing-of-that-name")]
    public async Task Wrong_use_is_said_and_nothing_is_done(params string[] line) => (await Command.RunAsync(line)).Code.ShouldBe(2);
}
