namespace Jumpgate.Cli.Tests;

public sealed class WrongUseTests
{
    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("diff")]
    [InlineData("users", "--limit", "many")]
    [InlineData("users")]
    [InlineData("users", "--key", "k", "--url", "ftp://example.com")]
    [InlineData("link", "--region", "us", "--key", "k")]
    [InlineData("link", "--key", "k")]
    [InlineData("link", "--region", "us", "--key", "k", "--expires", "P1D")]
    [InlineData("link", "--region", "us", "--key", "k", "--client-id", "a", "--api-key", "b")]
    [InlineData("export", "--key", "k", "--to", "directory.csv")]
    public async Task Wrong_use_ends_with_2_and_says_why(params string[] args)
    {
        var answer = await CommandHost.BareAsync("", args);

        answer.Code.ShouldBe(2);
        (answer.Error + answer.Output).ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_with_advice()
    {
        var answer = await CommandHost.BareAsync("", ["users", "--key", "k", "--url", "http://127.0.0.1:9"]);

        answer.Code.ShouldBe(1);
        answer.Error.ShouldContain("Is the server running");
    }

    [Fact]
    public async Task The_help_never_prints_the_key_of_the_environment()
    {
        Environment.SetEnvironmentVariable("JUMPGATE_KEY", "jg_secret_of_the_environment");
        try
        {
            var answer = await CommandHost.BareAsync("", ["users", "--help"]);

            answer.Code.ShouldBe(0);
            answer.Output.ShouldContain("JUMPGATE_KEY");
            answer.Output.ShouldNotContain("jg_secret_of_the_environment");
        }
        finally
        {
            Environment.SetEnvironmentVariable("JUMPGATE_KEY", null);
        }
    }
}
