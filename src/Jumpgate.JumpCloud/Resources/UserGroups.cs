using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Groups of people: <c>/api/v2/usergroups</c> (jumpcloud-api.md §6.4, §6.6).</summary>
public sealed class UserGroups : ResourceFamily
{
    internal UserGroups(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100. Needs <c>groups.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/usergroups", Query.Page(skip, limit, "id")), cancellationToken);

    /// <summary>One page of those that match all filters, <c>field:op:value</c> each (jumpcloud-api.md §3.2).</summary>
    public Task<RawPage> ListPageAsync(IEnumerable<string> filters, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/usergroups", Query.Page(skip, limit, "id").AddEach("filter", filters)), cancellationToken);

    /// <summary>All groups, page after page.</summary>
    public async IAsyncEnumerable<UserGroup> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/v2/usergroups", ListPageAsync, cancellationToken)) yield return UserGroup.Parse(item.Json.Span);
    }

    /// <summary>The group as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/v2/usergroups/{id}"), cancellationToken);

    /// <summary>The group, or null when there is none (404).</summary>
    public async Task<UserGroup?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? UserGroup.Parse(item.Json.Span) : null;

    /// <summary>Creates a group; <c>name</c> is required and unique. Not repeated unless surely unsent.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.Conflict"/>: the name is taken.</exception>
    public Task<RawItem> CreateAsync(JsonObject group, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Post, Route.Of($"/api/v2/usergroups"), Body(group), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Replaces the group; <c>name</c> is required and what is left out falls back to its default.</summary>
    public Task<RawItem> ReplaceAsync(string id, JsonObject group, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/v2/usergroups/{id}"), Body(group), Repeat.Safe, cancellationToken);

    /// <summary>Deletes the group, not its members.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/usergroups/{id}"), null, cancellationToken);

    /// <summary>One page of the direct members: people, and nested groups where there are any. JumpCloud offers no order here.</summary>
    public Task<EdgePage> ListMembersPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        EdgesAsync(Route.Of($"/api/v2/usergroups/{id}/members", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All direct members, page after page.</summary>
    public IAsyncEnumerable<GraphEdge> ListMembersAsync(string id, CancellationToken cancellationToken = default) => WalkEdgesAsync(
        "GET /api/v2/usergroups/{id}/members", (skip, limit, token) => ListMembersPageAsync(id, skip, limit, token), cancellationToken);

    /// <summary>One page of all members, those of nested groups included, with every route.</summary>
    public Task<PathPage> ListMembershipPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Route.Of($"/api/v2/usergroups/{id}/membership", Query.Page(skip, limit)), cancellationToken);

    /// <summary>One page of the groups this group is nested in.</summary>
    public Task<PathPage> ListMemberOfPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Route.Of($"/api/v2/usergroups/{id}/memberof", Query.Page(skip, limit)), cancellationToken);

    /// <summary>Adds one member. Needs <c>groups</c>. Expect a dynamic group to refuse or undo it.</summary>
    public Task<WriteOutcome> AddMemberAsync(
        string id, string memberId, string type = GraphTypes.User, CancellationToken cancellationToken = default) =>
        AddAsync(Route.Of($"/api/v2/usergroups/{id}/members"), Body(GraphOperation.Of("add", type, memberId)), cancellationToken);

    /// <summary>Removes one member.</summary>
    public Task<WriteOutcome> RemoveMemberAsync(
        string id, string memberId, string type = GraphTypes.User, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Post, Route.Of($"/api/v2/usergroups/{id}/members"), Body(GraphOperation.Of("remove", type, memberId)), cancellationToken);
}
