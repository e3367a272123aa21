using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Hosting;

/// <summary>What came in: requests for each route, bytes, and how many were under way at once.</summary>
public sealed class TrafficStats
{
    private const int RememberedUnknown = 500;

    private readonly ConcurrentDictionary<string, Counter> _routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Counter> _unknown = new(StringComparer.Ordinal);
    private long _requests;
    private long _bytes;
    private int _inFlight;
    private int _highest;

    public long Requests => Interlocked.Read(ref _requests);

    public int InFlight => Volatile.Read(ref _inFlight);

    public int HighestInFlight => Volatile.Read(ref _highest);

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Requests of one route, such as <c>GET /api/systemusers/{id}</c>.</summary>
    public long Of(string route) => _routes.TryGetValue(route, out var counter) ? counter.Requests : 0;

    /// <summary>Requests to routes the emulator does not know, by method and path.</summary>
    public IReadOnlyDictionary<string, long> Unknown => _unknown.ToDictionary(p => p.Key, p => p.Value.Requests);

    public IReadOnlyDictionary<string, long> Routes => _routes.ToDictionary(p => p.Key, p => p.Value.Requests);

    public void Reset()
    {
        _routes.Clear();
        _unknown.Clear();
        Interlocked.Exchange(ref _requests, 0);
        Interlocked.Exchange(ref _bytes, 0);
        Interlocked.Exchange(ref _highest, InFlight);
    }

    internal void Enter()
    {
        Interlocked.Increment(ref _requests);
        var now = Interlocked.Increment(ref _inFlight);
        for (var highest = HighestInFlight; now > highest; highest = HighestInFlight)
        {
            if (Interlocked.CompareExchange(ref _highest, now, highest) == highest)
                return;
        }
    }

    internal void Leave() => Interlocked.Decrement(ref _inFlight);

    internal void Count(string? route, string methodAndPath, int status, long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        if (route is not null)
            _routes.GetOrAdd(route, _ => new Counter()).Add(status, bytes);
        else if (_unknown.Count < RememberedUnknown || _unknown.ContainsKey(methodAndPath))
            _unknown.GetOrAdd(methodAndPath, _ => new Counter()).Add(status, bytes);
    }

    internal JsonObject ToJson() => new()
    {
        ["requests"] = Requests,
        ["bytes"] = Bytes,
        ["inFlight"] = InFlight,
        ["highestInFlight"] = HighestInFlight,
        ["routes"] = Counters(_routes),
        ["unknown"] = Counters(_unknown),
    };

    private static JsonObject Counters(ConcurrentDictionary<string, Counter> counters)
    {
        var all = new JsonObject();
        foreach (var (route, counter) in counters.OrderBy(p => p.Key, StringComparer.Ordinal))
            all[route] = counter.ToJson();
        return all;
    }

    private sealed class Counter
    {
        private readonly ConcurrentDictionary<int, long> _statuses = [];
        private long _requests;
        private long _bytes;

        public long Requests => Interlocked.Read(ref _requests);

        public void Add(int status, long bytes)
        {
            Interlocked.Increment(ref _requests);
            Interlocked.Add(ref _bytes, bytes);
            _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
        }

        public JsonObject ToJson()
        {
            var statuses = new JsonObject();
            foreach (var (status, count) in _statuses.OrderBy(p => p.Key))
                statuses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = count;
            return new JsonObject { ["requests"] = Requests, ["bytes"] = Interlocked.Read(ref _bytes), ["statuses"] = statuses };
        }
    }
}
