using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Roles, built-in and custom: <c>/api/v2/roles</c> (jumpcloud-api.md §6.3). An organization has at most 20 custom ones.</summary>
public sealed class Roles : ResourceFamily
{
    internal Roles(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page. <paramref name="limit"/> is at most 100.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/roles", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All roles.</summary>
    public async IAsyncEnumerable<Role> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/v2/roles", ListPageAsync, cancellationToken)) yield return Role.Parse(item.Json.Span);
    }

    /// <summary>The role as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/v2/roles/{id}"), cancellationToken);

    /// <summary>Creates a custom role. Not repeated unless surely unsent.</summary>
    public Task<RawItem> CreateAsync(string name, IEnumerable<string> scopes, string? description = null, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Post, Route.Of($"/api/v2/roles"), Body(Form(name, scopes, description)), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Replaces a custom role whole: what is not given is gone.</summary>
    public Task<RawItem> ReplaceAsync(
        string id, string name, IEnumerable<string> scopes, string? description = null, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/v2/roles/{id}"), Body(Form(name, scopes, description)), Repeat.Safe, cancellationToken);

    /// <summary>Deletes a custom role.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/roles/{id}"), null, cancellationToken);

    private static JsonObject Form(string name, IEnumerable<string> scopes, string? description)
    {
        var form = new JsonObject { ["name"] = name, ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) };
        if (description is not null) form["description"] = description;
        return form;
    }
}
