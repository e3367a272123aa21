using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Directory;

/// <summary>Forgets what is older than the install keeps, and goes on with what an earlier pruning left. One run in the cluster at a time.</summary>
internal sealed class Retention(Store store, Pruning pruning, IOptions<HistoryOptions> options, TimeProvider time)
{
    // A tenant's history is cut once a day, not at each look.
    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    /// <summary>Raised on this node when there is something to sweep.</summary>
    public event Action? Due;

    public int? KeepDays => options.Value.KeepDays;

    /// <summary>Moves the beginning of a tenant's history by hand; the rows go in the background.</summary>
    public async Task<long> PruneAsync(TenantId tenant, long from, Cause cause, Action<WriteScope> also, CancellationToken ct)
    {
        var until = await pruning.MoveAsync(tenant, from, cause, also, ct);
        Due?.Invoke();
        return until;
    }

    public async Task RunAsync(CancellationToken ct)
    {
        List<(TenantId Tenant, long? Oldest)> tenants;
        await using (var read = await store.ReadAsync(default, ct))
        {
            tenants = await read.Sql.QueryAsync(
                """
                select t.tenant, (select c.at from change c where c.tenant = t.tenant and c.seq = t.history_from) from tenant t
                where @tenant = 0 and t.sequence > 0 order by t.tenant
                """,
                row => (new TenantId(row.GetInt32(0)), row.IsDBNull(1) ? (long?)null : row.GetInt64(1)), ct);
        }

        foreach (var (tenant, oldest) in tenants)
        {
            if (KeepDays is { } days && time.GetUtcNow().AddDays(-days) is var until && oldest < (until - Step).ToUnixTimeMilliseconds())
            {
                var first = await pruning.FirstSinceAsync(tenant, until.ToUnixTimeMilliseconds(), ct);
                await pruning.MoveAsync(tenant, first, new Cause(CauseKind.System, null), null, ct);
            }

            await pruning.SweepAsync(tenant, ct);
        }
    }
}
