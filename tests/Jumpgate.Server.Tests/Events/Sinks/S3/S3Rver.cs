using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Jumpgate.Server.Tests.House;

namespace Jumpgate.Server.Tests.Events.Sinks.S3;

/// <summary>A server of the S3 API (npm s3rver), as a process of its own on loopback, with its objects in a folder.</summary>
internal sealed class S3Rver : IDisposable
{
    public const string Bucket = "events";
    public const string AccessKeyId = "S3RVER";
    public const string SecretAccessKey = "S3RVER";
    private const string Ending = "._S3rver_object";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("jumpgate-s3-").FullName;
    private readonly int port;
    private Process? process;

    public S3Rver()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public string Endpoint => $"http://127.0.0.1:{port}";

    public async Task StartAsync()
    {
        var program = Repository.PathOf("tests", "s3rver", "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program)) throw new FileNotFoundException($"The tests of the sink s3 need {program}. Install it: npm ci --prefix tests/s3rver");
        var start = new ProcessStartInfo("node") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[program, "-d", folder, "-a", "127.0.0.1", "-p", $"{port}", "--silent", "--configure-bucket", Bucket]) start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await JumpgateHost.WaitForAsync(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, ready => ready, TimeSpan.FromSeconds(30));
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>The names of all objects, in their order.</summary>
    public List<string> Names() => !System.IO.Directory.Exists(Path.Combine(folder, Bucket)) ? [] :
    [
        .. System.IO.Directory.GetFiles(Path.Combine(folder, Bucket), "*" + Ending, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(folder, Bucket), file)[..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    public List<string> Lines(string name)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(folder, Bucket, name + Ending)), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The lines of all objects.</summary>
    public List<string> Lines() => [.. Names().SelectMany(Lines)];

    public void Dispose()
    {
        if (process is not null)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }
}
