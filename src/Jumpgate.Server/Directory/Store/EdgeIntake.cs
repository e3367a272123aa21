using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// Takes pages of owners' edges. An edge that holds already leaves no row behind, only its part in the listing's digest; where the digest of a
/// complete listing differs from what holds, the owner is listed again in detail before anything is ended.
/// </summary>
internal sealed class EdgeIntake(WriteScope scope, StageRun run, StageCache cache, bool straight, RunCounts counts)
{
    private readonly DirectoryTally tally = new(run.Directory);
    private readonly HashSet<(EdgeKind, long, long)> begun = [];
    private readonly List<StageEdge> staged = [];
    private readonly List<EdgeRow> written = [];

    public async ValueTask TakeAsync(IReadOnlyList<EdgePage> pages)
    {
        var checkpoint = new StagePages(scope, run.Run);
        await checkpoint.OpenAsync(pages);
        List<EdgePage> taken = [.. checkpoint.Taken.Cast<EdgePage>()];
        await IdentifyAsync(taken);
        foreach (var page in taken) checkpoint.Of(page.Listing).Family = page.Family;
        if (!straight) await DetailAsync(checkpoint, taken);
        await CompareAsync(checkpoint, taken);
        await StageEdge.SaveAsync(scope, run.Run, staged);
        if (straight)
        {
            var cause = await scope.CauseKeyAsync(run.Cause);
            await new EdgeWrites(scope, run.Directory, cause, tally).AddAsync(written);
            foreach (var edge in written.GroupBy(edge => edge.Kind)) counts.Created(edge.Key.Word(), edge.Count());
        }
        else
        {
            foreach (var listing in taken.Select(page => checkpoint.Of(page.Listing)).Distinct())
                if (listing.Complete) await EndAsync(listing, taken.Any(page => page.Listing == listing.Name && page.Whole));
        }

        foreach (var page in taken) if (checkpoint.Of(page.Listing).Complete) cache.Edges.Remove(page.Family);
        await checkpoint.SaveAsync();
        await tally.SaveAsync(scope, cache);
    }

    /// <summary>Ends a listing: does it show all edges that hold?</summary>
    public async ValueTask EndAsync(StageListing listing, bool whole)
    {
        if (straight || whole || listing.Family is not { } family) return;
        if (listing.Detail)
        {
            listing.Lost = await EndInDetailAsync(listing, family);
            return;
        }

        long n = 0;
        UInt128 digest = 0;
        if (cache.Edges.Find(family) is { } held)
        {
            n = held.Count;
            foreach (var key in held) digest = unchecked(digest + Digest(key));
        }
        else
        {
            var (own, other) = EdgeFamily.Columns(family.OwnerEnd);
            await foreach (var key in scope.Sql.StreamAsync(
                $"select {other}_resource from edge where tenant = @tenant and kind = @kind and {own}_resource = @owner and {other}_kind = @other and to_seq is null",
                row => row.GetInt64(0), default, ("kind", (short)family.Kind), ("owner", family.Owner), ("other", (short)family.OtherKind)))
            {
                n++;
                digest = unchecked(digest + Digest(key));
            }
        }

        listing.Lost = digest == listing.Digest ? 0 : Math.Max(1, n - listing.Known);
    }

    private async ValueTask<long> EndInDetailAsync(StageListing listing, EdgeFamily family)
    {
        var (own, other) = EdgeFamily.Columns(family.OwnerEnd);
        return await scope.Sql.ExecuteAsync(
            $"""
            insert into stage_edge (tenant, run, kind, to_resource, from_resource, from_kind, to_kind, tick, op)
            select @tenant, @run, e.kind, e.to_resource, e.from_resource, e.from_kind, e.to_kind, @tick, 3 from edge e
            where e.tenant = @tenant and e.kind = @kind and e.{own}_resource = @owner and e.{other}_kind = @other and e.to_seq is null and e.observed < @tick
              and not exists (select 1 from stage_edge s where s.tenant = @tenant and s.run = @run and s.kind = e.kind
                and s.to_resource = e.to_resource and s.from_resource = e.from_resource)
            """,
            default, ("run", run.Run), ("tick", listing.Tick), ("kind", (short)family.Kind), ("owner", family.Owner), ("other", (short)family.OtherKind));
    }

    private static UInt128 Digest(long key)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, key);
        return Hash128.Of(bytes);
    }

    /// <summary>Finds the keys of all that the pages name; what is unknown yet gets one.</summary>
    private async ValueTask IdentifyAsync(List<EdgePage> pages)
    {
        var missing = new Dictionary<ResourceKind, HashSet<string>>();
        foreach (var page in pages)
        {
            page.Owner = Known(page.Edges.Owner);
            for (var i = 0; i < page.Others.Length; i++) page.Others[i] = Known(page.Edges.Others[i]);
        }

        foreach (var (kind, ids) in missing)
        {
            var known = await Identity.FindAsync(scope.Sql, run.Directory, kind, ids);
            await Identity.NameAsync(scope, run.Directory, kind, ids, known);
            foreach (var identity in known.Values) if (!straight || !IsLeftOut(identity)) cache.Identities.Add(kind, identity.RemoteId, identity.Key);
            foreach (var page in pages)
            {
                if (page.Owner == 0 && page.Edges.Owner.Kind == kind) page.Owner = known[page.Edges.Owner.RemoteId].Key;
                for (var i = 0; i < page.Others.Length; i++)
                {
                    var other = page.Edges.Others[i];
                    if (page.Others[i] == 0 && other.Kind == kind && known[other.RemoteId] is var identity && !(straight && IsLeftOut(identity))) page.Others[i] = identity.Key;
                }
            }
        }

        long Known(RemoteRef named)
        {
            if (cache.Identities.Find(named.Kind, named.RemoteId) is { } key) return key;
            if (!missing.TryGetValue(named.Kind, out var ids)) missing.Add(named.Kind, ids = []);
            ids.Add(named.RemoteId);
            return 0;
        }
    }

    private static bool IsLeftOut(Identity identity) => identity.State is IdentityState.OutOfScope or IdentityState.Erased;

    /// <summary>A new listing of an owner whose earlier listing missed edges is taken in detail.</summary>
    private async ValueTask DetailAsync(StagePages checkpoint, List<EdgePage> pages)
    {
        List<StageListing> fresh = [.. pages.Select(page => checkpoint.Of(page.Listing)).Distinct().Where(listing => listing.IsNew)];
        var missed = new HashSet<EdgeFamily>();
        await scope.Sql.QueryEachAsync(
            """
            select l.edge_kind, l.owner_end, l.owner, l.other_kind, r.kind from {rows} x
            {join stage_listing l on l.tenant = @tenant and l.run = @run and l.edge_kind = x.edge_kind and l.owner = x.owner and l.complete and l.lost > 0}
            {join resource r on r.tenant = @tenant and r.resource = l.owner}
            """,
            new SqlRows().Add("edge_kind", fresh.ConvertAll(l => (short)l.Family!.Value.Kind)).Add("owner", fresh.ConvertAll(l => l.Family!.Value.Owner)),
            row => missed.Add(new EdgeFamily((EdgeKind)row.GetInt16(0), (EdgeEnd)row.GetInt16(1), row.GetInt64(2), (ResourceKind)row.GetInt16(4), (ResourceKind)row.GetInt16(3))),
            default, ("run", run.Run));
        foreach (var listing in fresh) listing.Detail = missed.Contains(listing.Family!.Value);
    }

    private async ValueTask CompareAsync(StagePages checkpoint, List<EdgePage> pages)
    {
        var whole = pages.FindAll(page => page.Whole);
        var holding = await EdgeFamily.CurrentAsync(scope.Sql, whole.ConvertAll(page => page.Family));
        await cache.Edges.LoadAsync(scope.Sql, pages.Where(page => !page.Whole).Select(page => (page.Family, straight ? 0 : page.Total ?? page.Skip + page.Items)));
        var exists = await ExistingAsync(pages.Where(page => !page.Whole && cache.Edges.Find(page.Family) is null).SelectMany(Rows).Select(row => row.Edge));
        foreach (var page in pages)
        {
            var listing = checkpoint.Of(page.Listing);
            var ticks = page.Whole ? holding[page.Family] : null;
            var held = page.Whole ? null : cache.Edges.Find(page.Family);
            var seen = new HashSet<long>(page.Items);
            var (fresh, repeated) = (0, 0);
            foreach (var (edge, other) in Rows(page))
            {
                if (!seen.Add(other))
                {
                    repeated++;
                    continue;
                }

                if (ticks?.ContainsKey(other) ?? held?.Contains(other) ?? exists.Contains((edge.Kind, edge.From, edge.To)))
                {
                    listing.Known++;
                    listing.Digest = unchecked(listing.Digest + Digest(other));
                    if (listing.Detail) staged.Add(new StageEdge(edge, StageEdgeOp.AsIs));
                }
                else if (begun.Add((edge.Kind, edge.From, edge.To)))
                {
                    fresh++;
                    if (straight) written.Add(edge);
                    else staged.Add(new StageEdge(edge, StageEdgeOp.New));
                }
                else repeated++;
            }

            page.Result = new PageResult(page.Items, fresh, repeated);
            counts.Seen(page.Edges.Kind.Word(), page.Items - repeated);
            if (page.Whole && !straight) await MissAsync(listing, page, ticks!, seen);
        }

        foreach (var edge in written) cache.Edges.Add(edge);
    }

    private async ValueTask MissAsync(StageListing listing, EdgePage page, Dictionary<long, long> holds, HashSet<long> seen)
    {
        long[] missed = [.. holds.Where(held => !seen.Contains(held.Key) && held.Value < page.Tick).Select(held => held.Key)];
        listing.Lost = missed.Length;
        if (missed.Length == 0) return;
        foreach (var gone in (await Identity.FindAsync(scope.Sql, missed)).Values)
            staged.Add(new StageEdge(page.Family.Row(page.Edges.Owner.RemoteId, gone.Key, gone.RemoteId, page.Tick), StageEdgeOp.Gone));
    }

    private static IEnumerable<(EdgeRow Edge, long Other)> Rows(EdgePage page)
    {
        var family = page.Family;
        for (var i = 0; i < page.Others.Length; i++)
            if (page.Others[i] is not 0 and var key) yield return (family.Row(page.Edges.Owner.RemoteId, key, page.Edges.Others[i].RemoteId, page.Tick), key);
    }

    private async ValueTask<HashSet<(EdgeKind, long, long)>> ExistingAsync(IEnumerable<EdgeRow> edges)
    {
        var found = new HashSet<(EdgeKind, long, long)>();
        List<EdgeRow> asked = [.. edges];
        await scope.Sql.QueryEachAsync(
            """
            select e.kind, e.from_resource, e.to_resource from {rows} x
            {join edge e on e.tenant = @tenant and e.kind = x.kind and e.to_resource = x.to_resource and e.from_resource = x.from_resource and e.to_seq is null}
            """,
            new SqlRows().Add("kind", asked.ConvertAll(edge => (short)edge.Kind)).Add("to_resource", asked.ConvertAll(edge => edge.To))
                .Add("from_resource", asked.ConvertAll(edge => edge.From)),
            row => found.Add(((EdgeKind)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2))));
        return found;
    }
}
