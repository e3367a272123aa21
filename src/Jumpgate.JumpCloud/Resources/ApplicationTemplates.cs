using System.Runtime.CompilerServices;

namespace Jumpgate.JumpCloud;

/// <summary>The catalogue: <c>/api/application-templates</c> (jumpcloud-api.md §6.8).</summary>
public sealed class ApplicationTemplates : ResourceFamily
{
    internal ApplicationTemplates(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/application-templates", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>All templates, page after page.</summary>
    public async IAsyncEnumerable<ApplicationTemplate> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/application-templates", ListPageAsync, cancellationToken))
            yield return ApplicationTemplate.Parse(item.Json.Span);
    }

    /// <summary>The template as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/application-templates/{id}"), cancellationToken);
}
