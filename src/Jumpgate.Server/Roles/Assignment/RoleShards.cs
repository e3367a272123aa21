using Jumpgate.Server.Data;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>Calculates the roles of the directories of one shard until they follow the log, and stays for a moment: what is written then is followed without a start.</summary>
internal sealed class RoleShards(Store store, RoleRun run, RoleWake wake, ILogger<RoleShards> log)
{
    private const int Abreast = 4;

    // Together with the look for more that follows: so that a directory with much to do does not keep others waiting.
    private const int StepsInTurn = 50;

    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private bool known;

    public async Task RunAsync(int shard, CancellationToken ct)
    {
        using var watch = wake.Begin(shard);
        do
        {
            while (true)
            {
                List<RoleCursor> behind;
                await using (var read = await store.ReadAsync(default, ct)) behind = await RoleCursor.BehindAsync(read.Sql, shard, ct);
                var moved = 0;
                await Parallel.ForEachAsync(behind, new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct }, async (cursor, stop) =>
                {
                    if (await FollowAsync(cursor, stop)) Interlocked.Increment(ref moved);
                });
                if (moved == 0) break;
            }
        }
        while (await watch.WaitAsync(Stay, ct));
    }

    public async Task<IReadOnlyList<int>> BehindAsync(CancellationToken ct)
    {
        await using var read = await store.ReadAsync(default, ct);
        if (!known)
        {
            foreach (var (tenant, shard) in await RoleCursor.ShardsAsync(read.Sql, ct)) wake.Add(tenant, shard);
            known = true;
        }

        return await RoleCursor.ShardsBehindAsync(read.Sql, ct);
    }

    private async Task<bool> FollowAsync(RoleCursor cursor, CancellationToken ct)
    {
        wake.Add(cursor.Tenant, RoleWake.ShardOf(cursor.Directory));
        try
        {
            var steps = 0;
            while (steps < StepsInTurn && await run.StepAsync(cursor.Tenant, cursor.Directory, ct)) steps++;
            return steps > 0;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What nobody foresaw has no type: one directory must not stop the others of its shard. Its cursor stays.
            RolesLog.Interrupted(log, cursor.Tenant.Value, cursor.Directory.Value, error);
            await Task.Delay(Rest, ct);
            return false;
        }
    }
}
