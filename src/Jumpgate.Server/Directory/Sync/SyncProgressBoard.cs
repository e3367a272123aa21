using System.Collections.Concurrent;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>The runs this node is at, and how far they are. Other nodes see the counts a run writes into its row.</summary>
internal sealed class SyncProgressBoard
{
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), RunProgress> runs = new();

    public IEnumerable<RunProgress> OfTenant(TenantId tenant) => runs.Values.Where(run => run.Tenant == tenant);

    public RunProgress? Find(TenantId tenant, OrganizationKey organization) => runs.GetValueOrDefault((tenant, organization));

    public IDisposable Show(RunProgress progress)
    {
        runs[(progress.Tenant, progress.Organization)] = progress;
        return new Entry(this, progress);
    }

    /// <summary>Progress of a run that is not at this node, or not begun, from its row.</summary>
    public static SyncProgress FromRow(RunRow row) => new(
        row.Id, row.State, RunJson.Plan(row.Plan).Phase,
        [.. RunJson.Counts(row.Counts).Select(kind => new KindProgress(kind.Key, kind.Value.Seen, null, row.State is RunStates.Done))],
        row.Requests, 0, null, Math.Round(row.Seconds, 1));

    private sealed class Entry(SyncProgressBoard board, RunProgress progress) : IDisposable
    {
        public void Dispose() => board.runs.TryRemove(new((progress.Tenant, progress.Organization), progress));
    }
}
