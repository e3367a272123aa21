using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>
/// Sends messages so that as much is known of their fate as TCP can tell. Syslog has no acknowledgement: what was written may wait in buffers of a receiver that is dead. So every
/// batch has a connection of its own, this side ends it, and the batch counts once the receiver has read to that end and ended its side, without a reset.
/// </summary>
internal sealed class SyslogWire(TargetGuard guard, TimeProvider time)
{
    private const int Chunk = 64 * 1024;
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndingUnasked = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends whole frames; none only tries the way.</summary>
    /// <exception cref="SinkUnavailableException">They have not all arrived, as far as one can know.</exception>
    public async Task SendAsync(SyslogTarget target, ReadOnlyMemory<byte> frames, CancellationToken cancellation)
    {
        var step = "connect to";
        try
        {
            using var socket = await WithinAsync(Connecting, token => ConnectAsync(target, token), cancellation);
            await using Stream plain = new NetworkStream(socket, ownsSocket: false);
            await using var tls = target.Tls is null ? null : new SslStream(plain, leaveInnerStreamOpen: true);
            if (tls is not null) await WithinAsync(Connecting, token => tls.AuthenticateAsClientAsync(target.Tls!, token), cancellation);
            var stream = tls ?? plain;
            step = "send to";
            for (var rest = frames; rest.Length > 0; rest = rest[Math.Min(Chunk, rest.Length)..])
            {
                var chunk = rest[..Math.Min(Chunk, rest.Length)];
                await WithinAsync(Writing, token => stream.WriteAsync(chunk, token).AsTask(), cancellation);
            }

            step = "finish with";
            // A receiver that has ended before it was asked to has not read what was sent.
            if (TcpEnd.IsEndedByOther(socket)) throw new SinkUnavailableException("connection_closed", $"{target} closed the connection before it had everything.");
            if (tls is not null) await WithinAsync(Writing, _ => tls.ShutdownAsync(), cancellation);
            socket.Shutdown(SocketShutdown.Send);
            await EndAsync(target, socket, stream, cancellation);
        }
        catch (AuthenticationException error)
        {
            throw new SinkUnavailableException("tls_failed", $"No TLS with {target}: {error.InnerException?.Message ?? error.Message}", error);
        }
        catch (TargetRefusedException error)
        {
            throw new SinkUnavailableException("target_refused", error.Message, error);
        }
        catch (TimeoutException error)
        {
            throw new SinkUnavailableException("timeout", $"It took too long to {step} {target}.", error);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw new SinkUnavailableException(step == "connect to" ? "unreachable" : "connection_closed", $"Cannot {step} {target}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    /// <summary>Waits for the receiver to end its side.</summary>
    private async Task EndAsync(SyslogTarget target, Socket socket, Stream stream, CancellationToken cancellation)
    {
        try
        {
            await WithinAsync(target.Confirm ? Ending : EndingUnasked, async token =>
            {
                var ignored = new byte[1024];
                while (await stream.ReadAsync(ignored, token) > 0)
                {
                }

                await TcpEnd.ConfirmAsync(socket, time, token);
            }, cancellation);
        }
        catch (TimeoutException error)
        {
            if (target.Confirm)
            {
                throw new SinkUnavailableException("not_confirmed",
                    $"{target} took what was sent and did not close the connection when this side did. Where it never does so, set confirm to false: then what it loses is lost.", error);
            }
        }
    }

    private async Task<Socket> ConnectAsync(SyslogTarget target, CancellationToken cancellation)
    {
        var addresses = await guard.ResolveAsync(target.Host, plain: false, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return socket;
        }
        catch
        {
            // Whatever it was: nobody else has the socket yet, to close it.
            socket.Dispose();
            throw;
        }
    }

    private Task<bool> WithinAsync(TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken cancellation) => WithinAsync(limit, async token =>
    {
        await work(token);
        return true;
    }, cancellation);

    private async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s.", error);
        }
    }
}

/// <param name="Tls">Null: plain TCP.</param>
/// <param name="Confirm">Whether the receiver has to end the connection for messages to count.</param>
internal sealed record SyslogTarget(string Host, int Port, SslClientAuthenticationOptions? Tls, bool Confirm)
{
    public override string ToString() => $"{Host}:{Port}";
}
