using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>A list of edges that JumpCloud gives per object: the members of a group, the people bound to an application.</summary>
/// <param name="Name">Part of the listing's name: <c>members</c> makes <c>members:5f1b…</c>.</param>
internal sealed record EdgeSource(string Name, IReadOnlyList<EdgeShape> Shapes, ReadEdgePage PageAsync)
{
    /// <summary>Direct bindings of objects of one graph type to the owner.</summary>
    public static EdgeSource Bindings(string ownerType, string type, ResourceKind kind) => new(
        $"bound_{type}", [new EdgeShape(EdgeKind.BoundTo, kind, type)],
        (client, id, skip, limit, cancellation) => client.Graph.AssociationsPageAsync(ownerType, id, type, skip, limit, cancellation));

    public string ListingOf(string ownerId, EdgeShape shape) => shape == Shapes[0] ? $"{Name}:{ownerId}" : $"{Name}:{shape.Type}:{ownerId}";
}

/// <summary>One page of an owner's edges.</summary>
internal delegate Task<Jumpgate.JumpCloud.EdgePage> ReadEdgePage(JumpCloudClient client, string ownerId, int skip, int limit, CancellationToken cancellation);

/// <summary>Which edges of a list make which of ours; the owner stands at the <c>to</c> end of all of them.</summary>
/// <param name="Type">JumpCloud's word for what stands at the other end.</param>
internal sealed record EdgeShape(EdgeKind Kind, ResourceKind Other, string Type);
