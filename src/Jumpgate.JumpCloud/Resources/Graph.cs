using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>
/// Edges between things, in any direction: <c>/api/v2/{collection}/{id}/associations</c> and the traversals
/// (jumpcloud-api.md §6.7). Group membership is not an association; see <see cref="UserGroups"/>. The right needed follows
/// the side that is called: <c>users</c>, <c>groups</c>, <c>systems</c> or <c>applications</c>.
/// </summary>
public sealed class Graph : ResourceFamily
{
    internal Graph(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page of direct edges from a thing to things of one type.</summary>
    /// <param name="type">Type of the thing, see <see cref="GraphTypes"/>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="target">Type at the far end; one per call.</param>
    /// <param name="skip">Edges to leave out.</param>
    /// <param name="limit">Edges wanted, at most 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.BadRequest"/>: this type has no such targets.</exception>
    public Task<EdgePage> AssociationsPageAsync(
        string type, string id, string target, int skip, int limit, CancellationToken cancellationToken = default) =>
        EdgesAsync(Associations(type, id, Query.Page(skip, limit).Add("targets", target)), cancellationToken);

    /// <summary>All direct edges from a thing to things of one type.</summary>
    public IAsyncEnumerable<GraphEdge> AssociationsAsync(string type, string id, string target, CancellationToken cancellationToken = default) =>
        WalkEdgesAsync(
            $"GET /api/v2/{GraphTypes.Collection(type)}/{{id}}/associations",
            (skip, limit, token) => AssociationsPageAsync(type, id, target, skip, limit, token),
            cancellationToken);

    /// <summary>One page of all things of one type that are reached from a thing, directly and through groups, with every route.</summary>
    /// <param name="type">Type of the thing, see <see cref="GraphTypes"/>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="target">Type of what is reached. The people of a user group come from <see cref="UserGroups.ListMembershipPageAsync"/>.</param>
    /// <param name="skip">Things to leave out.</param>
    /// <param name="limit">Things wanted, at most 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PathPage> TraversalPageAsync(
        string type, string id, string target, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Below(type, id, GraphTypes.Collection(target), Query.Page(skip, limit)), cancellationToken);

    /// <summary>One page of the groups a person or device is in, directly and through nesting.</summary>
    /// <param name="type"><see cref="GraphTypes.User"/>, <see cref="GraphTypes.System"/>, or a group type.</param>
    /// <param name="id">Its id.</param>
    /// <param name="skip">Groups to leave out.</param>
    /// <param name="limit">Groups wanted, at most 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PathPage> MemberOfPageAsync(string type, string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Below(type, id, "memberof", Query.Page(skip, limit)), cancellationToken);

    /// <summary>Adds a direct edge, with attributes such as <c>{"sudo":{"enabled":true,"withoutPassword":false}}</c> between person and device.</summary>
    public Task<WriteOutcome> AssociateAsync(
        string type, string id, string targetType, string targetId, JsonNode? attributes = null, CancellationToken cancellationToken = default) =>
        AddAsync(Associations(type, id), Body(GraphOperation.Of("add", targetType, targetId, attributes)), cancellationToken);

    /// <summary>Changes the attributes of an edge that is there.</summary>
    public Task UpdateAssociationAsync(
        string type, string id, string targetType, string targetId, JsonNode attributes, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Associations(type, id), Body(GraphOperation.Of("update", targetType, targetId, attributes)), Repeat.Safe, cancellationToken);

    /// <summary>Removes a direct edge. Routes through groups stay.</summary>
    public Task<WriteOutcome> DissociateAsync(
        string type, string id, string targetType, string targetId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Post, Associations(type, id), Body(GraphOperation.Of("remove", targetType, targetId)), cancellationToken);

    private static Route Associations(string type, string id, Query? query = null) => Below(type, id, "associations", query);

    private static Route Below(string type, string id, string what, Query? query) =>
        Route.Of(FormattableStringFactory.Create($"/api/v2/{GraphTypes.Collection(type)}/{{0}}/{what}", id), query);
}
