using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Jumpgate.Scim.Schemas;

/// <summary>Attributes of one level, in their declared order and found by name in any case (RFC 7643 §2.1).</summary>
public sealed class AttributeTable : IReadOnlyList<ScimAttribute>
{
    private readonly ImmutableArray<ScimAttribute> attributes;
    private readonly FrozenDictionary<string, int> positions;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    /// <exception cref="ArgumentException">Two attributes have one name.</exception>
    public AttributeTable(IEnumerable<ScimAttribute> attributes)
    {
        this.attributes = [.. attributes];
        positions = this.attributes.Select((attribute, at) => KeyValuePair.Create(attribute.Name, at))
            .ToDictionary(StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        bySpan = positions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => attributes.Length;

    public ScimAttribute this[int index] => attributes[index];

    /// <summary>The place of a name; -1 for an unknown one.</summary>
    public int IndexOf(ReadOnlySpan<char> name) => bySpan.TryGetValue(name, out var at) ? at : -1;

    public ScimAttribute? Find(ReadOnlySpan<char> name) => IndexOf(name) is >= 0 and var at ? attributes[at] : null;

    public IEnumerator<ScimAttribute> GetEnumerator() => ((IEnumerable<ScimAttribute>)attributes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
