using System.Net;
using System.Net.Sockets;

namespace Jumpgate.Benchmarks;

internal static class Ports
{
    /// <summary>A free port below those the system gives to outgoing connections: a server that is killed finds it free again.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
