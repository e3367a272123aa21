using System.Runtime.CompilerServices;
using Jumpgate.Server.Data;
using GuardSettings = Jumpgate.Contracts.GuardSettings;

namespace Jumpgate.Server.Directory;

/// <summary>The run a stage belongs to.</summary>
/// <param name="Run">Key of the run's row.</param>
/// <param name="MapSeed">Changes whenever the mapping or scope does, so that unchanged raw slices are mapped again.</param>
public sealed record StageRun(TenantId Tenant, OrganizationKey Organization, DirectoryKey Directory, long Run, long Epoch, Cause Cause, ulong MapSeed = 0);

/// <summary>
/// What a full sync has read, before it counts: pages are committed with their checkpoint, weighed as a whole, then applied in
/// slices. Everything can be interrupted anywhere and taken up by another instance of the same run.
/// </summary>
public sealed class DirectoryStage(Store store, WriteQueue queue, Epoch epoch, StageRun run)
{
    /// <summary>Name of the epoch of full syncs.</summary>
    public const string EpochKind = "sync";

    private readonly StageAbsence absence = new(store, run);
    private readonly StageCache cache = new(run.Directory);
    private readonly Lock gate = new();
    private readonly Queue<StagePage> waiting = new();
    private Task<bool>? straight;
    private RunCounts? saved;
    private bool writing;

    public StageRun Run => run;

    /// <summary>Commits a page of objects and its checkpoint; <paramref name="last"/>: the listing is complete with it.</summary>
    public async Task<PageResult> TakePageAsync(
        Listing listing, ResourceKind kind, int skip, int? total, IReadOnlyList<RawItem> items, long tick, Map map, bool last, CancellationToken ct)
    {
        var straight = await StraightAsync();
        var known = straight ? [] : await KnownAsync(kind, items, ct);
        var stageItems = new StageItem[items.Count];
        for (var i = 0; i < stageItems.Length; i++) stageItems[i] = Read(items[i], known.GetValueOrDefault(items[i].RemoteId), map);
        return await TakeAsync(new ResourcePage(listing, kind, skip, total, stageItems, tick, last), ct);
    }

    /// <summary>Commits a page of one owner's edges and its checkpoint.</summary>
    public async Task<PageResult> TakeEdgePageAsync(
        Listing listing, EdgePageItems edges, ResourceKind otherKind, int skip, int? total, long tick, bool last, CancellationToken ct)
    {
        await StraightAsync();
        return await TakeAsync(new EdgePage(listing, edges, otherKind, skip, total, tick, last), ct);
    }

    /// <summary>Ends a listing whose last page was not known as such when it was taken.</summary>
    public async Task CompleteAsync(Listing listing, CancellationToken ct)
    {
        var straight = await StraightAsync();
        await SliceAsync(
            async (scope, tallied) =>
            {
                var pages = new StagePages(scope, run.Run);
                await pages.LoadAsync([listing.Name]);
                var row = pages.Of(listing.Name);
                if (row.Complete) return 0;
                row.Complete = true;
                await new EdgeIntake(scope, run, await cache.IsUsableAsync(scope) ? cache : new StageCache(run.Directory), straight, tallied).EndAsync(row, whole: false);
                if (row.Family is { } family) cache.Edges.Remove(family);
                await pages.SaveAsync();
                return 1;
            },
            ct);
    }

    /// <summary>The pages committed so far, by listing.</summary>
    public async Task<IReadOnlyDictionary<string, CommittedPages>> CommittedAsync(CancellationToken ct)
    {
        await using var read = await store.SnapshotAsync(run.Tenant, ct);
        var pages = await read.Sql.QueryAsync(
            "select listing, skip, items from stage_page where tenant = @tenant and run = @run",
            row => (Listing: row.GetString(0), Skip: row.GetInt32(1), Items: row.GetInt32(2)), ct, ("run", run.Run));
        var byListing = pages.ToLookup(page => page.Listing);
        return (await read.Sql.QueryAsync(
                "select listing, total, complete from stage_listing where tenant = @tenant and run = @run",
                row => (Listing: row.GetString(0), Total: row.IsDBNull(1) ? (int?)null : row.GetInt32(1), Complete: row.GetBoolean(2)), ct, ("run", run.Run)))
            .ToDictionary(
                listing => listing.Listing,
                listing => new CommittedPages(listing.Listing, byListing[listing.Listing].ToDictionary(page => page.Skip, page => page.Items), listing.Total, listing.Complete));
    }

    /// <summary>What applying would end; call again after absentees were confirmed for the exact number of edges.</summary>
    public async Task<Losses> WeighAsync(GuardSettings guard, CancellationToken ct) =>
        await StraightAsync() ? new Losses(false, Hash128.ToText(Hash128.Of([])), []) : await absence.WeighAsync(guard.Share, guard.AtLeast, ct);

    /// <summary>What must be asked for once more before it is ended: objects by id, owners by listing them again under a new name.</summary>
    public async IAsyncEnumerable<Absentee> AbsenteesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (await StraightAsync()) yield break;
        await foreach (var absentee in absence.OpenAsync(ct)) yield return absentee;
    }

    /// <summary>Absent objects were asked for by id at <paramref name="tick"/> and do not exist.</summary>
    public Task ConfirmAbsentAsync(IReadOnlyList<Absentee> absentees, long tick, CancellationToken ct) =>
        SliceAsync(async (scope, _) => { await absence.ConfirmAsync(scope, absentees, tick); return absentees.Count; }, ct);

    /// <summary>Writes what was staged. The stage and its counts stay until <see cref="DiscardAsync"/>: applied again after an interruption, it tells the same.</summary>
    public async Task<ApplyCounts> ApplyAsync(CancellationToken ct)
    {
        if (!await StraightAsync()) await new StageApply(this, absence).RunAsync(ct);
        if (await AccountsMovedAsync(ct)) await Persons.LinkAsync(store, queue, run.Tenant, run.Directory, run.Cause, ct);
        await using var read = await store.SnapshotAsync(run.Tenant, ct);
        var counts = await CountsAsync(read.Sql);
        var hash = await ContentHash.OfAsync(read.Sql, run.Directory, ct);
        var sequence = await read.Sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant", ct);
        return new ApplyCounts(
            Words.ResourceKinds.ToDictionary(kind => kind, kind => counts.Of(kind.Word())), Words.EdgeKinds.ToDictionary(kind => kind, kind => counts.Of(kind.Word())),
            hash, sequence, await DirectoryTally.OfAsync(read.Sql, run.Directory, ct));
    }

    private async Task<bool> AccountsMovedAsync(CancellationToken ct)
    {
        await using var read = await store.ReadAsync(run.Tenant, ct);
        var counts = await CountsAsync(read.Sql);
        return counts.Of(ResourceKind.User.Word()).Written + counts.Of(ResourceKind.Admin.Word()).Written > 0;
    }

    /// <summary>Takes the stage away, in slices.</summary>
    public async Task DiscardAsync(CancellationToken ct)
    {
        cache.Forget();
        foreach (var (table, keys) in Tables) while (await SliceAsync(async (scope, _) => await DeleteSomeAsync(scope.Sql, table, keys), ct) > 0) { }

        straight = null;
    }

    /// <summary>Listings go first: without one nothing counts as missing, wherever this is interrupted.</summary>
    private static readonly (string Table, string[] Keys)[] Tables =
    [
        ("stage_listing", ["listing"]), ("stage_page", ["listing", "skip"]), ("stage_edge", ["kind", "to_resource", "from_resource"]), ("stage_absent", ["resource"]),
        ("stage_body", ["resource"]), ("stage_resource", ["kind", "resource"]), ("stage_plan", []),
    ];

    /// <summary>Deletes up to a key some rows ahead; 0: that was the rest.</summary>
    private async ValueTask<int> DeleteSomeAsync(TenantSql sql, string table, string[] keys)
    {
        var columns = string.Join(", ", keys);
        var last = keys.Length == 0 ? [] : await sql.QueryAsync(
            $"select {columns} from {table} where tenant = @tenant and run = @run order by {columns} limit 1 offset 2000",
            row => keys.Select((key, i) => ("last_" + key, (object?)row.GetValue(i))).ToArray(), default, ("run", run.Run));
        var upTo = last is [_] ? $"and ({columns}) <= ({string.Join(", ", keys.Select(key => "@last_" + key))})" : "";
        await sql.ExecuteAsync($"delete from {table} where tenant = @tenant and run = @run {upTo}", default, [("run", run.Run), .. last is [var found] ? found : []]);
        return last.Count;
    }

    /// <summary>Runs one slice through the queue under the epoch, its counts saved with it.</summary>
    internal Task<int> SliceAsync(Func<WriteScope, RunCounts, ValueTask<int>> work, CancellationToken ct) => queue.WriteAsync(
        run.Tenant, WritePriority.Bulk,
        async scope =>
        {
            await epoch.CheckAsync(scope, run.Tenant, run.Organization, EpochKind, run.Epoch);
            var counts = new RunCounts();
            var done = await work(scope, counts);
            if (counts.Kinds.Count == 0) return done;
            // Under this epoch nobody else writes them, so those of the slice before need not be read again.
            var sum = saved ?? await CountsAsync(scope.Sql);
            saved = null;
            sum.Plus(counts);
            scope.OnCommitted(() => saved = sum);
            await scope.Sql.SendAsync("update stage_plan set counts = @counts where tenant = @tenant and run = @run", ("counts", sum.Text), ("run", run.Run));
            return done;
        },
        ct);

    private async ValueTask<RunCounts> CountsAsync(TenantSql sql) =>
        RunCounts.Parse(await sql.ScalarAsync<string>("select counts from stage_plan where tenant = @tenant and run = @run", default, ("run", run.Run)));

    private StageItem Read(RawItem item, Identity? known, Map map)
    {
        var rawHash = Hash128.Of(item.Json.Span, run.MapSeed);
        var raw = Hash128.ToBytes(rawHash);
        if (known is { State: IdentityState.Erased }) return new StageItem(item.RemoteId, StageOp.AsIs, raw, null, []);
        if (known is { State: IdentityState.Current or IdentityState.OutOfScope } && raw.AsSpan().SequenceEqual(known.RawHash))
            return new StageItem(item.RemoteId, StageOp.AsIs, raw, null, []);
        var mapped = map(item);
        if (!mapped.InScope) return new StageItem(item.RemoteId, StageOp.OutOfScope, raw, null, []);
        var body = ResourceBody.Of(mapped, rawHash);
        var same = known is { State: IdentityState.Current, RawHash: not null } && body.Hash.AsSpan().SequenceEqual(known.Hash);
        return new StageItem(item.RemoteId, same ? StageOp.Volatile : StageOp.Fresh, raw, body, mapped.Links ?? []);
    }

    private async Task<Dictionary<string, Identity>> KnownAsync(ResourceKind kind, IReadOnlyList<RawItem> items, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(run.Tenant, ct);
        return await Identity.FindAsync(read.Sql, run.Directory, kind, [.. items.Select(item => item.RemoteId).Distinct()], ct);
    }

    /// <summary>Pages that arrive while others are written are written together.</summary>
    private async Task<PageResult> TakeAsync(StagePage page, CancellationToken ct)
    {
        bool first;
        lock (gate)
        {
            waiting.Enqueue(page);
            first = !writing;
            writing = true;
        }

        if (first) _ = Task.Run(WriteWaitingAsync, CancellationToken.None);
        return await page.Task.WaitAsync(ct);
    }

    private async Task WriteWaitingAsync()
    {
        while (NextBatch() is { Count: > 0 } batch)
        {
            try
            {
                var straight = await StraightAsync();
                await SliceAsync(
                    async (scope, tallied) =>
                    {
                        await cache.BeginAsync(scope);
                        if (batch[0] is ResourcePage) await new ResourceIntake(scope, run, cache, straight, tallied).TakeAsync([.. batch.Cast<ResourcePage>()]);
                        else await new EdgeIntake(scope, run, cache, straight, tallied).TakeAsync([.. batch.Cast<EdgePage>()]);
                        cache.End(scope);
                        return batch.Count;
                    },
                    CancellationToken.None);
                foreach (var page in batch) page.Committed();
            }
            catch (Exception exception)
            {
                // Whatever it was belongs to those who wait for these pages.
                foreach (var page in batch) page.Failed(exception);
            }
        }
    }

    /// <summary>Pages of one sort, about as many items as a slice takes.</summary>
    private List<StagePage> NextBatch()
    {
        const int Objects = 800, Edges = 4000;
        List<StagePage> batch = [];
        var items = 0;
        lock (gate)
        {
            while (waiting.TryPeek(out var page) && (batch.Count == 0 || (page.GetType() == batch[0].GetType() && items + page.Items <= (page is ResourcePage ? Objects : Edges))))
            {
                batch.Add(waiting.Dequeue());
                items += page.Items;
            }

            if (batch.Count == 0) writing = false;
        }

        return batch;
    }

    /// <summary>
    /// Whether the directory was empty when the run began: then pages are written at once, and at the end nothing is left to apply or to miss.
    /// Decided once per run.
    /// </summary>
    private async Task<bool> StraightAsync()
    {
        Task<bool> deciding;
        lock (gate) deciding = straight ??= queue.WriteAsync(run.Tenant, WritePriority.Bulk, DecideAsync);
        try
        {
            return await deciding;
        }
        catch
        {
            // However it failed, it is no decision: the next page asks again.
            lock (gate) if (straight == deciding) straight = null;
            throw;
        }
    }

    private async ValueTask<bool> DecideAsync(WriteScope scope)
    {
        await epoch.CheckAsync(scope, run.Tenant, run.Organization, EpochKind, run.Epoch);
        if (await scope.Sql.QueryAsync("select straight from stage_plan where tenant = @tenant and run = @run", row => row.GetBoolean(0), default, ("run", run.Run)) is [var kept])
            return kept;
        var rows = await scope.Sql.ScalarAsync<long>(
            "select count(*) from directory_count where tenant = @tenant and directory = @directory and n <> 0", default, ("directory", run.Directory.Value));
        await scope.Sql.ExecuteAsync(
            "insert into stage_plan (tenant, run, straight, counts) values (@tenant, @run, @straight, @counts)",
            default, ("run", run.Run), ("straight", rows == 0), ("counts", new RunCounts().Text));
        return rows == 0;
    }
}
