using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Organizations;

/// <summary>What the room that syncs knows of organizations' runs; asked when an organization is shown.</summary>
public interface IOrganizationRuns
{
    Task<IReadOnlyDictionary<OrganizationKey, OrganizationRuns>> ReadAsync(
        TenantId tenant, IReadOnlyCollection<OrganizationKey> organizations, CancellationToken cancellation);
}

/// <param name="Last">The newest run, open or ended.</param>
/// <param name="Progress">How far the open run is.</param>
/// <param name="Held">A run waits for a person.</param>
public sealed record OrganizationRuns(SyncRun? Last, SyncProgress? Progress, bool Held);
