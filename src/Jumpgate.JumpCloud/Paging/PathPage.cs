namespace Jumpgate.JumpCloud;

/// <summary>One thing reached by a traversal, with every route to it (JumpCloud.SDK.V2.json, <c>GraphObjectWithPaths</c>).</summary>
/// <param name="Id">Id of the thing reached.</param>
/// <param name="Type">Its type, see <see cref="GraphTypes"/>; the set is open.</param>
/// <param name="CompiledAttributes">Attributes compiled over all routes as raw JSON, or empty.</param>
/// <param name="Paths">Every route; its steps are the far ends of its edges in order. Length 1 is a direct edge.</param>
/// <param name="Json">The whole element as it came.</param>
public sealed record GraphReach(
    string Id, string Type, ReadOnlyMemory<byte> CompiledAttributes, IReadOnlyList<IReadOnlyList<GraphEdge>> Paths, ReadOnlyMemory<byte> Json);

/// <summary>One page of a traversal: things reached directly and through groups (jumpcloud-api.md §6.6, §6.7).</summary>
/// <param name="Items">What was reached, in the order it came.</param>
/// <param name="Total">How many there are in all (<c>x-total-count</c>), or null.</param>
/// <param name="Date">JumpCloud's clock (<c>Date</c> header).</param>
/// <param name="Bytes">Size of the body, in bytes.</param>
public sealed record PathPage(IReadOnlyList<GraphReach> Items, int? Total, DateTimeOffset? Date, int Bytes);
