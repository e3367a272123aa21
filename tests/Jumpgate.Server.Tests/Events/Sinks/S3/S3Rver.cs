using System.IO.Compression;
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
    private readonly Listening process = new();

    public string Endpoint => $"http://127.0.0.1:{process.Port}";

    public async Task StartAsync()
    {
        var program = Repository.PathOf("tests", "s3rver", "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program)) throw new FileNotFoundException($"The tests of the sink s3 need {program}. Install it: npm ci --prefix tests/s3rver");
        await process.StartAsync("node", program, "-d", folder, "-a", "127.0.0.1", "-p", $"{process.Port}", "--silent", "--configure-bucket", Bucket);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => process.KillAsync();

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
        process.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
