using System.Net.Sockets;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>How a connection ended: a receiver that closes before it has read everything answers what is still under way with a reset, which may come after its end.</summary>
internal static class TcpEnd
{
    // tcp_info of Linux (linux/tcp.h): IPPROTO_TCP, TCP_INFO; its first byte is the state, 7 is TCP_CLOSE.
    private const int Tcp = 6;
    private const int Info = 11;
    private const int Closed = 7;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Blind = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the other side has ended its part, or reset the connection.</summary>
    public static bool IsEndedByOther(Socket socket) => socket.Poll(0, SelectMode.SelectError) || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    /// <summary>After both sides have ended: waits until the other side has acknowledged everything.</summary>
    /// <exception cref="SocketException">It answered with a reset.</exception>
    public static async Task ConfirmAsync(Socket socket, TimeProvider time, CancellationToken cancellation)
    {
        if (OperatingSystem.IsLinux())
        {
            while (StateOf(socket) != Closed) await Task.Delay(Look, time, cancellation);
        }
        else
        {
            // No such knowledge here: a reset is given the time to come.
            await Task.Delay(Blind, time, cancellation);
        }

        if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int fault and not 0) throw new SocketException(fault);
    }

    private static int StateOf(Socket socket)
    {
        Span<byte> info = stackalloc byte[8];
        return socket.GetRawSocketOption(Tcp, Info, info) > 0 ? info[0] : Closed;
    }
}
