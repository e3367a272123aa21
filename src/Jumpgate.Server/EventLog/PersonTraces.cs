using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpgate.Server.EventLog;

/// <summary>What a person is known by where others speak of them: the id at the source, and the texts that name them (addresses, user names, full names).</summary>
public sealed class PersonTraces
{
    /// <summary>What stands where a value of the person stood.</summary>
    public const string Erased = "erased";

    // Shorter texts would be found inside of words that mean something else.
    private const int ShortestInside = 4;

    private readonly SearchValues<string> sought;
    private readonly HashSet<string> whole;
    private readonly Regex? inside;

    public PersonTraces(string remoteId, IEnumerable<string> names)
    {
        RemoteId = remoteId;
        whole = new HashSet<string>(names.Select(name => name.Trim()).Where(name => name.Length > 1), StringComparer.OrdinalIgnoreCase);
        sought = SearchValues.Create([remoteId, .. whole, .. whole.Select(Escaped).Where(name => !whole.Contains(name))], StringComparison.OrdinalIgnoreCase);
        List<string> words = [.. whole.Where(name => name.Length >= ShortestInside).OrderByDescending(name => name.Length)];
        if (words.Count > 0)
        {
            inside = new Regex(
                $@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', words.Select(Regex.Escape))})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
    }

    public string RemoteId { get; }

    /// <summary>False: the text, JSON or plain, certainly says nothing of the person.</summary>
    public bool MayStandIn(string text) => text.AsSpan().ContainsAny(sought);

    /// <summary>The text without the person; the same text where it does not name them.</summary>
    public string Replace(string text) => whole.Contains(text) ? Erased : inside?.Replace(text, Erased) ?? text;

    private static string Escaped(string text) => Encoding.UTF8.GetString(System.Text.Json.JsonEncodedText.Encode(text).EncodedUtf8Bytes);
}
