using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

/// <summary>A receiver in process that counts octets, reads to the end, then ends its side; or does what receivers should not.</summary>
internal sealed class SyslogReceiver : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions? tls;
    private readonly List<string> messages = [];
    private readonly List<Socket> held = [];

    /// <param name="certificates">Speaks TLS, and asks for a certificate of their authority; null: plain TCP.</param>
    public SyslogReceiver(TestCertificates? certificates = null)
    {
        if (certificates is not null)
        {
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            chain.CustomTrustStore.ImportFromPem(certificates.Authority);
            tls = new SslServerAuthenticationOptions
            {
                ServerCertificate = X509Certificate2.CreateFromPem(certificates.Server, certificates.ServerKey),
                ClientCertificateRequired = true,
                CertificateChainPolicy = chain,
            };
        }

        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ReceiverManner Manner { get; set; }

    public int Connections { get; private set; }

    public List<string> Messages
    {
        get
        {
            lock (messages) return [.. messages];
        }
    }

    public void Dispose()
    {
        listener.Stop();
        lock (held) held.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TakeAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TakeAsync(Socket socket)
    {
        Connections++;
        switch (Manner)
        {
            case ReceiverManner.ClosesAtOnce:
                socket.Close();
                return;
            case ReceiverManner.DiesWithUnreadBytes:
                // As a process that is killed: what its system has taken for it goes with it, and the other side is told by a reset.
                await Task.Delay(200);
                socket.Close();
                return;
            case ReceiverManner.NeverReads:
                lock (held) held.Add(socket);
                return;
        }

        using var all = new MemoryStream();
        Stream stream = new NetworkStream(socket);
        try
        {
            if (tls is not null)
            {
                var secured = new SslStream(stream);
                stream = secured;
                await secured.AuthenticateAsServerAsync(tls);
            }

            await stream.CopyToAsync(all);
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            socket.Close();
            return;
        }

        var rest = all.ToArray().AsSpan();
        lock (messages)
        {
            while (rest.IndexOf((byte)' ') is > 0 and var space)
            {
                var octets = int.Parse(rest[..space], CultureInfo.InvariantCulture);
                messages.Add(Encoding.UTF8.GetString(rest.Slice(space + 1, octets)));
                rest = rest[(space + 1 + octets)..];
            }
        }

        if (Manner == ReceiverManner.NeverCloses) lock (held) held.Add(socket);
        else socket.Close();
    }
}

public enum ReceiverManner
{
    ReadsToTheEnd,
    ClosesAtOnce,
    DiesWithUnreadBytes,
    NeverReads,
    NeverCloses,
}
