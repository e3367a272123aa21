using System.Text;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

/// <summary>
/// A real rsyslog, as a process of its own on loopback, with its own configuration and spool. What it received stands in a file by the time it has read it (its queue is
/// direct), so killing it loses nothing it took.
/// </summary>
internal sealed class Rsyslog : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("jumpgate-rsyslog-").FullName;
    private readonly string configuration;
    private readonly Listening process = new();

    /// <param name="tls">Global and module settings of a TLS receiver; null: plain TCP.</param>
    public Rsyslog(TestCertificates? tls = null, bool asksClients = false)
    {
        configuration = Path.Combine(folder, "rsyslog.conf");
        if (tls is not null)
        {
            File.WriteAllText(Path.Combine(folder, "ca.pem"), tls.Authority);
            File.WriteAllText(Path.Combine(folder, "cert.pem"), tls.Server);
            File.WriteAllText(Path.Combine(folder, "key.pem"), tls.ServerKey);
        }

        File.WriteAllText(configuration, $$"""
            global(workDirectory="{{folder}}" maxMessageSize="256k" parser.escapeControlCharactersOnReceive="off"
              {{(tls is null ? "" : $"defaultNetstreamDriver=\"gtls\" defaultNetstreamDriverCAFile=\"{folder}/ca.pem\" defaultNetstreamDriverCertFile=\"{folder}/cert.pem\" defaultNetstreamDriverKeyFile=\"{folder}/key.pem\"")}})
            main_queue(queue.type="Direct")
            module(load="imtcp" {{(tls is null ? "" : $"streamDriver.name=\"gtls\" streamDriver.mode=\"1\" streamDriver.authMode=\"{(asksClients ? "x509/certvalid" : "anon")}\"")}})
            template(name="line" type="string" string="%pri%|%timereported:::date-rfc3339%|%hostname%|%app-name%|%procid%|%msgid%|%structured-data%|%msg%\n")
            input(type="imtcp" address="127.0.0.1" port="{{Port}}")
            action(type="omfile" file="{{Received}}" template="line")
            """);
    }

    /// <summary>The program; null, where it or its TLS driver is not installed.</summary>
    public static string? Program { get; } =
        ((string[])["/usr/sbin/rsyslogd", "/usr/local/sbin/rsyslogd"]).FirstOrDefault(File.Exists) is { } found
        && System.IO.Directory.Exists("/usr/lib") && System.IO.Directory.GetDirectories("/usr/lib").Any(lib => File.Exists(Path.Combine(lib, "rsyslog", "lmnsd_gtls.so"))) ? found : null;

    public int Port => process.Port;

    private string Received => Path.Combine(folder, "received");

    public Task StartAsync() => process.StartAsync(Program!, "-n", "-f", configuration, "-i", Path.Combine(folder, "pid"));

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await process.KillAsync();
        File.Delete(Path.Combine(folder, "pid"));
    }

    /// <summary>What it wrote down so far.</summary>
    public List<ReceivedMessage> Messages() => !File.Exists(Received) ? [] :
    [
        .. File.ReadAllText(Received, Encoding.UTF8).Split('\n').SkipLast(1).Where(line => line.Contains("|jumpgate|", StringComparison.Ordinal))
            .Select(line => line.Split('|', 8)).Select(part => new ReceivedMessage(int.Parse(part[0], null), part[1], part[2], part[5], part[6], part[7].TrimStart('\uFEFF'))),
    ];

    public void Dispose()
    {
        process.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}

internal sealed record ReceivedMessage(int Priority, string At, string Host, string Type, string Data, string Text);

/// <summary>A fact that needs rsyslog with TLS, and is skipped where it is not installed.</summary>
public sealed class RsyslogFactAttribute : FactAttribute
{
    public RsyslogFactAttribute()
    {
        if (Rsyslog.Program is null) Skip = "rsyslog is not installed (Debian: apt-get install rsyslog rsyslog-gnutls)";
    }
}
