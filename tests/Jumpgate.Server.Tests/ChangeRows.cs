using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests;

/// <summary>The change log of a tenant, as stored.</summary>
public static class ChangeRows
{
    public static async Task<List<ChangeOp>> OpsAsync(JumpgateHost hub, string tenant) => [.. (await ReadAsync(hub, tenant)).Select(row => row.Op)];

    public static async Task<List<(ChangeOp Op, string? Note)>> ReadAsync(JumpgateHost hub, string tenant)
    {
        var found = await hub.Services.GetRequiredService<TenantCatalog>().FindAsync(tenant, default);
        await using var read = await hub.Services.GetRequiredService<Store>().ReadAsync(found!.Tenant);
        return await read.Sql.QueryAsync(
            "select op, note from change where tenant = @tenant order by seq", row => ((ChangeOp)row.GetInt16(0), row.IsDBNull(1) ? null : row.GetString(1)));
    }
}
