using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Jumpgate.Server.Portal;

/// <summary>The portal's files as they were built into this assembly: the server stays one file to copy.</summary>
internal sealed class PortalFiles
{
    private const string Prefix = "portal/";

    private readonly Assembly _assembly = typeof(PortalFiles).Assembly;
    private readonly FrozenSet<string> _names;
    private readonly ConcurrentDictionary<string, PortalFile> _files = new(StringComparer.Ordinal);

    public PortalFiles()
    {
        _names = _assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
        Document = _names.Contains($"{Prefix}index.html") ? new PortalDocument(Read($"{Prefix}index.html")) : null;
    }

    /// <summary>The one HTML document; null where the server was built before its portal.</summary>
    public PortalDocument? Document { get; }

    public PortalFile? Find(string name, bool brotli)
    {
        var resource = Prefix + name;
        if (!_names.Contains(resource) || name.EndsWith(".br", StringComparison.Ordinal)) return null;
        var packed = brotli && _names.Contains($"{resource}.br");
        return _files.GetOrAdd(packed ? $"{resource}.br" : resource, _ => Load(resource, packed));
    }

    private PortalFile Load(string resource, bool packed)
    {
        var content = Read(packed ? $"{resource}.br" : resource);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new PortalFile(content, ContentType(resource), packed ? "br" : null, new EntityTagHeaderValue($"\"{hash}\""));
    }

    private byte[] Read(string resource)
    {
        using var stream = _assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException(resource);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}

internal sealed record PortalFile(byte[] Content, string ContentType, string? Encoding, EntityTagHeaderValue EntityTag);
