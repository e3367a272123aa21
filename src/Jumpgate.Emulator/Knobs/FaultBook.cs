namespace Jumpgate.Emulator.Knobs;

/// <summary>The fault rules in force. The first that matches a request and is due is played.</summary>
public sealed class FaultBook
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    internal FaultBook(IEnumerable<string> rules)
    {
        foreach (var rule in rules)
            Add(rule);
    }

    public void Add(string rule) => Add(Fault.Parse(rule));

    public void Add(Fault fault)
    {
        lock (_gate)
            _entries.Add(new Entry(fault, false));
    }

    /// <summary>The rules of the weather, in place of those of the weather before.</summary>
    internal void Turn(IEnumerable<string> rules)
    {
        var faults = rules.Select(Fault.Parse).ToList();
        lock (_gate)
        {
            _entries.RemoveAll(entry => entry.OfWeather);
            _entries.AddRange(faults.Select(fault => new Entry(fault, true)));
        }
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>The rules with how often each has matched and been played.</summary>
    public IReadOnlyList<(Fault Fault, int Seen, int Played)> Rules
    {
        get
        {
            lock (_gate)
                return [.. _entries.Select(e => (e.Fault, e.Seen, e.Played))];
        }
    }

    internal Fault? Next(string method, string path)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                var fault = entry.Fault;
                if (!fault.Matches(method, path) || entry.Played >= fault.Times)
                    continue;
                var turn = entry.Seen++ - fault.Pass;
                if (turn < 0 || turn % fault.Of >= fault.Share)
                    continue;
                entry.Played++;
                return fault;
            }
        }

        return null;
    }

    private sealed class Entry(Fault fault, bool ofWeather)
    {
        public bool OfWeather => ofWeather;

        public Fault Fault => fault;

        public int Seen { get; set; }

        public int Played { get; set; }
    }
}
