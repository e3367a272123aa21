using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Published;

/// <summary>One route of the published specifications and the empty answer it gets where no state stands behind it.</summary>
internal sealed class PublishedRoute(string method, int status, string path, string answer, string[] needs)
{
    private readonly string[] _segments = path.Split('/');

    public string Method => method;

    public int Status => status;

    public string Path => path;

    /// <summary>Scope families of which one admits; reads also by their <c>.readonly</c> form.</summary>
    public string[] Needs => needs;

    public bool HasBody => answer != "-";

    public bool EndsInParameter => _segments[^1][0] == '{';

    /// <summary>The path of the collection an item route belongs to.</summary>
    public string Collection => string.Join('/', _segments[..^1]);

    /// <summary>The name of the last parameter, which tells ids from UUIDs and types.</summary>
    public string Parameter => _segments[^1].Trim('{', '}');

    public int Length => _segments.Length;

    public JsonNode? Answer() => HasBody ? JsonNode.Parse(answer) : null;

    public bool Fits(string[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (_segments[i].StartsWith('{') ? parts[i].Length == 0 : !string.Equals(_segments[i], parts[i], StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    /// <summary>Fewer parameters, and later ones, fit more closely.</summary>
    public string Closeness => string.Concat(_segments.Select(segment => segment.StartsWith('{') ? '1' : '0'));

    /// <summary>The path template with nameless parameters.</summary>
    public static string Shape(string path) => string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? "{}" : segment));
}
