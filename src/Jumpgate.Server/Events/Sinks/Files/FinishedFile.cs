using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Jumpgate.Server.Events.Sinks.Files;

/// <summary>A file that is complete and never changes again: <c>000000000001-000000000250-9f86….ndjson</c>, by its first and last position and the SHA-256 of its lines.</summary>
internal static class FinishedFile
{
    public const string Ending = ".ndjson";
    public const string GzipEnding = ".ndjson.gz";

    /// <summary>Bytes of the hash that stand in the name.</summary>
    private const int HashBytes = 16;

    public static string NameOf(string prefix, FileState state, string hash, bool gzip) => $"{Beginning(prefix, state)}{hash}{(gzip ? GzipEnding : Ending)}";

    /// <summary>The finished file of this content, where there is one; its content is checked against its name.</summary>
    public static async Task<string?> FindAsync(string folder, string prefix, FileState state, CancellationToken cancellation)
    {
        var beginning = Beginning(prefix, state);
        foreach (var path in System.IO.Directory.GetFiles(folder, beginning + "*"))
        {
            var gzip = path.EndsWith(GzipEnding, StringComparison.Ordinal);
            await using Stream file = File.OpenRead(path);
            await using Stream lines = gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            if (Path.GetFileName(path) == NameOf(prefix, state, await HashAsync(lines, cancellation), gzip)) return path;
        }

        return null;
    }

    public static async Task<string> HashAsync(Stream lines, CancellationToken cancellation) =>
        Convert.ToHexStringLower((await SHA256.HashDataAsync(lines, cancellation)).AsSpan(0, HashBytes));

    // Twelve digits sort by name up to a million million events.
    private static string Beginning(string prefix, FileState state) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{state.First:D12}-{state.Last:D12}-");
}
