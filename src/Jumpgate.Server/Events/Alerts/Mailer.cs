using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Alerts;

/// <summary>Gives mails to the operator's mail server, each over a connection of its own.</summary>
internal sealed class Mailer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Meter meter = new("Jumpgate.Mail");
    private readonly Counter<long> sent;
    private readonly Counter<long> failures;
    private readonly MailOptions options;
    private readonly TimeProvider time;

    public Mailer(IOptions<MailOptions> options, TimeProvider time)
    {
        (this.options, this.time) = (options.Value, time);
        sent = meter.CreateCounter<long>("jumpgate.mail.sent", description: "Mails that the mail server has accepted");
        failures = meter.CreateCounter<long>("jumpgate.mail.failures", description: "Attempts that failed and are repeated");
    }

    /// <summary>Returns when the mail server has accepted the mail.</summary>
    /// <exception cref="MailNotAcceptedException">It has not, or could not be asked.</exception>
    public async Task SendAsync(string to, Alert alert, CancellationToken cancellation)
    {
        try
        {
            using var message = Write(to, alert);
            using var client = new SmtpClient(options.Host, options.Port)
            {
                EnableSsl = options.Security == MailOptions.StartTls,
                Credentials = string.IsNullOrEmpty(options.User) ? null : new NetworkCredential(options.User, options.Password),
            };
            // Connecting does not heed the token.
            await client.SendMailAsync(message, cancellation).WaitAsync(Patience, time, cancellation);
            sent.Add(1);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failures.Add(1);
            throw new MailNotAcceptedException(error);
        }
    }

    public void Dispose() => meter.Dispose();

    private MailMessage Write(string to, Alert alert)
    {
        var from = new MailAddress(options.From!);
        var message = new MailMessage(from, new MailAddress(to))
        {
            Subject = alert.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = alert.Text.ReplaceLineEndings("\r\n"),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-ID", $"<{alert.Id}@{from.Host}>");
        // Absence notes are not sent in answer to these: RFC 3834.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}

/// <summary>A mail that has to be tried again.</summary>
internal sealed class MailNotAcceptedException(Exception error) : Exception(Reason(error), error)
{
    /// <summary>It is this address that is refused: mails to others may well be accepted.</summary>
    public bool IsOfRecipient => InnerException is SmtpFailedRecipientException or FormatException;

    private static string Reason(Exception error) => Alert.Plain(error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message, 500);
}
