using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Organizations the credential sees: <c>/api/organizations</c> (jumpcloud-api.md §6.11). Sent without <c>x-org-id</c>, which these routes refuse.</summary>
public sealed class Organizations : ResourceFamily
{
    internal Organizations(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page; the cheapest check of a credential. A multi-tenant administrator sees all managed organizations.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/organizations", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>All organizations, page after page.</summary>
    public async IAsyncEnumerable<Organization> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/organizations", ListPageAsync, cancellationToken)) yield return Organization.Parse(item.Json.Span);
    }

    /// <summary>The organization whole, as sent, or null when there is none (404). Needs <c>organizations.readonly</c>.</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/organizations/{id}"), cancellationToken);

    /// <summary>The organization whole, or null when there is none (404).</summary>
    public async Task<Organization?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? Organization.Parse(item.Json.Span) : null;

    /// <summary>Writes settings; the whole settings object must be echoed: read, change, write.</summary>
    public Task<RawItem> UpdateAsync(string id, JsonObject organization, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/organizations/{id}"), Body(organization), Repeat.Safe, cancellationToken);
}
