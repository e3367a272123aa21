using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Pauses an organization and lets it go on. A paused one keeps what an open run has read, and is not called at all.</summary>
internal sealed class OrganizationPause(OrganizationLinks links)
{
    public Task<LinkedOrganization?> SetAsync(SyncTarget target, bool paused, Caller by, CancellationToken cancellation) =>
        links.ChangeAsync(target.Tenant, target.Organization, async (scope, row) =>
        {
            if (row.Paused == paused)
            {
                return;
            }

            row.Paused = paused;
            row.NextSyncAt = paused ? row.NextSyncAt : scope.Now;
            row.NextRefreshAt = paused ? row.NextRefreshAt : scope.Now;
            scope.Audit(target.Tenant, by.Who, paused ? "organization.pause" : "organization.resume", row.Id.ToString(), row.Name);
            await scope.Changes.AddAsync(
                paused ? ChangeOp.OrganizationPaused : ChangeOp.OrganizationResumed, new Cause(CauseKind.Api, by.Id), row.Directory, note: row.Id.ToString());
        }, cancellation);
}
