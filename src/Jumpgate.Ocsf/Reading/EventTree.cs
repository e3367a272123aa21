using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Ocsf.Reading;

/// <summary>
/// An event as a row of nodes over its bytes: read once, nothing copied out of it, nothing allocated while events stay of a usual size.
/// A node is named by its number; -1 is "not there", and every question may be asked of it.
/// </summary>
internal sealed class EventTree
{
    /// <summary>Levels that can be looked into; what lies deeper is carried along as it is.</summary>
    private const int IndexedLevels = 6;

    /// <summary>Levels of an event. With the two around it, a record stays below the 64 levels most readers take.</summary>
    private const int MaxLevels = 61;

    private const int UsualBytes = 64 * 1024;
    private const int UsualNodes = 4096;

    private readonly int[] open = new int[IndexedLevels];
    private readonly MemberIndex members = new();
    private EventNode[] nodes = new EventNode[256];
    private byte[] text = new byte[4096];
    private int count;

    /// <summary>The event itself.</summary>
    public const int Root = 0;

    /// <summary>Whether the bytes were UTF-8. If not, the tree is of the text with replacement characters.</summary>
    public bool IsUtf8 { get; private set; }

    /// <summary>Some member of the event stands twice.</summary>
    public bool HasRepeats => members.HasRepeats;

    /// <summary>Reads one event. Whatever the fault, the tree can be asked; it knows nothing then.</summary>
    public EventFault Read(ReadOnlySpan<byte> raw)
    {
        count = 0;
        members.Clear();
        if (text.Length > UsualBytes && raw.Length < UsualBytes) text = new byte[UsualBytes];
        if (nodes.Length > UsualNodes && raw.Length < UsualBytes) nodes = new EventNode[UsualNodes];
        IsUtf8 = System.Text.Unicode.Utf8.IsValid(raw);
        var fault = IsUtf8 ? EventFault.None : EventFault.InvalidUtf8;
        if (!IsUtf8) raw = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(raw));

        var length = TidyJson.Write(raw, ref text);
        var reader = new Utf8JsonReader(text.AsSpan(0, length), new JsonReaderOptions { MaxDepth = MaxLevels });
        try
        {
            if (!reader.Read()) return EventFault.NotJson;
            if (reader.TokenType == JsonTokenType.StartObject) Index(ref reader);
            else
            {
                reader.Skip();
                reader.Read();
                fault = EventFault.NotAnObject;
            }
        }
        catch (JsonException)
        {
            count = 0;
            return reader.CurrentDepth >= MaxLevels - 1 ? EventFault.TooDeep : EventFault.NotJson;
        }

        return fault;
    }

    /// <summary>The member of an object, the last one where a name stands twice; -1 where there is none or it is null.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        if ((uint)parent >= (uint)count || nodes[parent].Kind != JsonTokenType.StartObject) return -1;
        var key = NameKey.Of(name);
        var found = -1;
        if (parent == Root) found = members.Find(key, name, this);
        else
        {
            var end = nodes[parent].Next;
            for (var child = parent + 1; child < end; child = nodes[child].Next)
            {
                if (nodes[child].NameKey == key && Name(child).SequenceEqual(name)) found = child;
            }
        }

        return found >= 0 && nodes[found].Kind == JsonTokenType.Null ? -1 : found;
    }

    /// <summary>The member of the event itself.</summary>
    public int Find(ReadOnlySpan<byte> name) => Find(Root, name);

    /// <summary>The first of two members of the event itself that says something.</summary>
    public int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> otherwise) => Find(Root, name, otherwise);

    /// <summary>The first of two members that says something.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> otherwise)
    {
        var found = Find(parent, name);
        return Says(found) ? found : Find(parent, otherwise);
    }

    /// <summary>The first member or element; -1 where there is none.</summary>
    public int First(int parent) => IsContainer(parent) && parent + 1 < nodes[parent].Next ? parent + 1 : -1;

    /// <summary>The one behind it within the same parent.</summary>
    public int After(int parent, int child) => nodes[child].Next < nodes[parent].Next ? nodes[child].Next : -1;

    public bool IsThere(int node) => (uint)node < (uint)count;

    public bool IsObject(int node) => IsThere(node) && nodes[node].Kind == JsonTokenType.StartObject;

    public bool IsArray(int node) => IsThere(node) && nodes[node].Kind == JsonTokenType.StartArray;

    public bool IsContainer(int node) => IsObject(node) || IsArray(node);

    public bool IsText(int node) => IsThere(node) && nodes[node].Kind == JsonTokenType.String;

    /// <summary>A text that is not empty, a number, true or false.</summary>
    public bool Says(int node) => IsThere(node) && nodes[node].Kind switch
    {
        JsonTokenType.String => nodes[node].Length > 2,
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => true,
        _ => false,
    };

    /// <summary>Whether there is anything worth keeping: not null, not "", not {} and not [].</summary>
    public bool IsEmpty(int node) => nodes[node].Kind switch
    {
        JsonTokenType.Null => true,
        JsonTokenType.String => nodes[node].Length == 2,
        JsonTokenType.StartObject or JsonTokenType.StartArray => nodes[node].Next == node + 1 && nodes[node].Length <= 2,
        _ => false,
    };

    /// <summary>What stands in the text: the inside of a string as JSON writes it, else the token.</summary>
    public ReadOnlySpan<byte> Content(int node) => !IsThere(node) ? default
        : nodes[node].Kind == JsonTokenType.String ? text.AsSpan(nodes[node].Start + 1, nodes[node].Length - 2)
        : text.AsSpan(nodes[node].Start, nodes[node].Length);

    /// <summary>The whole value as JSON.</summary>
    public ReadOnlySpan<byte> Json(int node) => text.AsSpan(nodes[node].Start, nodes[node].Length);

    /// <summary>The name as JSON writes it, without quotes.</summary>
    public ReadOnlySpan<byte> Name(int node) => text.AsSpan(nodes[node].NameStart, nodes[node].NameLength);

    public bool Is(int node, ReadOnlySpan<byte> word) => IsText(node) && Ascii.EqualsIgnoreCase(Content(node), word);

    /// <summary>true, false, or the same as text; null where it is neither.</summary>
    public bool? Flag(int node) => !IsThere(node) ? null : nodes[node].Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when Is(node, "true"u8) => true,
        JsonTokenType.String when Is(node, "false"u8) => false,
        _ => null,
    };

    /// <summary>A whole number, or the same as text.</summary>
    public long? Number(int node) =>
        Says(node) && Utf8Parser.TryParse(Content(node), out long value, out var read) && read == Content(node).Length ? value : null;

    /// <summary>The node with all it knows of itself.</summary>
    public ref EventNode this[int node] => ref nodes[node];

    /// <summary>How many nodes there are.</summary>
    public int Count => count;

    private void Index(ref Utf8JsonReader reader)
    {
        var (level, nameStart, nameLength) = (0, 0, 0);
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (nameStart, nameLength) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    End(open[--level], reader.BytesConsumed);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    var container = Add(reader.TokenType, level, nameStart, nameLength, (int)reader.TokenStartIndex, 1);
                    if (level < IndexedLevels) open[level++] = container;
                    else
                    {
                        reader.Skip();
                        End(container, reader.BytesConsumed);
                    }

                    break;
                default:
                    var quotes = reader.TokenType == JsonTokenType.String ? 2 : 0;
                    Add(reader.TokenType, level, nameStart, nameLength, (int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes);
                    break;
            }
        }
        while (reader.Read());
    }

    private int Add(JsonTokenType kind, int level, int nameStart, int nameLength, int start, int length)
    {
        if (count == nodes.Length) Array.Resize(ref nodes, count * 2);
        ref var node = ref nodes[count];
        node.Kind = kind;
        node.NameStart = nameStart;
        node.NameLength = nameLength;
        node.NameKey = NameKey.Of(text.AsSpan(nameStart, nameLength));
        node.Start = start;
        node.Length = length;
        node.Next = count + 1;
        node.Used = false;
        if (level == 1) members.Add(count, this);
        return count++;
    }

    private void End(int container, long consumed)
    {
        nodes[container].Length = (int)consumed - nodes[container].Start;
        nodes[container].Next = count;
    }
}
