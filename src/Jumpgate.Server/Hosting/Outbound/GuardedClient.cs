using System.Net.Sockets;
using System.Text;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// The one client for addresses that users give. It connects only where <see cref="TargetGuard"/> allows, follows no redirect, uses no proxy,
/// gives up after its time, and reads no more of an answer than it needs to say what it was.
/// </summary>
public sealed class GuardedClient : IDisposable
{
    /// <summary>So much of an answer is kept, in bytes, where nobody asks for more.</summary>
    public const int Kept = 2048;

    /// <summary>So much is read that the connection can be used again; a longer answer ends it.</summary>
    private const int Longest = 64 * 1024;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    private readonly TargetGuard guard;
    private readonly HttpClient client;

    public GuardedClient(TargetGuard guard)
    {
        this.guard = guard;
#pragma warning disable CA2000 // The client owns the handler.
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Connecting,
            // A name may move: its connections are made anew now and then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 64,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Jumpgate/{Versions.Server}");
    }

    /// <summary>For libraries that send by themselves: where they connect is guarded all the same. Nobody disposes of it.</summary>
    internal HttpClient Client => client;

    /// <summary>Sends, and answers the status with the beginning of what came.</summary>
    /// <param name="keep">Bytes of the answer's body that are wanted.</param>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="TargetRefusedException">The address must not be called.</exception>
    public async Task<GuardedAnswer> SendAsync(HttpRequestMessage request, TimeSpan within, CancellationToken cancellation, int keep = Kept)
    {
        if (guard.Judge(request.RequestUri?.OriginalString, out _) is { } refusal) throw new TargetRefusedException(refusal.Detail);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var retryAfter = answer.Headers.RetryAfter;
            return new GuardedAnswer((int)answer.StatusCode, await BeginningAsync(answer.Content, keep, limit.Token), retryAfter?.Delta, retryAfter?.Date, answer.Headers.Location?.OriginalString);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {within.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException error) when (error.InnerException is TargetRefusedException refused)
        {
            throw refused;
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> BeginningAsync(HttpContent content, int keep, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var kept = new MemoryStream(Kept);
        var piece = new byte[4096];
        for (var read = 0; read < Math.Max(keep, Longest);)
        {
            if (await stream.ReadAsync(piece, cancellation) is not (> 0 and var n)) break;
            kept.Write(piece, 0, Math.Min(n, Math.Max(0, keep - read)));
            read += n;
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await guard.ResolveAsync(context.DnsEndPoint.Host, context.InitialRequestMessage.RequestUri?.Scheme == "http", cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            // Whatever it was: nobody else has the socket yet, to close it.
            socket.Dispose();
            throw;
        }
    }
}

/// <param name="Text">The beginning of the body.</param>
public sealed record GuardedAnswer(int Status, string Text, TimeSpan? RetryAfter, DateTimeOffset? RetryAt, string? Location);
