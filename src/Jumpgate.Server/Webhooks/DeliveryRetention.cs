using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Webhooks;

/// <summary>Forgets deliveries that are older than the install keeps.</summary>
internal sealed class DeliveryRetention(Store store, WriteQueue queue, IOptions<WebhookOptions> options, TimeProvider time)
{
    public async Task RunAsync(CancellationToken ct)
    {
        List<int> tenants;
        await using (var read = await store.ReadAsync(default, ct))
            tenants = await read.Sql.QueryAsync("select distinct tenant from webhook where @tenant = 0 order by tenant", row => row.GetInt32(0), ct);
        var before = time.GetUtcNow().AddDays(-options.Value.KeepDays).ToUnixTimeMilliseconds();
        foreach (var tenant in tenants) await DeliveryLog.ForgetAsync(queue, new TenantId(tenant), before, ct);
    }
}
