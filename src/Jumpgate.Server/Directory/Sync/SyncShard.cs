using System.Collections.Concurrent;
using System.Data.Common;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>
/// The syncs of one shard of organizations: takes what is due, side by side within this node's limit, until nothing is left. The scheduler sees
/// to it that a shard runs once in the cluster.
/// </summary>
internal sealed class SyncShard(
    Store store, WriteQueue queue, Epoch epochs, JumpCloudClients clients, SyncProgressBoard board, SyncRuns runs, TimeProvider time, SyncOptions options,
    ILogger<SyncShard> logger) : IDisposable
{
    /// <summary>Tries of a run that end in something nobody foresaw, before the run is given up and said to have failed.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim limit = new(options.Abreast, options.Abreast);
    private readonly Underway<(TenantId, OrganizationKey)> underway = new();
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), int> unforeseen = new();

    public void Dispose() => limit.Dispose();

    public async Task RunAsync(int shard, CancellationToken cancellation)
    {
        List<Task> mine = [];
        try
        {
            while (true)
            {
                foreach (var target in await DueAsync(shard, cancellation))
                {
                    if (underway.Start((target.Tenant, target.Organization), () => OneAsync(target, cancellation)) is { } started)
                    {
                        mine.Add(started);
                    }
                }

                mine.RemoveAll(task => task.IsCompleted);
                if (mine.Count == 0)
                {
                    return;
                }

                await Task.WhenAny(Task.WhenAny(mine), Task.Delay(Look, time, cancellation));
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(mine);
        }
    }

    private async Task<List<SyncTarget>> DueAsync(int shard, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(default, cancellation);
        return await SyncTarget.DueAsync(read.Sql, "next_sync_at", shard, time.GetUtcNow().ToUnixTimeMilliseconds(), options.Abreast * 2, cancellation);
    }

    private async Task OneAsync(SyncTarget target, CancellationToken cancellation)
    {
        try
        {
            await limit.WaitAsync(cancellation);
            try
            {
                await SyncAsync(target, cancellation);
                unforeseen.TryRemove((target.Tenant, target.Organization), out _);
            }
            finally
            {
                limit.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops, or the organization was paused: the run goes on later from its last committed page.
        }
        catch (StaleEpochException overtaken)
        {
            SyncRunLog.Overtaken(logger, target.Tenant.Value, target.Id, overtaken.Message);
        }
        catch (Exception error)
        {
            // What nobody foresaw has no type: one organization must not stop the others of its shard.
            SyncRunLog.Interrupted(logger, target.Tenant.Value, target.Id, error);
            await RestAsync(cancellation);
            if (!IsStoreAway(error) && unforeseen.AddOrUpdate((target.Tenant, target.Organization), 1, (_, before) => before + 1) >= Tries)
            {
                unforeseen.TryRemove((target.Tenant, target.Organization), out _);
                await GiveUpAsync(target, error, cancellation);
            }
        }
    }

    private bool IsStoreAway(Exception error) =>
        (error as StoreUnavailableException ?? store.Dialect.Translate(error.InnerException as DbException ?? error)) is StoreUnavailableException;

    private async Task GiveUpAsync(SyncTarget target, Exception error, CancellationToken cancellation)
    {
        try
        {
            await runs.GiveUpAsync(target, SyncFailure.Because(HttpProblems.InternalError, $"The sync stopped {Tries} times: {error.Message}", time.GetUtcNow()), cancellation);
        }
        catch (Exception again) when (again is StoreUnavailableException or OperationCanceledException)
        {
            // It stays due, and comes round once more.
        }
    }

    /// <summary>The organization stays due; without a rest a database that is away would be asked in a circle.</summary>
    private async Task RestAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Rest, time, cancellation);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task SyncAsync(SyncTarget target, CancellationToken cancellation)
    {
        if (target.Paused)
        {
            await UndueAsync(target, cancellation);
            return;
        }

        var row = await queue.WriteAsync(target.Tenant, WritePriority.Interactive, async scope =>
        {
            var trigger = await SyncRuns.LastAsync(scope.Sql, target.Organization, default) is null ? "link" : "schedule";
            return await SyncRuns.QueueAsync(scope, target.Organization, trigger);
        }, cancellation);
        if (row.State == RunStates.Held)
        {
            await UndueAsync(target, cancellation);
            return;
        }

        await runs.SweepAsync(target, cancellation);
        var epoch = await epochs.TakeAsync(target.Tenant, target.Organization, DirectoryStage.EpochKind, cancellation);
        var progress = new RunProgress(row.Id, target.Tenant, target.Organization, row, time);
        using var shown = board.Show(progress);
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var log = new RunLog(queue, target.Tenant, row.Run, time, await NextLineAsync(row, cancellation));
        var client = await clients.ForAsync(target.Tenant, target.Organization, cancellation);
        var watch = new RunWatch(store, new RunRecord(queue, epochs, target, row.Run, epoch), target, progress, log, time).KeepAsync(watched);
        try
        {
            await new SyncRun(store, queue, epochs, target, row, epoch, client, progress, log, time).ExecuteAsync(watched.Token);
        }
        finally
        {
            await watched.CancelAsync();
            await watch;
        }
    }

    private async Task<int> NextLineAsync(RunRow row, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(row.Tenant, cancellation);
        return await RunLog.NextAsync(read.Sql, row.Run, cancellation);
    }

    /// <summary>Unless somebody made it due meanwhile.</summary>
    private Task<int> UndueAsync(SyncTarget target, CancellationToken cancellation) => queue.WriteAsync(
        target.Tenant, WritePriority.Interactive, async scope => await scope.Sql.ExecuteAsync(
            "update organization set next_sync_at = null where tenant = @tenant and organization = @organization and next_sync_at = @due", default,
            ("organization", target.Organization.Value), ("due", target.DueAt)),
        cancellation);
}
