namespace Jumpgate.Server.Organizations;

/// <summary>Tells this node's scheduler that an organization has become due; other nodes find it by themselves within a second or two.</summary>
public sealed class SyncSignal
{
    public event Action<int>? SyncDue;

    public event Action<int>? RefreshDue;

    public void Sync(int shard) => SyncDue?.Invoke(shard);

    public void Refresh(int shard) => RefreshDue?.Invoke(shard);
}
