using Jumpgate.Server.Roles.Assignment;

namespace Jumpgate.Server.Jobs;

/// <summary>Application roles that follow the change log, by shard of directories.</summary>
internal sealed class RolesWork(RoleShards shards, RoleWake wake) : IShardWork
{
    public static string Name => "roles";

    public event Action<int>? Due
    {
        add => wake.Due += value;
        remove => wake.Due -= value;
    }

    public Task<IReadOnlyList<int>> DueShardsAsync(CancellationToken cancellation) => shards.BehindAsync(cancellation);

    public Task RunAsync(int shard, CancellationToken cancellation) => shards.RunAsync(shard, cancellation);
}
