using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Looks each second what is due, on one node of the cluster; this also finds what other nodes have written.</summary>
internal sealed class WebhookWatch(Store store, FirstLoads loads, WebhookWake wake, TimeProvider time)
{
    public async Task<IReadOnlyList<int>> LookAsync(CancellationToken cancellation)
    {
        await loads.LookAsync(cancellation);
        await using var read = await store.ReadAsync(default, cancellation);
        wake.Know(await read.Sql.QueryAsync(
            "select distinct tenant, shard from webhook where (@tenant = 0 or tenant = @tenant) and enabled",
            row => (new TenantId(row.GetInt32(0)), row.GetInt16(1)), cancellation));
        return await WebhookShard.DueShardsAsync(read.Sql, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
    }
}
