namespace Jumpgate.JumpCloud;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The objects, in the order they came.</param>
/// <param name="Total">How many there are in all: <c>totalCount</c> (v1, new v2 families) or <c>x-total-count</c> (v2), or null where the answer told none.</param>
/// <param name="Date">JumpCloud's clock (<c>Date</c> header).</param>
/// <param name="Bytes">Size of the body, in bytes.</param>
public sealed record RawPage(IReadOnlyList<RawItem> Items, int? Total, DateTimeOffset? Date, int Bytes);
