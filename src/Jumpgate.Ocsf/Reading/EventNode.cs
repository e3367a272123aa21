using System.Text.Json;

namespace Jumpgate.Ocsf.Reading;

/// <summary>Where one value of the event stands, in bytes of the text. Strings with their quotes.</summary>
internal struct EventNode
{
    public int NameStart;
    public int NameLength;

    /// <summary>Made of the name: nodes with different ones have different names.</summary>
    public uint NameKey;

    public int Start;
    public int Length;

    /// <summary>The node behind this one and all it holds.</summary>
    public int Next;

    public JsonTokenType Kind;

    /// <summary>Told in an attribute of the record, so not again in <c>unmapped</c>.</summary>
    public bool Used;
}
