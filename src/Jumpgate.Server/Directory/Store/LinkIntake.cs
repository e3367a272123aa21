using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>Edges that stand in the attributes of the objects of a page (manager, role, owner): each object names its whole set.</summary>
internal sealed class LinkIntake(WriteScope scope, DirectoryKey directory, long? run, ResourceKind kind, Dictionary<string, Identity> owners)
{
    private readonly List<(Identity Owner, LinkSet Set, long Tick, bool Created)> sets = [];

    public void Add(string owner, IReadOnlyList<LinkSet> links, long tick, bool created)
    {
        foreach (var set in links) sets.Add((owners[owner], set, tick, created));
    }

    /// <summary>Writes them at once, and tells which began and which ended.</summary>
    public async ValueTask<(List<EdgeRow> Begun, List<EdgeRow> Ended)> WriteAsync(EdgeWrites edges, RunCounts? counts)
    {
        var (begin, end) = await DifferenceAsync();
        begin = await EdgeFamily.MayBeginAsync(scope.Sql, begin);
        end = await EdgeFamily.MayEndAsync(scope.Sql, end);
        await edges.RemoveAsync(end);
        await edges.AddAsync(begin);
        if (counts is null) return (begin, end);
        foreach (var set in sets) counts.Seen(set.Set.Kind.Word(), set.Set.Others.Count);
        foreach (var edge in begin) counts.Created(edge.Kind.Word(), 1);
        foreach (var edge in end) counts.Deleted(edge.Kind.Word(), 1);
        return (begin, end);
    }

    /// <summary>Keeps them for the apply.</summary>
    public async ValueTask StageAsync(RunCounts counts)
    {
        foreach (var set in sets) counts.Seen(set.Set.Kind.Word(), set.Set.Others.Count);
        var (begin, end) = await DifferenceAsync();
        await StageEdge.SaveAsync(scope, run!.Value, [.. begin.Select(edge => new StageEdge(edge, StageEdgeOp.New)), .. end.Select(edge => new StageEdge(edge, StageEdgeOp.Gone))]);
    }

    private async ValueTask<(List<EdgeRow> Begin, List<EdgeRow> End)> DifferenceAsync()
    {
        List<EdgeRow> begin = [], end = [];
        if (sets.Count == 0) return (begin, end);
        var others = new Dictionary<ResourceKind, Dictionary<string, Identity>>();
        foreach (var ofKind in sets.GroupBy(set => set.Set.OtherKind))
        {
            string[] ids = [.. ofKind.SelectMany(set => set.Set.Others).Distinct()];
            var known = ofKind.Key == kind ? owners : [];
            foreach (var (id, identity) in await Identity.FindAsync(scope.Sql, directory, ofKind.Key, [.. ids.Where(id => !known.ContainsKey(id))])) known[id] = identity;
            await Identity.NameAsync(scope, directory, ofKind.Key, ids, known);
            others.Add(ofKind.Key, known);
        }

        var families = sets.ConvertAll(set => new EdgeFamily(set.Set.Kind, set.Set.OwnerEnd, set.Owner.Key, kind, set.Set.OtherKind));
        var current = await EdgeFamily.CurrentAsync(scope.Sql, [.. families.Where((_, i) => !sets[i].Created)]);
        var gone = new List<(int Set, long Other)>();
        for (var i = 0; i < sets.Count; i++)
        {
            var (owner, set, tick, _) = sets[i];
            var holds = current.GetValueOrDefault(families[i]) ?? [];
            var named = new HashSet<long>();
            foreach (var id in set.Others)
            {
                var other = others[set.OtherKind][id];
                if (named.Add(other.Key) && !holds.ContainsKey(other.Key)) begin.Add(families[i].Row(owner.RemoteId, other.Key, id, tick));
            }

            foreach (var other in holds.Keys) if (!named.Contains(other)) gone.Add((i, other));
        }

        var ended = await Identity.FindAsync(scope.Sql, [.. gone.Select(edge => edge.Other).Distinct()]);
        foreach (var (i, other) in gone) end.Add(families[i].Row(sets[i].Owner.RemoteId, other, ended[other].RemoteId, sets[i].Tick));
        return (begin, end);
    }
}
