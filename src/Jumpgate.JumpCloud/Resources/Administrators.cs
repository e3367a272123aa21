using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Administrators: <c>/api/users</c> (jumpcloud-api.md §6.2). Unpublished, but used by JumpCloud's own tools.</summary>
public sealed class Administrators : ResourceFamily
{
    internal Administrators(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100. Needs <c>administrators.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/users", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>All administrators, page after page.</summary>
    public async IAsyncEnumerable<Administrator> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/users", ListPageAsync, cancellationToken)) yield return Administrator.Parse(item.Json.Span);
    }

    /// <summary>The administrator as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/users/{id}"), cancellationToken);

    /// <summary>The administrator, or null when there is none (404).</summary>
    public async Task<Administrator?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? Administrator.Parse(item.Json.Span) : null;

    /// <summary>The administrator who calls.</summary>
    /// <param name="fields">Fields wanted, or none for all; <c>provider</c> tells the provider of a multi-tenant administrator.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Administrator> GetSelfAsync(IEnumerable<string>? fields = null, CancellationToken cancellationToken = default)
    {
        var item = await ItemAsync(Route.Of($"/api/users/getSelf", new Query().Add("fields", fields is null ? null : string.Join(' ', fields))), cancellationToken);
        return Administrator.Parse(item.Json.Span);
    }

    /// <summary>Invites an administrator: <c>email firstname lastname roleName enableMultiFactor</c>. Not repeated unless surely unsent.</summary>
    public Task<RawItem> CreateAsync(JsonObject administrator, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Post, Route.Of($"/api/users"), Body(administrator), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Changes the fields given: <c>email firstname lastname roleName roleNames enableMultiFactor apiKeyAllowed</c>. Needs <c>administrators</c>.</summary>
    public Task<RawItem> UpdateAsync(string id, JsonObject changes, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/users/{id}"), Body(changes), Repeat.Safe, cancellationToken);

    /// <summary>Gives the administrator another role, by name.</summary>
    public Task<RawItem> SetRoleAsync(string id, string roleName, CancellationToken cancellationToken = default) =>
        UpdateAsync(id, new JsonObject { ["roleName"] = roleName }, cancellationToken);

    /// <summary>Removes an administrator.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/users/{id}"), null, cancellationToken);

    /// <summary>Sends the invitation again (a GET that acts, as published), so it is not repeated.</summary>
    public Task ResendInvitationAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Get, Route.Of($"/api/users/reactivate/{id}"), null, Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Drops the administrator's time-based code; refused (412) when none is enrolled.</summary>
    public Task ResetTotpAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/users/resettotp/{id}"), null, Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Organizations a multi-tenant administrator may enter, as raw links <c>{"administrator","organization"}</c>.</summary>
    public Task<RawPage> ListOrganizationLinksPageAsync(string id, int skip, int limit, CancellationToken cancellationToken = default) =>
        Transport.SendAsync(
            new JumpCloudRequest(HttpMethod.Get, Route.Of($"/api/v2/administrators/{id}/organizationlinks", Query.Page(skip, limit))),
            static answer => JsonSlices.Page(answer, idRequired: false),
            cancellationToken).AsTask();

    /// <summary>Lets a multi-tenant administrator into an organization.</summary>
    public Task<WriteOutcome> LinkOrganizationAsync(string id, string organizationId, CancellationToken cancellationToken = default) =>
        AddAsync(Route.Of($"/api/v2/administrators/{id}/organizationlinks"), Body(new JsonObject { ["organization"] = organizationId }), cancellationToken);

    /// <summary>Takes that back.</summary>
    public Task<WriteOutcome> UnlinkOrganizationAsync(string id, string organizationId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/administrators/{id}/organizationlinks/{organizationId}"), null, cancellationToken);
}
