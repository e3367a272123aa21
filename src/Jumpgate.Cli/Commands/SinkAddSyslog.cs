using System.CommandLine;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink add syslog</c>.</summary>
internal static class SinkAddSyslog
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string> host = new("--host") { Description = "Name or address of the receiver.", Required = true };
        Option<int?> port = new("--port") { Description = "6514 for TLS and 601 for TCP without it." };
        Option<bool> tcp = new("--tcp") { Description = "Plain TCP instead of TLS." };
        Option<string?> facility = new("--facility") { Description = "local0 without it." };
        Option<string?> hostname = new("--hostname") { Description = "The host that messages name." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The longest message the receiver takes." };
        Option<bool> noBom = new("--no-bom") { Description = "No byte order mark before text beyond ASCII." };
        Option<bool> noConfirm = new("--no-confirm") { Description = "Do not wait for the receiver to end the connection." };
        var pem = new PemOptions();
        return SinkAddCommand.Add(
            "syslog", "Messages of syslog, RFC 5424 over TLS or TCP.", globals, terminal, null, [host, port, tcp, facility, hostname, maxBytes, noBom, noConfirm, .. pem.All],
            (parsed, sink) => sink with
            {
                Syslog = new SyslogSinkSettings(
                    parsed.GetValue(host), parsed.GetValue(port), parsed.GetValue(tcp) ? "tcp" : "tls", parsed.GetValue(facility), parsed.GetValue(hostname), parsed.GetValue(maxBytes),
                    parsed.GetValue(noBom) ? false : null, parsed.GetValue(noConfirm) ? false : null, pem.Ca(parsed), pem.Certificate(parsed), pem.Key(parsed)),
            });
    }
}
