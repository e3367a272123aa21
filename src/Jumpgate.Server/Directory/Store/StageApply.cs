using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>Brings the stage into the directory, slice by slice. What is done is taken off the stage in the same transaction, so it can stop anywhere.</summary>
internal sealed class StageApply(DirectoryStage stage, StageAbsence absence)
{
    private const int Resources = 250, Edges = 1000;

    /// <summary>What the slice before ended with.</summary>
    private long lastResource;
    private EdgeRow lastEdge;

    private StageRun Run => stage.Run;

    public async Task RunAsync(CancellationToken ct)
    {
        await SlicesAsync((scope, counts) => WriteAsync(scope, counts, StageOp.Volatile), ct);
        await SlicesAsync((scope, counts) => WriteAsync(scope, counts, StageOp.Fresh), ct);
        await SlicesAsync(LeaveOutAsync, ct);
        await SlicesAsync(EndEdgesAsync, ct);
        await SlicesAsync(BeginEdgesAsync, ct);

        var slice = new List<(long, long)>();
        await foreach (var absentee in absence.ConfirmedAsync(ct))
        {
            slice.Add(absentee);
            if (slice.Count == Resources) await EndAllAsync(slice, ct);
        }

        await EndAllAsync(slice, ct);
    }

    private async Task SlicesAsync(Func<WriteScope, RunCounts, ValueTask<int>> slice, CancellationToken ct)
    {
        (lastResource, lastEdge) = (0, default);
        while (await stage.SliceAsync(slice, ct) > 0) { }
    }

    private async ValueTask<int> WriteAsync(WriteScope scope, RunCounts counts, StageOp op)
    {
        var next = await StageBody.NextAsync(scope, Run.Run, op, lastResource, Resources);
        if (next.Count == 0) return 0;
        lastResource = next[^1].Body.Resource;
        var identities = await Identity.FindAsync(scope.Sql, next.ConvertAll(row => row.Body.Resource));
        var tally = new DirectoryTally(Run.Directory);
        var outcomes = await new ResourceWrites(scope, Run.Directory, await scope.CauseKeyAsync(Run.Cause), tally)
            .UpsertAsync(next.ConvertAll(row => new ResourceWrite(identities[row.Body.Resource], row.Body.Body, row.Body.Tick)));
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == WriteOutcome.Created) counts.Created(next[i].Kind.Word(), 1);
            else if (outcomes[i] == WriteOutcome.Updated) counts.Updated(next[i].Kind.Word(), 1);
        }

        await DoneAsync(scope, next.ConvertAll(row => (row.Kind, row.Body.Resource)));
        await tally.SaveAsync(scope);
        return next.Count;
    }

    private async ValueTask<int> BeginEdgesAsync(WriteScope scope, RunCounts counts)
    {
        var next = await StageEdge.NextAsync(scope.Sql, Run.Run, StageEdgeOp.New, lastEdge, Edges);
        if (next.Count > 0) lastEdge = next[^1];
        var edges = await EdgeFamily.MayBeginAsync(scope.Sql, next);
        await WriteEdgesAsync(scope, writes => writes.AddAsync(edges));
        foreach (var edge in edges) counts.Created(edge.Kind.Word(), 1);
        await StageEdge.DoneAsync(scope, Run.Run, next);
        return next.Count;
    }

    private async ValueTask<int> EndEdgesAsync(WriteScope scope, RunCounts counts)
    {
        var next = await StageEdge.NextAsync(scope.Sql, Run.Run, StageEdgeOp.Gone, lastEdge, Edges);
        if (next.Count > 0) lastEdge = next[^1];
        var edges = await EdgeFamily.MayEndAsync(scope.Sql, next);
        await WriteEdgesAsync(scope, writes => writes.RemoveAsync(edges));
        foreach (var edge in edges) counts.Deleted(edge.Kind.Word(), 1);
        await StageEdge.DoneAsync(scope, Run.Run, next);
        return next.Count;
    }

    private async ValueTask WriteEdgesAsync(WriteScope scope, Func<EdgeWrites, ValueTask> write)
    {
        var tally = new DirectoryTally(Run.Directory);
        await write(new EdgeWrites(scope, Run.Directory, await scope.CauseKeyAsync(Run.Cause), tally));
        await tally.SaveAsync(scope);
    }

    /// <summary>Ends what the scope filter leaves out now; what it left out before only gets its new raw hash.</summary>
    private async ValueTask<int> LeaveOutAsync(WriteScope scope, RunCounts counts)
    {
        var next = await StageBody.NextAsync(scope, Run.Run, StageOp.OutOfScope, lastResource, Resources);
        if (next.Count == 0) return 0;
        var found = await Identity.FindAsync(scope.Sql, next.ConvertAll(row => row.Body.Resource));
        List<(Identity, long, byte[]?)> ending = [.. next.Where(row => found[row.Body.Resource] is { State: IdentityState.Current } identity && identity.Observed < row.Body.Tick)
            .Select(row => (found[row.Body.Resource], row.Body.Tick, (byte[]?)row.Body.Body.RawHash))];
        if (!await EndAsync(scope, counts, ending, IdentityState.OutOfScope)) return next.Count;
        var named = new DirectoryTally(Run.Directory);
        var edges = await ResourceEnd.EdgesAsync(
            scope, Run.Directory, await scope.CauseKeyAsync(Run.Cause), named,
            [.. next.Where(row => found[row.Body.Resource].State == IdentityState.Named).Select(row => (row.Body.Resource, row.Body.Tick))], always: true);
        foreach (var edge in edges.Edges) counts.Deleted(edge.Kind.Word(), 1);
        await named.SaveAsync(scope);
        await scope.Sql.ForEachAsync(
            """
            update resource set state = 3, observed = x.tick, raw_hash = x.raw_hash from {rows} x
            where resource.tenant = @tenant and resource.resource = x.resource and resource.state not in (1, 4) and resource.observed < x.tick
            """,
            new SqlRows().Add("resource", next.ConvertAll(row => row.Body.Resource)).Add("tick", next.ConvertAll(row => row.Body.Tick))
                .Add("raw_hash", next.ConvertAll(row => (byte[]?)row.Body.Body.RawHash)));
        await DoneAsync(scope, next.ConvertAll(row => (row.Kind, row.Body.Resource)));
        lastResource = next[^1].Body.Resource;
        return next.Count;
    }

    private async Task EndAllAsync(List<(long Resource, long Tick)> slice, CancellationToken ct)
    {
        while (slice.Count > 0)
        {
            var done = await stage.SliceAsync(
                async (scope, counts) =>
                {
                    var found = await Identity.FindAsync(scope.Sql, slice.ConvertAll(absentee => absentee.Resource));
                    return await EndAsync(
                        scope, counts,
                        [.. slice.Where(one => found[one.Resource] is { State: IdentityState.Current } identity && identity.Observed < one.Tick)
                            .Select(one => (found[one.Resource], one.Tick, (byte[]?)null))],
                        IdentityState.Ended) ? 1 : 0;
                },
                ct);
            if (done == 1) slice.Clear();
        }
    }

    /// <summary>Ends resources and first their edges; false: there were more edges than a slice takes, call again.</summary>
    private async ValueTask<bool> EndAsync(WriteScope scope, RunCounts counts, List<(Identity Identity, long Tick, byte[]? RawHash)> ending, IdentityState state)
    {
        var tally = new DirectoryTally(Run.Directory);
        var cause = await scope.CauseKeyAsync(Run.Cause);
        var ended = await ResourceEnd.RunAsync(scope, Run.Directory, cause, tally, ending, state, Edges * 4);
        foreach (var edge in ended.Edges) counts.Deleted(edge.Kind.Word(), 1);
        if (ended.All) foreach (var (identity, _, _) in ending) counts.Deleted(identity.Kind.Word(), 1);
        await tally.SaveAsync(scope);
        return ended.All;
    }

    private ValueTask DoneAsync(WriteScope scope, List<(ResourceKind Kind, long Resource)> done) => scope.Sql.ForEachAsync(
        """
        {update stage_resource set op = 0
        where stage_resource.tenant = @tenant and stage_resource.run = @run and stage_resource.kind = x.kind and stage_resource.resource = x.resource}
        """,
        new SqlRows().Add("kind", done.ConvertAll(row => (short)row.Kind)).Add("resource", done.ConvertAll(row => row.Resource)), default, ("run", Run.Run));
}
