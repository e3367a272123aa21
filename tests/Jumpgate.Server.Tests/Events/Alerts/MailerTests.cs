using System.ComponentModel.DataAnnotations;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Events.Alerts;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Events.Alerts;

public sealed class MailerTests
{
    [Fact]
    public async Task A_name_with_line_breaks_adds_no_header_and_no_recipient()
    {
        await using var server = new MailServer();
        using var mailer = Mailer(server);
        var feed = new Feed(
            Guid.NewGuid(), "default", Guid.NewGuid(), "Evil\r\nBcc: eve@example.com\r\n\r\n.\r\nRCPT TO:<eve@example.com>\u2028Ünï", null, null, false, new FeedCursor(0, null, null), null, 0,
            new Dictionary<string, long>(), [], 90, "test", default);
        await mailer.SendAsync("soc@example.com", Alert.OfState(feed, FeedStates.Failed, default, null), default);

        var mail = server.Mails.ShouldHaveSingleItem();
        mail.To.ShouldBe("soc@example.com");
        mail.Headers.Keys.ShouldNotContain("Bcc");
        server.Heard.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
        mail.Text.Split('\n')[0].ShouldContain("Evil  Bcc: eve@example.com");
        mail.Text.ShouldContain("Ünï");
    }

    [Fact]
    public async Task The_mail_server_is_signed_in_to()
    {
        await using var server = new MailServer();
        using var mailer = Mailer(server, options => (options.User, options.Password) = ("jumpgate", "sesame"));
        await mailer.SendAsync("soc@example.com", new Alert("1", "Subject", "Text"), default);
        server.Heard.ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("sesame")));
        server.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_and_not_offered_nothing_is_said()
    {
        await using var server = new MailServer();
        using var mailer = Mailer(server, options => (options.Security, options.User, options.Password) = (MailOptions.StartTls, "jumpgate", "sesame"));
        await Should.ThrowAsync<MailNotAcceptedException>(() => mailer.SendAsync("soc@example.com", new Alert("1", "Subject", "Text"), default));
        server.Heard.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("From", "From")]
    [InlineData("Port", "465", "--Mail:Port", "465")]
    [InlineData("Security", "'tls' is not known", "--Mail:Security", "tls")]
    [InlineData("User", "go together", "--Mail:User", "jumpgate")]
    [InlineData("Security", "in the clear", "--Mail:Security", "none", "--Mail:User", "jumpgate", "--Mail:Password", "sesame")]
    [InlineData("PortalUrl", "no http or https address", "--Mail:PortalUrl", "jumpgate")]
    public async Task Options_that_cannot_work_are_refused_at_start(string member, string text, params string[] more)
    {
        string[] options = ["--Mail:Host", "mail.example.com", .. member == "From" ? [] : (string[])["--Mail:From", "jumpgate@example.com"], .. more];
        await using var app = ServerHost.Build(["--data", Path.Combine(Path.GetTempPath(), $"jumpgate-{Guid.NewGuid():N}"), .. options]);
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync());
        refused.Failures.ShouldHaveSingleItem().ShouldContain(text);
        refused.Message.ShouldContain(member);
        (await ServerHost.RunAsync(["config", "check", .. options])).ShouldBe(2);
    }

    private static Mailer Mailer(MailServer server, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "jumpgate@example.com", Security = MailOptions.None };
        change?.Invoke(options);
        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBeTrue();
        return new Mailer(Options.Create(options), TimeProvider.System);
    }
}
