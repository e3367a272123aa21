using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Tells the Organizations room what there is to show of runs.</summary>
internal sealed class OrganizationRunsReader(Store store, SyncProgressBoard board) : IOrganizationRuns
{
    public async Task<IReadOnlyDictionary<OrganizationKey, OrganizationRuns>> ReadAsync(
        TenantId tenant, IReadOnlyCollection<OrganizationKey> organizations, CancellationToken cancellation)
    {
        Dictionary<OrganizationKey, OrganizationRuns> found = [];
        await using var read = await store.ReadAsync(tenant, cancellation);
        foreach (var organization in organizations)
        {
            if (await SyncRuns.LastAsync(read.Sql, organization, cancellation) is not { } last || await SyncTarget.FindAsync(read.Sql, organization, cancellation) is not { } target)
            {
                continue;
            }

            var open = last.State is RunStates.Queued or RunStates.Running or RunStates.Held;
            var progress = board.Find(tenant, organization)?.Snapshot() ?? (open ? SyncProgressBoard.FromRow(last) : null);
            found[organization] = new OrganizationRuns(last.ToContract(target.Id), progress, last.State == RunStates.Held);
        }

        return found;
    }
}
