using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>Takes pages of objects: into the stage, or straight into an empty directory.</summary>
internal sealed class ResourceIntake(WriteScope scope, StageRun run, StageCache cache, bool straight, RunCounts counts)
{
    private readonly DirectoryTally tally = new(run.Directory);

    public async ValueTask TakeAsync(IReadOnlyList<ResourcePage> pages)
    {
        var checkpoint = new StagePages(scope, run.Run);
        await checkpoint.OpenAsync(pages);
        foreach (var ofKind in checkpoint.Taken.Cast<ResourcePage>().GroupBy(page => page.Kind))
        {
            foreach (var page in ofKind) checkpoint.Of(page.Listing).Kind = ofKind.Key;
            await TakeKindAsync(ofKind.Key, [.. ofKind]);
        }

        await checkpoint.SaveAsync();
        await tally.SaveAsync(scope, cache);
    }

    private async ValueTask TakeKindAsync(ResourceKind kind, List<ResourcePage> pages)
    {
        var newest = new Dictionary<string, (StageItem Item, long Tick)>();
        foreach (var page in pages)
        {
            var repeated = 0;
            foreach (var item in page.Objects)
            {
                if (newest.TryGetValue(item.RemoteId, out var other)) repeated++;
                if (other.Tick <= page.Tick) newest[item.RemoteId] = (item, page.Tick);
            }

            page.Result = new PageResult(page.Items, page.Objects.Count(item => item.Op == StageOp.Fresh), repeated);
            counts.Seen(kind.Word(), page.Items - repeated);
        }

        var known = await Identity.FindAsync(scope.Sql, run.Directory, kind, newest.Keys);
        if (straight) await WriteAsync(kind, newest, known);
        else await StageAsync(kind, newest, known);
    }

    private async ValueTask WriteAsync(ResourceKind kind, Dictionary<string, (StageItem Item, long Tick)> items, Dictionary<string, Identity> known)
    {
        var inScope = items.Values.Where(read => read.Item.Body is not null).ToList();
        await Identity.AllocateAsync(scope, kind, [.. inScope.Select(read => read.Item.RemoteId)], known);
        var cause = await scope.CauseKeyAsync(run.Cause);
        var outcomes = await new ResourceWrites(scope, run.Directory, cause, tally)
            .UpsertAsync(inScope.ConvertAll(read => new ResourceWrite(known[read.Item.RemoteId], read.Item.Body!, read.Tick)));
        counts.Created(kind.Word(), outcomes.Count(outcome => outcome == WriteOutcome.Created));
        counts.Updated(kind.Word(), outcomes.Count(outcome => outcome == WriteOutcome.Updated));
        await LeaveOutAsync(kind, [.. items.Values.Where(read => read.Item.Body is null)], known);

        var links = new LinkIntake(scope, run.Directory, run.Run, kind, known);
        for (var i = 0; i < inScope.Count; i++)
        {
            var (item, tick) = inScope[i];
            if (!known[item.RemoteId].LinksAfter(outcomes[i])) continue;
            cache.Identities.Add(kind, item.RemoteId, known[item.RemoteId].Key);
            links.Add(item.RemoteId, item.Links, tick, created: outcomes[i] == WriteOutcome.Created);
        }

        var (begun, ended) = await links.WriteAsync(new EdgeWrites(scope, run.Directory, cause, tally), counts);
        foreach (var edge in ended) cache.Edges.Remove(edge);
        foreach (var edge in begun) cache.Edges.Add(edge);
    }

    /// <summary>Remembers what the scope filter leaves out by its raw hash alone.</summary>
    private async ValueTask LeaveOutAsync(ResourceKind kind, List<(StageItem Item, long Tick)> items, Dictionary<string, Identity> known)
    {
        var (_, ended) = await ResourceEnd.EdgesAsync(
            scope, run.Directory, await scope.CauseKeyAsync(run.Cause), tally,
            [.. items.Where(read => known.ContainsKey(read.Item.RemoteId)).Select(read => (known[read.Item.RemoteId].Key, read.Tick))], always: true);
        foreach (var edge in ended) cache.Edges.Remove(edge);
        foreach (var (item, _) in items) cache.Identities.Remove(kind, item.RemoteId);
        await Identity.NameAsync(scope, run.Directory, kind, [.. items.Select(read => read.Item.RemoteId)], known);
        await scope.Sql.ForEachAsync(
            """
            update resource set state = 3, observed = x.tick, raw_hash = x.raw_hash from {rows} x
            where resource.tenant = @tenant and resource.resource = x.resource and resource.state not in (1, 4) and resource.observed < x.tick
            """,
            new SqlRows().Add("resource", items.ConvertAll(read => known[read.Item.RemoteId].Key)).Add("tick", items.ConvertAll(read => read.Tick))
                .Add("raw_hash", items.ConvertAll(read => read.Item.RawHash)));
    }

    private async ValueTask StageAsync(ResourceKind kind, Dictionary<string, (StageItem Item, long Tick)> items, Dictionary<string, Identity> known)
    {
        await Identity.NameAsync(scope, run.Directory, kind, items.Keys, known);
        foreach (var identity in known.Values) cache.Identities.Add(kind, identity.RemoteId, identity.Key);
        // Erased while the page was on its way: what it says of the person is not kept.
        List<(StageItem Item, long Tick)> reads = [.. items.Values.Select(read => known[read.Item.RemoteId].State == IdentityState.Erased
            ? (new StageItem(read.Item.RemoteId, StageOp.AsIs, null, null, []), read.Tick) : read)];
        await scope.Sql.ForEachAsync(
            """
            insert into stage_resource (tenant, run, kind, resource, tick, op) select @tenant, @run, @kind, x.resource, x.tick, x.op from {rows} x where true
            on conflict (tenant, run, kind, resource) do update set tick = excluded.tick, op = excluded.op where excluded.tick > stage_resource.tick
            """,
            new SqlRows().Add("resource", reads.ConvertAll(read => known[read.Item.RemoteId].Key)).Add("tick", reads.ConvertAll(read => read.Tick))
                .Add("op", reads.ConvertAll(read => (short)read.Item.Op)),
            default, ("run", run.Run), ("kind", (short)kind));

        await StageBody.SaveAsync(scope, run.Run, [.. reads.Where(read => read.Item.Op != StageOp.AsIs)
            .Select(read => new StageBody(known[read.Item.RemoteId].Key, read.Tick, read.Item.Body ?? StageBody.OutOfScope(read.Item.RawHash!)))]);
        var links = new LinkIntake(scope, run.Directory, run.Run, kind, known);
        foreach (var (item, tick) in reads) if (item.Op == StageOp.Fresh) links.Add(item.RemoteId, item.Links, tick, created: false);
        await links.StageAsync(counts);
    }
}
