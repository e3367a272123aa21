using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>
/// All objects of one kind: the world's, generated when read, under a copy-on-write layer of those that were written.
/// Order is by id, oldest first, and a page costs what the page holds.
/// </summary>
internal sealed class Table(Kind kind, World world, Action<Utf8JsonWriter, int> write)
{
    private readonly Dictionary<int, JsonObject> _written = [];
    private readonly Dictionary<int, uint> _born = [];
    private readonly List<int> _added = [];
    private readonly List<int> _deleted = [];
    private readonly int _base = world.Count(kind);
    private int _next = world.Count(kind);
    private long _version;

    public Kind Kind => kind;

    /// <summary>Goes up before anything of the table changes.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The last choices made from the table.</summary>
    public Choices Chosen { get; } = new();

    /// <summary>What the world writes has changed by itself.</summary>
    public void Touch() => Interlocked.Increment(ref _version);

    /// <summary>Finds objects by a field's exact value without walking the table; null where the field has no such shortcut.</summary>
    public Func<string, string, IReadOnlyList<int>?>? Lookup { get; set; }

    public int Count => _base - _deleted.Count + _added.Count;

    /// <summary>Written objects, for what must walk them all.</summary>
    public IEnumerable<(int Index, JsonObject Document)> Written => _written.Select(p => (p.Key, p.Value));

    public bool IsWritten(int index) => _written.ContainsKey(index);

    public bool Exists(int index) => index < _base ? index >= 0 && _deleted.BinarySearch(index) < 0 : _born.ContainsKey(index);

    public string Id(int index) => index < _base ? world.Id(kind, index) : world.Ids.Of(kind, index, _born[index]);

    public void WriteId(int index, Span<char> text) => world.Ids.Write(text, kind, index, index < _base ? world.CreatedSecond(kind, index) : _born[index]);

    /// <summary>A number made of the id, for hashes over many objects.</summary>
    public ulong Chance(int index)
        => Noise.Mix(((ulong)(index < _base ? world.CreatedSecond(kind, index) : _born[index]) << 32 | (uint)index) ^ ((ulong)kind << 24));

    public bool TryFind(string? id, out int index)
    {
        index = -1;
        if (id is null || !world.Ids.TryRead(id, out var found, out var place, out var seconds) || found != kind || !Exists(place))
            return false;
        index = place;
        return seconds == (place < _base ? world.CreatedSecond(kind, place) : _born[place]);
    }

    public IEnumerable<int> All() => Page(0, int.MaxValue);

    public IEnumerable<int> Page(int skip, int limit)
    {
        var living = _base - _deleted.Count;
        var index = skip;
        var gap = 0;
        for (; gap < _deleted.Count && _deleted[gap] <= index; gap++)
            index++;
        for (; skip < living && limit > 0; skip++, limit--, index++)
        {
            while (gap < _deleted.Count && _deleted[gap] == index)
            {
                index++;
                gap++;
            }

            yield return index;
        }

        for (var place = skip - living; place < _added.Count && limit > 0; place++, limit--)
            yield return _added[place];
    }

    public void Write(Utf8JsonWriter json, int index)
    {
        if (_written.TryGetValue(index, out var document))
            document.WriteTo(json);
        else
            write(json, index);
    }

    /// <summary>The object as JSON; a copy where the world made it, the stored one where it was written. Do not change it.</summary>
    public JsonObject Read(int index)
    {
        if (_written.TryGetValue(index, out var document))
            return document;
        using var buffer = new PageBuffer();
        using (var json = new Utf8JsonWriter(buffer, PageBuffer.WriterOptions))
            write(json, index);
        return (JsonObject)JsonNode.Parse(buffer.Written.Span)!;
    }

    /// <summary>The object for changing: from here on it is stored.</summary>
    public JsonObject Change(int index)
    {
        Interlocked.Increment(ref _version);
        if (!_written.TryGetValue(index, out var document))
            _written[index] = document = Read(index);
        return document;
    }

    public int Add(DateTimeOffset now, Func<string, JsonObject> make)
    {
        Interlocked.Increment(ref _version);
        var index = _next++;
        _born[index] = (uint)now.ToUnixTimeSeconds();
        _added.Add(index);
        _written[index] = make(Id(index));
        return index;
    }

    public void Delete(int index)
    {
        Interlocked.Increment(ref _version);
        _written.Remove(index);
        if (index < _base)
        {
            var place = _deleted.BinarySearch(index);
            if (place < 0)
                _deleted.Insert(~place, index);
        }
        else if (_born.Remove(index))
        {
            _added.Remove(index);
        }
    }
}
