using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Organizations;

/// <summary>Unlinks an organization: its credentials and the link go at once, with the change-log row that tells other rooms; the directory is hidden at once and emptied by <c>DirectoryRemoval</c>.</summary>
public sealed class OrganizationRemoval(WriteQueue queue, JumpCloudClients clients)
{
    public async Task RunAsync(LinkedOrganization link, Caller by, CancellationToken cancellation)
    {
        await queue.WriteAsync(link.Tenant, WritePriority.Interactive, async scope =>
        {
            foreach (var table in (string[])["credential", "event_cursor", "epoch", "organization"])
                await scope.Sql.ExecuteAsync($"delete from {table} where tenant = @tenant and organization = @organization", default, ("organization", link.Key.Value));
            await scope.Sql.ExecuteAsync("update directory set source = 'removed' where tenant = @tenant and directory = @directory", default, ("directory", link.Directory.Value));
            scope.Audit(link.Tenant, by.Who, "organization.unlink", link.Id.ToString(), link.Name);
            await scope.Changes.AddAsync(ChangeOp.OrganizationRemoved, new Cause(CauseKind.Api, by.Id), link.Directory, note: $"{link.Id} {link.Name}");
        }, cancellation);
        clients.Forget(link.Tenant, link.Key);
    }
}
