using System.Globalization;
using System.Text;
using Jumpgate.Ocsf.Schemas;

namespace Jumpgate.Ocsf.Writing;

/// <summary>
/// An enumeration ready to be written: number and caption in one piece, <c>"type_id":2,"type":"Admin",</c>. A number that the release does not
/// know yet becomes 99 under the caption it has in 1.8.0.
/// </summary>
internal sealed class Coded
{
    private readonly byte[]?[] pieces;
    private readonly byte[] other;

    /// <param name="shape">The class or object in this release.</param>
    /// <param name="now">The same in 1.8.0.</param>
    public Coded(SchemaShape shape, SchemaShape now, string attribute)
    {
        var sibling = now.Attributes[attribute].Sibling!;
        other = Encoding.UTF8.GetBytes($"\"{attribute}\":99,\"{sibling}\":");
        var captions = now.Attributes[attribute].Captions!.ToDictionary(caption => int.Parse(caption.Key, CultureInfo.InvariantCulture), caption => caption.Value);
        pieces = new byte[captions.Keys.Max() + 1][];
        foreach (var (id, caption) in captions)
        {
            if (id == 99) continue;
            var known = shape.Call(attribute, id);
            pieces[id] = Encoding.UTF8.GetBytes($"\"{attribute}\":{(known is null ? 99 : id)},\"{sibling}\":\"{known ?? caption}\",");
        }
    }

    /// <summary>Number, caption and a comma.</summary>
    public ReadOnlySpan<byte> this[int id] => pieces[id];

    /// <summary>99 up to where the text of the source belongs.</summary>
    public ReadOnlySpan<byte> Other => other;

    public bool Knows(long id) => id >= 0 && id < pieces.Length && pieces[id] is not null;
}
