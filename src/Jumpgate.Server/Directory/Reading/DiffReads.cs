using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>What differs between two moments: each resource and edge once, by what it was then and what it is at the end.</summary>
internal sealed class DiffReads(DirectoryScope scope, long from, long to)
{
    private const int Chunk = 1000;

    /// <summary>All changes of the directory between the moments, in order.</summary>
    public async Task<List<ChangeRecord>> ListedAsync(long after, int limit, CancellationToken ct) =>
        await ChangeReads.OfAsync(scope.Sql, [.. (await LogAsync(after, limit, ct)).Select(change => change.Seq)], ct);

    /// <summary>The net differences, in the order of the changes that made them, with the sequence up to which they were looked for.</summary>
    public async Task<(List<ChangeRecord> Changes, long ReadTo)> NetAsync(long after, int limit, CancellationToken ct)
    {
        List<ChangeRecord> found = [];
        while (true)
        {
            var log = await LogAsync(after, Chunk, ct);
            var net = (await ResourcesAsync(log, ct)).Concat(await EdgesAsync(log, ct)).OrderBy(change => change.Seq).ToList();
            var taken = net.Take(limit - found.Count).ToList();
            found.AddRange(taken);
            if (taken.Count < net.Count || (found.Count == limit && taken.Count > 0)) return (await NameAsync(found, ct), taken.Count > 0 ? taken[^1].Seq : after);
            if (log.Count < Chunk) return (await NameAsync(found, ct), to);
            after = log[^1].Seq;
        }
    }

    private Task<List<ChangeRecord>> LogAsync(long after, int limit, CancellationToken ct) => scope.Sql.QueryAsync(
        $"""
        select {ChangeRecord.Columns} from change c {ChangeRecord.Joins}
        where c.tenant = @tenant and c.seq > @after and c.seq <= @to and c.directory = @directory and c.op in (1, 2, 3, 4, 5) order by c.seq limit @limit
        """,
        ChangeRecord.Read, ct, ("after", Math.Max(after, from)), ("to", to), ("directory", scope.Key.Value), ("limit", limit)).AsTask();

    private async Task<List<ChangeRecord>> ResourcesAsync(List<ChangeRecord> log, CancellationToken ct)
    {
        var keys = log.Where(change => change.IsOfResource).Select(change => change.Resource!.Value).Distinct().ToArray();
        Dictionary<long, Span<ResourceState>> spans = [];
        await scope.Sql.QueryEachAsync(
            $$"""
            select x.resource, v.to_seq, {{ResourceState.Columns}} from {rows} x
            join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.from_seq <= @to and (v.to_seq is null or v.to_seq > @from)
            """,
            new SqlRows().Add("resource", keys),
            row =>
            {
                var state = ResourceState.Read(row, 2);
                spans[row.GetInt64(0)] = spans.GetValueOrDefault(row.GetInt64(0)).With(state, state.Since, row.IsDBNull(1) ? null : row.GetInt64(1), from, to);
            },
            ct, ("from", from), ("to", to));
        List<ChangeRecord> net = [];
        foreach (var change in log.Where(change => change.IsOfResource))
        {
            var span = spans.GetValueOrDefault(change.Resource!.Value);
            if (change.Seq != span.Decided || (span.Before, span.After) is (null, null)) continue;
            if (span.Before is { } before && span.After is { } after && before with { Since = 0 } == after with { Since = 0 }) continue;
            net.Add(change with
            {
                Op = span.Before is null ? ChangeOp.Created : span.After is null ? ChangeOp.Deleted : ChangeOp.Updated,
                Old = span.Before,
                New = span.After,
            });
        }

        return net;
    }

    private async Task<List<ChangeRecord>> EdgesAsync(List<ChangeRecord> log, CancellationToken ct)
    {
        var edges = log.Where(change => change.Edge is not null).Select(Key).Distinct().ToList();
        Dictionary<(EdgeKind, long, long), Span<object>> spans = [];
        await scope.Sql.QueryEachAsync(
            """
            select e.kind, e.from_resource, e.to_resource, e.from_seq, e.to_seq from {rows} x
            join edge e on e.tenant = @tenant and e.kind = x.kind and e.to_resource = x.to_resource and e.from_resource = x.from_resource
              and e.from_seq <= @to and (e.to_seq is null or e.to_seq > @from)
            """,
            new SqlRows().Add("kind", edges.ConvertAll(edge => (short)edge.Item1)).Add("from_resource", edges.ConvertAll(edge => edge.Item2)).Add("to_resource", edges.ConvertAll(edge => edge.Item3)),
            row =>
            {
                var key = ((EdgeKind)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2));
                spans[key] = spans.GetValueOrDefault(key).With(key, row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4), from, to);
            },
            ct, ("from", from), ("to", to));
        return [.. log.Where(change => change.Edge is not null)
            .Select(change => (Change: change, Span: spans.GetValueOrDefault(Key(change))))
            .Where(pair => pair.Change.Seq == pair.Span.Decided && pair.Span.Before is null != pair.Span.After is null)
            .Select(pair => pair.Change with { Op = pair.Span.After is null ? ChangeOp.EdgeRemoved : ChangeOp.EdgeAdded })];

        static (EdgeKind, long, long) Key(ChangeRecord change) => (change.Edge!.Value, change.Resource!.Value, change.To!.Value);
    }

    private async Task<List<ChangeRecord>> NameAsync(List<ChangeRecord> changes, CancellationToken ct)
    {
        var refs = await ResourceRefs.OfAsync(scope.Sql, changes.SelectMany(change => new[] { change.Resource, change.To }).OfType<long>(), ct);
        return changes.ConvertAll(change => change with
        {
            From = change.Resource is { } one ? refs.GetValueOrDefault(one) : null,
            Target = change.To is { } other ? refs.GetValueOrDefault(other) : null,
        });
    }

    /// <param name="Decided">The sequence at which the state at the end came to be.</param>
    private readonly record struct Span<T>(T? Before, T? After, long Decided)
        where T : class
    {
        public Span<T> With(T state, long since, long? until, long from, long to) => new(
            since <= from ? state : Before,
            until is null || until > to ? state : After,
            Math.Max(Decided, until is { } end && end <= to ? end : since));
    }
}
