using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>A receiver of syslog: RFC 5424 over TLS (RFC 5425) or TCP (RFC 6587, octet counting).</summary>
internal sealed class SyslogSink(TargetGuard guard, TimeProvider time) : IEventSink
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int LongestHost = 255;
    private const int TlsPort = 6514;
    private const int TcpPort = 601;
    private const string Tcp = "tcp";
    private const string Tls = "tls";

    /// <summary>By their numbers (RFC 5424 §6.2.1).</summary>
    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private readonly SyslogWire wire = new(guard, time);

    public string Kind => "syslog";

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (given, old) = (wanted.Syslog ?? new SyslogSinkSettings(), SyslogSettings.Read(present?.Shown));
        if (given.Transport is not (null or Tls or Tcp)) faults.Add("syslog.transport", "unknown_word", $"transport is {Tls} or {Tcp}.");
        var isTls = given.Transport is { } transport ? transport == Tls : old?.Tls ?? true;
        if (given.Port is < 1 or > 65535) faults.Add("syslog.port", "out_of_range", "port lies between 1 and 65535.");
        var port = given.Port ?? (old is null || isTls != old.Tls ? isTls ? TlsPort : TcpPort : old.Port);
        var host = (given.Host ?? old?.Host)?.Trim();
        if (faults.Require(host, "syslog.host", "The host")) SinkHost.Check(host!, port, "syslog.host", guard, faults);
        var facility = given.Facility is { } word ? Array.IndexOf(Facilities, word) : old?.Facility ?? Array.IndexOf(Facilities, "local0");
        if (facility < 0) faults.Add("syslog.facility", "unknown_word", $"facility is {string.Join(", ", Facilities)}.");
        var hostname = given.Hostname switch { null => old?.Hostname, "" => null, var name => name };
        if (hostname is { } said && (said.Length > LongestHost || said.Any(c => c is <= ' ' or >= '\x7F')))
            faults.Add("syslog.hostname", "hostname_malformed", $"hostname is printable ASCII without spaces, at most {LongestHost} characters.");
        if (given.MaxBytes is < LeastBytes or > MostBytes) faults.Add("syslog.maxBytes", "out_of_range", $"maxBytes lies between {LeastBytes} and {MostBytes}.");
        var secrets = new SecretChoice(present, old is not null && !string.Equals(old.Host, host, StringComparison.OrdinalIgnoreCase), faults);
        var ca = Pem.Authorities(given.Ca, old?.Ca, "syslog.ca", faults);
        var certificate = Pem.Certificate(given.ClientCertificate, old?.Certificate, given.ClientKey, secrets, SyslogSettings.Key, "syslog", faults);
        if (!isTls && (given.Ca is { Length: > 0 } || given.ClientCertificate is { Length: > 0 }))
            faults.Add("syslog.transport", "not_wanted", "Certificates are of use with tls only.", "Leave out ca and clientCertificate, or choose tls.");
        return new SinkSettings(
            new SyslogSettings(
                host ?? "", port, isTls, facility, hostname, given.MaxBytes ?? old?.MaxBytes ?? SyslogSettings.UsualBytes, given.Bom ?? old?.Mark ?? true,
                given.Confirm ?? old?.Confirm ?? true, ca, certificate).ToJson(),
            secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = SyslogSettings.Read(settings)!;
        return sink with
        {
            Syslog = new SyslogSinkSettings(
                own.Host, own.Port, own.Tls ? Tls : Tcp, Facilities[own.Facility], own.Hostname, own.MaxBytes, own.Mark, own.Confirm, own.Ca, own.Certificate),
        };
    }

    public async Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation) => await wire.SendAsync(TargetOf(settings), ReadOnlyMemory<byte>.Empty, cancellation);

    public Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation)
    {
        var own = SyslogSettings.Read(settings.Shown)!;
        var message = new SyslogMessage(row.Id, row.Format == SinkRow.Ocsf, own.Facility, own.Hostname ?? Environment.MachineName, own.Mark, own.MaxBytes);
        return Task.FromResult<ISinkSession>(new SyslogSession(row, message, TargetOf(settings), wire));
    }

    private static SyslogTarget TargetOf(SinkSettings settings)
    {
        var own = SyslogSettings.Read(settings.Shown)!;
        if (!own.Tls) return new SyslogTarget(own.Host, own.Port, null, own.Confirm);
        var tls = new SslClientAuthenticationOptions { TargetHost = own.Host };
        if (own.Ca is { } ca)
        {
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            chain.CustomTrustStore.AddRange(Pem.ReadAuthorities(ca));
            tls.CertificateChainPolicy = chain;
        }

        if (own.Certificate is { } certificate && settings.Secret(SyslogSettings.Key) is { } key)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(Pem.ReadCertificate(certificate, key), Pem.ReadAuthorities(certificate), offline: true);

        return new SyslogTarget(own.Host, own.Port, tls, own.Confirm);
    }
}
