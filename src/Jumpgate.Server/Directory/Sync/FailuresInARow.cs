using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>How often an organization's sync has failed since it last went well: the longer, the longer the wait before the next try.</summary>
internal static class FailuresInARow
{
    private const int Looked = 12;

    public static async Task<int> CountAsync(Store store, SyncTarget target, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(target.Tenant, cancellation);
        var states = await read.Sql.QueryAsync(
            "select state from run where tenant = @tenant and organization = @organization and mode = 'full' and ended_at is not null order by run desc limit @looked",
            row => row.GetString(0), cancellation, ("organization", target.Organization.Value), ("looked", Looked));
        return states.TakeWhile(state => state == RunStates.Failed).Count();
    }
}
