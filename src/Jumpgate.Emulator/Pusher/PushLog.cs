using System.Globalization;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>Counts of a run, the first requests of it and its first failures: as much as fits, however long the run is.</summary>
internal sealed class PushLog(int limit)
{
    private const int MostFailures = 200;

    private readonly Lock _gate = new();
    private readonly List<Exchange> _listed = [];
    private readonly List<Exchange> _failures = [];
    private readonly SortedDictionary<string, int> _byStatus = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _counts = new(StringComparer.Ordinal);
    private int _total;
    private int _retried;

    /// <summary>Whether the bodies of the next request are worth keeping.</summary>
    public bool Wants => _total < limit;

    public void Add(Func<int, Exchange> make)
    {
        lock (_gate)
        {
            var exchange = make(++_total);
            if (exchange.Verdict == "retry")
                _retried++;
            if (exchange.Method.Length > 0)
            {
                var key = $"{exchange.Method} {(exchange.Status == 0 ? "none" : exchange.Status.ToString(CultureInfo.InvariantCulture))}";
                _byStatus[key] = _byStatus.GetValueOrDefault(key) + 1;
            }

            if (exchange.Number <= limit)
                _listed.Add(exchange);
            if (exchange.Verdict == "failed" && _failures.Count < MostFailures)
                _failures.Add(exchange);
        }
    }

    /// <summary>Counts something that happened to a kind of thing: ("users", "created").</summary>
    public void Count(string of, string what, int by = 1)
    {
        lock (_gate)
        {
            if (!_counts.TryGetValue(of, out var counts))
                _counts[of] = counts = new(StringComparer.Ordinal);
            counts[what] = counts.GetValueOrDefault(what) + by;
        }
    }

    public int Counted(string of, string what)
    {
        lock (_gate)
            return _counts.TryGetValue(of, out var counts) ? counts.GetValueOrDefault(what) : 0;
    }

    /// <summary>The counts into an answer; with the requests themselves when asked.</summary>
    public void WriteTo(JsonObject answer, bool withLog)
    {
        lock (_gate)
        {
            foreach (var kind in (string[])["users", "groups", "memberships"])
                answer[kind] = Numbers(_counts.GetValueOrDefault(kind) ?? []);
            answer["requests"] = new JsonObject { ["total"] = _total, ["retried"] = _retried, ["byStatus"] = Numbers(_byStatus) };
            if (!withLog)
                return;
            answer["failures"] = new JsonArray([.. _failures.Select(f => (JsonNode)new JsonObject
            {
                ["for"] = f.Step.Subject.ToJson(),
                ["event"] = f.Step.Event,
                ["status"] = f.Status == 0 ? null : f.Status,
                ["message"] = f.Message,
            })]);
            answer["log"] = new JsonArray([.. _listed.Select(e => (JsonNode)e.ToJson())]);
            answer["omitted"] = _total - _listed.Count;
        }
    }

    private static JsonObject Numbers(SortedDictionary<string, int> counts) => new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));
}
