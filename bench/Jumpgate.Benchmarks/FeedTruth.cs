using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Benchmarks;

/// <summary>What the emulator says has become visible (<c>GET /emulator/insights/truth</c>), to be held against what a sink has.</summary>
internal sealed partial class FeedTruth
{
    /// <summary>Raw events may be nested deeper than JSON is read by default.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    private readonly Dictionary<string, (long At, long Visible)> events = new(StringComparer.Ordinal);

    public int Count => events.Count;

    public static async Task<FeedTruth> ReadAsync(HttpClient emulator)
    {
        var truth = new FeedTruth();
        using var lines = new StreamReader(await emulator.GetStreamAsync(new Uri("/emulator/insights/truth", UriKind.Relative)));
        while (await lines.ReadLineAsync() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (!root.TryGetProperty("id", out var name)) name = root.GetProperty("mark");
            truth.events[name.GetString()!] = (root.GetProperty("at").GetInt64(), root.GetProperty("visible").GetInt64());
        }

        return truth;
    }

    /// <summary>When an event appeared, Unix milliseconds; null: there is none of this name.</summary>
    public long? VisibleAt(string name) => events.TryGetValue(name, out var times) ? times.Visible : null;

    /// <summary>Events of this time or later, that is: those a sink must have.</summary>
    public IEnumerable<string> Since(long milliseconds) => events.Where(one => one.Value.At >= milliseconds).Select(one => one.Key);

    /// <summary>How many of them appeared so long after they happened, or later.</summary>
    public int LateSince(long milliseconds, TimeSpan by) => events.Values.Count(one => one.At >= milliseconds && one.Visible - one.At >= by.TotalMilliseconds);

    /// <summary>Holds a sink's lines against the truth.</summary>
    /// <param name="lines">OCSF records, or raw events.</param>
    /// <param name="validator">For the release of the records; null: raw events.</param>
    /// <param name="must">The names of the events that must be there, from <see cref="Since"/> of a truth that was read before the lines were.</param>
    public FeedTally Hold(IEnumerable<string> lines, RecordValidator? validator, IReadOnlyCollection<string> must)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> faults = [];
        var (count, foreign, invalid) = (0, 0, 0);
        foreach (var line in lines)
        {
            count++;
            if (validator?.Check(Encoding.UTF8.GetBytes(line)) is [var violation, ..])
            {
                invalid++;
                faults.Add($"invalid: {violation}: {Short(line)}");
            }

            if (NameOf(line, isRaw: validator is null) is { } name) seen[name] = seen.GetValueOrDefault(name) + 1;
            else
            {
                foreign++;
                faults.Add($"foreign: {Short(line)}");
            }
        }

        var missing = must.Where(name => !seen.ContainsKey(name)).ToList();
        var doubled = seen.Where(one => one.Value > 1).Select(one => one.Key).ToList();
        faults.AddRange(missing.Take(5).Select(name => $"missing: {name} of {At(events[name].At)}, visible {At(events[name].Visible)}"));
        faults.AddRange(doubled.Take(5).Select(name => $"doubled: {name}"));
        return new FeedTally(count, missing.Count, doubled.Count, foreign, invalid, [.. faults.Take(20)]);
    }

    /// <summary>The id; where there is none that can be read, the event's text is looked through for what it is known by.</summary>
    private string? NameOf(string line, bool isRaw)
    {
        string? raw = line;
        using (var json = JsonDocument.Parse(line, Deep))
        {
            var root = json.RootElement;
            if (isRaw)
            {
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && events.ContainsKey(id.GetString()!)) return id.GetString();
            }
            else
            {
                if (root.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("uid", out var uid) && events.ContainsKey(uid.GetString()!)) return uid.GetString();
                raw = root.TryGetProperty("raw_data", out var data) ? data.GetString() : null;
            }
        }

        return raw is null ? null : Names().Matches(raw).Select(match => match.Groups[1].Value).FirstOrDefault(events.ContainsKey);
    }

    private static string At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);

    private static string Short(string line) => line.Length <= 300 ? line : line[..300] + "…";

    [GeneratedRegex("\"([0-9a-f]{24}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\"")]
    private static partial Regex Names();
}

/// <param name="Missing">Events that are not there.</param>
/// <param name="Doubled">Events that are there more than once.</param>
/// <param name="Foreign">Lines of no event.</param>
/// <param name="Invalid">Records the schema does not allow.</param>
/// <param name="Faults">The first of all these.</param>
internal sealed record FeedTally(int Lines, int Missing, int Doubled, int Foreign, int Invalid, IReadOnlyList<string> Faults)
{
    public bool IsWhole => Missing == 0 && Foreign == 0 && Invalid == 0;
}
