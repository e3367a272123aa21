using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>A provider's managed organizations: <c>/api/v2/providers</c> (jumpcloud-api.md §6.11). Sent without <c>x-org-id</c>.</summary>
public sealed class Providers : ResourceFamily
{
    internal Providers(Transport transport)
        : base(transport)
    {
    }

    /// <summary>The provider as sent, or null when there is none (404). The caller's own comes from <see cref="Administrators.GetSelfAsync"/>.</summary>
    public Task<RawItem?> GetRawAsync(string providerId, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/v2/providers/{providerId}"), cancellationToken);

    /// <summary>One page of the managed organizations.</summary>
    public Task<RawPage> ListOrganizationsPageAsync(string providerId, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/providers/{providerId}/organizations", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All managed organizations, page after page.</summary>
    public async IAsyncEnumerable<ProviderOrganization> ListOrganizationsAsync(
        string providerId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var organizations = WalkAsync(
            "GET /api/v2/providers/{id}/organizations", (skip, limit, token) => ListOrganizationsPageAsync(providerId, skip, limit, token), cancellationToken);
        await foreach (var item in organizations) yield return ProviderOrganization.Parse(item.Json.Span);
    }

    /// <summary>One page of the provider's administrators.</summary>
    public Task<RawPage> ListAdministratorsPageAsync(string providerId, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/providers/{providerId}/administrators", Query.Page(skip, limit)), cancellationToken);

    /// <summary>Invites an administrator of the provider: <c>email</c>, and <c>role</c> or <c>roleName</c>. Not repeated unless surely unsent.</summary>
    public Task<RawItem> CreateAdministratorAsync(string providerId, JsonObject administrator, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Post, Route.Of($"/api/v2/providers/{providerId}/administrators"), Body(administrator), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Removes an administrator of the provider.</summary>
    public Task<WriteOutcome> DeleteAdministratorAsync(string providerId, string administratorId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/providers/{providerId}/administrators/{administratorId}"), null, cancellationToken);
}
