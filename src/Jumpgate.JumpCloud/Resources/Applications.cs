using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Applications: <c>/api/applications</c>, with their bindings in <c>/api/v2</c> (jumpcloud-api.md §6.8).</summary>
/// <remarks>The raw object's <c>config</c> can hold a private key: never log it, and mask it before it is stored.</remarks>
public sealed class Applications : ResourceFamily
{
    internal Applications(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100. Needs <c>applications.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/applications", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>All applications, page after page.</summary>
    public async IAsyncEnumerable<Application> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/applications", ListPageAsync, cancellationToken)) yield return Application.Parse(item.Json.Span);
    }

    /// <summary>The application as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/applications/{id}"), cancellationToken);

    /// <summary>The application, or null when there is none (404).</summary>
    public async Task<Application?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? Application.Parse(item.Json.Span) : null;

    /// <summary>Creates an application from a template's <c>name</c> and <c>config</c>. Not repeated unless surely unsent.</summary>
    public Task<RawItem> CreateAsync(JsonObject application, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Post, Route.Of($"/api/applications"), Body(application), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Changes an application.</summary>
    public Task<RawItem> UpdateAsync(string id, JsonObject changes, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/applications/{id}"), Body(changes), Repeat.Safe, cancellationToken);

    /// <summary>Deletes an application.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/applications/{id}"), null, cancellationToken);

    /// <summary>One page of the direct bindings to people or groups.</summary>
    /// <param name="id">The application.</param>
    /// <param name="target"><see cref="GraphTypes.User"/> or <see cref="GraphTypes.UserGroup"/>.</param>
    /// <param name="skip">Bindings to leave out.</param>
    /// <param name="limit">Bindings wanted, at most 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<EdgePage> AssociationsPageAsync(string id, string target, int skip, int limit, CancellationToken cancellationToken = default) =>
        EdgesAsync(Route.Of($"/api/v2/applications/{id}/associations", Query.Page(skip, limit).Add("targets", target)), cancellationToken);

    /// <summary>One page of the people who reach the application, with every route. Needs <c>users.readonly</c>.</summary>
    public Task<PathPage> UsersPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Route.Of($"/api/v2/applications/{id}/users", Query.Page(skip, limit)), cancellationToken);

    /// <summary>One page of the groups that reach the application, with every route. Needs <c>groups.readonly</c>.</summary>
    public Task<PathPage> UserGroupsPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        PathsAsync(Route.Of($"/api/v2/applications/{id}/usergroups", Query.Page(skip, limit)), cancellationToken);

    /// <summary>Binds a person or group. Needs <c>applications</c>.</summary>
    public Task<WriteOutcome> BindAsync(string id, string targetType, string targetId, CancellationToken cancellationToken = default) =>
        AddAsync(Route.Of($"/api/v2/applications/{id}/associations"), Body(GraphOperation.Of("add", targetType, targetId)), cancellationToken);

    /// <summary>Takes a binding away. Routes through other groups stay.</summary>
    public Task<WriteOutcome> UnbindAsync(string id, string targetType, string targetId, CancellationToken cancellationToken = default) =>
        RemoveAsync(
            HttpMethod.Post, Route.Of($"/api/v2/applications/{id}/associations"), Body(GraphOperation.Of("remove", targetType, targetId)), cancellationToken);
}
