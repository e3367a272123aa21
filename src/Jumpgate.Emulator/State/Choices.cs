namespace Jumpgate.Emulator.State;

/// <summary>A few lists of indices, each good for one version of its table.</summary>
internal sealed class Choices
{
    private const int Kept = 4;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, long Version, IReadOnlyList<int> Indices)> _known = [];

    public IReadOnlyList<int> GetOrAdd(string key, long version, Func<IReadOnlyList<int>> choose)
    {
        lock (_gate)
        {
            for (var node = _known.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key || node.Value.Version != version)
                    continue;
                _known.Remove(node);
                _known.AddFirst(node);
                return node.Value.Indices;
            }
        }

        var indices = choose();
        lock (_gate)
        {
            _known.AddFirst((key, version, indices));
            while (_known.Count > Kept)
                _known.RemoveLast();
        }

        return indices;
    }
}
