using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;

namespace Jumpgate.Server.Events.Alerts;

/// <summary>The mail server that carries what contacts of feeds are told.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";
    public const string StartTls = "starttls";
    public const string None = "none";

    private const int SmtpsPort = 465;

    /// <summary>Null: no mail is sent.</summary>
    public string? Host { get; set; }

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Whom mails are from: <c>jumpgate@example.com</c>, or <c>Jumpgate &lt;jumpgate@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary><c>starttls</c> or <c>none</c>.</summary>
    public string Security { get; set; } = StartTls;

    /// <summary>Where people reach the portal, for links in mails; null: mails hold none.</summary>
    public string? PortalUrl { get; set; }

    /// <summary>Minutes that a refusal, a failure, or being well again has to last before it is told.</summary>
    [Range(0, 1440)]
    public int SettleMinutes { get; set; } = 10;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    private bool IsLoopback => Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Security is not (StartTls or None)) yield return Fault($"'{Security}' is not known; known are starttls and none.", nameof(Security));
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password)) yield return Fault("Mail:User and Mail:Password go together: give both or neither.", nameof(User));
        if (PortalUrl is not null && !(Uri.TryCreate(PortalUrl, UriKind.Absolute, out var portal) && portal.Scheme is "http" or "https"))
            yield return Fault($"'{PortalUrl}' is no http or https address.", nameof(PortalUrl));
        if (!IsOn) yield break;
        if (!MailAddress.TryCreate(From, out _)) yield return Fault($"'{From}' is no e-mail address; with Mail:Host one is needed, as in jumpgate@example.com.", nameof(From));
        if (Port == SmtpsPort) yield return Fault("At 465 a server expects TLS from the first byte, which is not spoken here; take its port for submission (587) with Mail:Security starttls.", nameof(Port));
        if (Security == None && !string.IsNullOrEmpty(User) && !IsLoopback)
            yield return Fault("A password is not sent in the clear: set Mail:Security to starttls, or leave out Mail:User and Mail:Password.", nameof(Security));
    }

    private static ValidationResult Fault(string text, string member) => new(text, [member]);
}
