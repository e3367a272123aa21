using System.Text;
using System.Text.Json;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>
/// The words an event is found by: type and service, ids, names and addresses of who did it and to what, devices, applications, network addresses, words of
/// error messages. A name is found whole, an e-mail address also by what stands before the @, and both by their parts. Pure.
/// </summary>
internal static class EventWords
{
    /// <summary>Words of one event; what has more has its first ones.</summary>
    private const int Most = 40;
    private const int Shortest = 2;
    private const int Longest = 200;
    private const int Deepest = 6;

    private static readonly string[] First = ["event_type", "service", "initiated_by", "resource"];

    private static readonly HashSet<string> Whole =
        ["event_type", "service", "id", "object_id", "client_ip", "src_ip", "mdm_device_id"];

    private static readonly HashSet<string> Parted =
    [
        "email", "username", "name", "displayName", "display_name", "hostname", "firstname", "lastname", "error_message", "serial_number",
    ];

    /// <summary>Whence an event came and with what: the same few texts in every event.</summary>
    private static readonly HashSet<string> Skipped = ["geoip", "useragent", "raw", "profile_list"];

    /// <summary>The words of an event, hashed, each once; <paramref name="outcome"/> among them.</summary>
    public static IReadOnlyCollection<long> Of(JsonElement root, string outcome)
    {
        HashSet<long> found = [Outcome(outcome)];
        if (root.ValueKind != JsonValueKind.Object) return [.. found];
        // What every event has and most are sought by comes first, wherever it stands.
        foreach (var first in First)
            if (root.TryGetProperty(first, out var value)) Member(first, value, 0, found);
        Walk(root, 0, found);
        return [.. found];
    }

    /// <summary>The words of what somebody looks for: all must be there.</summary>
    public static IEnumerable<string> Sought(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(word => word.Length >= Shortest).Distinct();

    public static string Fold(string text) => Cut(TextOrder.Fold(text.Trim()));

    public static long Hash(string word) => (long)(ulong)(Hash128.Of(Encoding.UTF8.GetBytes(word)) & ulong.MaxValue);

    /// <summary>Outcomes are words no text can hold.</summary>
    public static long Outcome(string outcome) => Hash("\0" + outcome);

    private static void Walk(JsonElement element, int depth, HashSet<long> found)
    {
        if (depth > Deepest) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item, depth + 1, found);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            if (found.Count >= Most) return;
            // The id of the event itself is not a word: events are found by it through their key.
            if ((depth > 0 || !member.NameEquals("id")) && NameOf(member) is { } name) Member(name, member.Value, depth, found);
        }
    }

    /// <summary>Null: bytes that are no text.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Member(string name, JsonElement value, int depth, HashSet<long> found)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var isParted = Parted.Contains(name);
            if ((isParted || Whole.Contains(name)) && IncomingEvent.TextOf(value) is { } text) Add(text, isParted, found);
        }
        else if (!Skipped.Contains(name)) Walk(value, depth + 1, found);
    }

    private static void Add(string text, bool isParted, HashSet<long> found)
    {
        var folded = Fold(text);
        if (folded.Length < Shortest) return;
        if (!isParted)
        {
            found.Add(Hash(folded));
            return;
        }

        foreach (var word in folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('@', StringComparison.Ordinal);
            var local = at > 0 ? word[..at] : word;
            Part(word, found);
            Part(local, found);
            foreach (var part in Parts(local)) Part(part, found);
            if (found.Count >= Most) return;
        }
    }

    private static void Part(string part, HashSet<long> found)
    {
        if (part.Length >= Shortest && found.Count < Most) found.Add(Hash(part));
    }

    private static IEnumerable<string> Parts(string word)
    {
        var start = -1;
        for (var i = 0; i <= word.Length; i++)
        {
            var inside = i < word.Length && char.IsLetterOrDigit(word[i]);
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            yield return word[start..i];
            start = -1;
        }
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}
