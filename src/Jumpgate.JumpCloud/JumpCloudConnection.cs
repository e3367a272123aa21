namespace Jumpgate.JumpCloud;

/// <summary>Which organization is meant, where it lives and who calls.</summary>
/// <param name="Region">The region whose hosts get every call.</param>
/// <param name="Credential">API key or service account.</param>
/// <param name="OrganizationId">
/// Sent as <c>x-org-id</c> with every call but those to organization and provider routes, which refuse it
/// (jumpcloud-api.md §2.4). Null or empty: no header, the credential's own organization. Multi-tenant administrators need it.
/// </param>
public sealed record JumpCloudConnection(Region Region, Credential Credential, string? OrganizationId = null);
