using System.IO.Compression;
using System.Net;
using System.Net.Sockets;

namespace Jumpgate.Server.Tests.Events.Sinks.S3;

/// <summary>Takes objects as S3 does, and can keep an answer back for ever: the object is there, and nobody was told.</summary>
internal sealed class HeldS3 : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, byte[]> objects = [];
    private TaskCompletionSource? hold;

    public HeldS3()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Endpoint + "/");
        listener.Start();
        _ = ServeAsync();
    }

    public string Endpoint { get; }

    /// <summary>Ends when the next object has come, whose answer is kept back.</summary>
    public Task HoldNextAsync() => (hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public List<string> Lines()
    {
        lock (objects)
        {
            return
            [
                .. objects.Values.SelectMany(body =>
                {
                    using var text = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
                    return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
                }),
            ];
        }
    }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true) await TakeAsync(await listener.GetContextAsync());
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        lock (objects)
        {
            if (context.Request.HttpMethod == "PUT") objects[context.Request.RawUrl!] = body.ToArray();
            else objects.Remove(context.Request.RawUrl!);
        }

        if (Interlocked.Exchange(ref hold, null) is { } held)
        {
            held.SetResult();
            return;
        }

        context.Response.StatusCode = context.Request.HttpMethod == "PUT" ? 200 : 204;
        context.Response.Close();
    }
}
