using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jumpgate.Benchmarks;

/// <summary>
/// Asks an HTTP server from some connections at once, each with one request under way, over bare sockets: the driver shares the cores with
/// the server, so it must cost little.
/// </summary>
internal sealed class HttpLoad(Uri origin, string token)
{
    private readonly string head = $"Host: {origin.Authority}\r\nAuthorization: Bearer {token}\r\n";

    public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{head}\r\n");

    public byte[] Send(string method, string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\n{head}Content-Type: application/scim+json\r\nContent-Length: {bytes.Length}\r\n\r\n"), .. bytes];
    }

    /// <summary>Asks for a time. <paramref name="request"/> makes the n-th request of all; an answer without <paramref name="status"/> ends the measurement.</summary>
    public async Task<LoadResult> RunAsync(int connections, TimeSpan time, int status, Func<int, byte[]> request)
    {
        var n = -1;
        var latest = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        return await AllAsync(connections, status, () => Stopwatch.GetTimestamp() < latest ? request(Interlocked.Increment(ref n)) : null);
    }

    /// <summary>Sends each request once.</summary>
    public async Task<LoadResult> RunAsync(int connections, int status, IEnumerable<byte[]> requests)
    {
        var waiting = new ConcurrentQueue<byte[]>(requests);
        return await AllAsync(connections, status, () => waiting.TryDequeue(out var next) ? next : null);
    }

    /// <summary>One request on a connection of its own: its body.</summary>
    public async Task<byte[]> OneAsync(byte[] request)
    {
        using var connection = await Connection.OpenAsync(origin);
        return (await connection.AskAsync(request)).Body.ToArray();
    }

    private async Task<LoadResult> AllAsync(int connections, int status, Func<byte[]?> next)
    {
        var watch = Stopwatch.StartNew();
        var parts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            List<double> taken = [];
            using var connection = await Connection.OpenAsync(origin);
            while (next() is { } request)
            {
                var started = Stopwatch.GetTimestamp();
                var (got, body) = await connection.AskAsync(request);
                if (got != status)
                    throw new InvalidOperationException($"{Encoding.UTF8.GetString(request.AsSpan(0, Math.Min(200, request.Length)))}\n→ {got} {Encoding.UTF8.GetString(body.Span)}");
                taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return taken;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        double[] all = [.. parts.SelectMany(part => part)];
        Array.Sort(all);
        return new LoadResult(all, seconds);
    }

    private sealed class Connection(Socket socket) : IDisposable
    {
        private byte[] buffer = new byte[64 * 1024];

        public static async Task<Connection> OpenAsync(Uri origin)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, origin.Port);
            return new Connection(socket);
        }

        /// <summary>The body stands in the connection's buffer until the next request.</summary>
        public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> AskAsync(byte[] request)
        {
            await socket.SendAsync(request);
            var (filled, begin, status, length) = (0, -1, 0, 0);
            while (begin < 0 || filled < begin + length)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0) throw new InvalidOperationException("The server closed the connection.");
                filled += read;
                if (begin >= 0 || buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is not (>= 0 and var end)) continue;
                begin = end + 4;
                var text = Encoding.ASCII.GetString(buffer, 0, end);
                status = int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
                var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
                length = at < 0 ? 0 : int.Parse(text.AsSpan(at + 16, (text.IndexOf('\r', at) is >= 0 and var line ? line : text.Length) - at - 16), CultureInfo.InvariantCulture);
            }

            return (status, buffer.AsMemory(begin, length));
        }

        public void Dispose() => socket.Dispose();
    }
}

/// <param name="Milliseconds">Of each request, ascending.</param>
internal sealed record LoadResult(double[] Milliseconds, double Seconds)
{
    public double PerSecond => Milliseconds.Length / Seconds;

    public double Median => Milliseconds[Milliseconds.Length / 2];

    public double P99 => Milliseconds[(int)(Milliseconds.Length * 0.99)];
}
