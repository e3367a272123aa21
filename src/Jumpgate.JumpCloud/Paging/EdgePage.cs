namespace Jumpgate.JumpCloud;

/// <summary>One direct edge: the far end of a GraphConnection (JumpCloud.SDK.V2.json, <c>GraphConnection.to</c>).</summary>
/// <param name="Id">Id of the far end.</param>
/// <param name="Type">Type of the far end, see <see cref="GraphTypes"/>; the set is open.</param>
/// <param name="Attributes">The edge's attributes as raw JSON, or empty when null or absent.</param>
public readonly record struct GraphEdge(string Id, string Type, ReadOnlyMemory<byte> Attributes);

/// <summary>One page of direct edges: members or associations (jumpcloud-api.md §6.6, §6.7).</summary>
/// <param name="Items">The edges, in the order they came.</param>
/// <param name="Total">How many there are in all (<c>x-total-count</c>), or null.</param>
/// <param name="Date">JumpCloud's clock (<c>Date</c> header).</param>
/// <param name="Bytes">Size of the body, in bytes.</param>
public sealed record EdgePage(IReadOnlyList<GraphEdge> Items, int? Total, DateTimeOffset? Date, int Bytes);
