using Jumpgate.Server.Webhooks;
using Jumpgate.Server.Webhooks.Sending;

namespace Jumpgate.Server.Jobs;

/// <summary>Webhook deliveries, by shard of endpoints; the watch also ends first loads that are over.</summary>
internal sealed class WebhookWork(WebhookShard shards, WebhookWatch watch, WebhookWake wake) : IShardWork
{
    public static string Name => "webhook";

    public event Action<int>? Due
    {
        add => wake.Due += value;
        remove => wake.Due -= value;
    }

    public Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation) => watch.LookAsync(cancellation);

    public Task RunAsync(int shard, CancellationToken cancellation) => shards.RunAsync(shard, cancellation);
}
