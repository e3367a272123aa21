using System.Collections.Concurrent;

namespace Jumpgate.Emulator.Insights;

/// <summary>Numbers for the pairs of service and event type, so that a stored event needs two bytes for them.</summary>
internal sealed class EventKinds
{
    private readonly ConcurrentDictionary<(string Service, string Type), ushort> _numbers = new();
    private readonly List<(string Service, string Type)> _names = [];
    private readonly Lock _adding = new();

    public ushort Number(string service, string type)
    {
        if (_numbers.TryGetValue((service, type), out var known))
            return known;
        lock (_adding)
        {
            if (_numbers.TryGetValue((service, type), out known))
                return known;
            var number = checked((ushort)_names.Count);
            _names.Add((service, type));
            _numbers[(service, type)] = number;
            return number;
        }
    }

    public (string Service, string Type) Name(ushort number)
    {
        lock (_adding)
            return _names[number];
    }

    /// <summary>The services that have events, or may have some.</summary>
    public IReadOnlyList<string> Services
    {
        get
        {
            lock (_adding)
                return [.. _names.Select(name => name.Service).Distinct()];
        }
    }

    public bool HasService(string service)
    {
        lock (_adding)
            return _names.Exists(name => name.Service == service);
    }

    public int Count
    {
        get
        {
            lock (_adding)
                return _names.Count;
        }
    }
}
