using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reads the change log; old and new come from the versions.</summary>
internal static class ChangeReads
{
    // Where only one directory is asked for, so many rows of others are passed over before an answer is given.
    private const long Window = 50_000;

    /// <summary>Changes behind a sequence, in order, and the sequence up to which the log was read for them.</summary>
    public static async Task<(List<ChangeRecord> Changes, long ReadTo)> AfterAsync(
        TenantSql sql, long after, long newest, Guid? directory, int limit, CancellationToken ct)
    {
        var end = directory is null ? newest : Math.Min(newest, after + Window);
        var changes = await sql.QueryAsync(
            $"""
            select {ChangeRecord.Columns} from change c {ChangeRecord.Joins}
            where c.tenant = @tenant and c.seq > @after and c.seq <= @end {(directory is null ? "" : "and d.id = @directory")}
            order by c.seq limit @limit
            """,
            ChangeRecord.Read, ct,
            [("after", after), ("end", end), ("limit", limit), .. directory is { } one ? new (string, object?)[] { ("directory", one) } : []]);
        return (await CompleteAsync(sql, changes, ct), changes.Count == limit ? changes[^1].Seq : end);
    }

    /// <summary>The changes with these sequences, in their order; pruned ones are left out.</summary>
    public static async Task<List<ChangeRecord>> OfAsync(TenantSql sql, IReadOnlyCollection<long> sequences, CancellationToken ct)
    {
        Dictionary<long, ChangeRecord> found = [];
        await sql.QueryEachAsync(
            $$"""select {{ChangeRecord.Columns}} from {rows} x join change c on c.tenant = @tenant and c.seq = x.seq {{ChangeRecord.Joins}}""",
            new SqlRows().Add("seq", sequences.ToArray()), row => { var change = ChangeRecord.Read(row); found[change.Seq] = change; }, ct);
        return await CompleteAsync(sql, [.. sequences.Where(found.ContainsKey).Select(seq => found[seq])], ct);
    }

    private static async Task<List<ChangeRecord>> CompleteAsync(TenantSql sql, List<ChangeRecord> changes, CancellationToken ct)
    {
        var refs = await ResourceRefs.OfAsync(sql, changes.SelectMany(change => new[] { change.Resource, change.To }).OfType<long>(), ct);
        var touching = changes.Where(change => change.IsOfResource && change.Resource is not null).ToList();
        Dictionary<long, ResourceState> old = [], now = [];
        await sql.QueryEachAsync(
            $$"""
            select x.seq, {{ResourceState.Columns}} from {rows} x
            join resource_version v on v.tenant = @tenant and v.resource = x.resource and (v.from_seq = x.seq or v.to_seq = x.seq)
            """,
            new SqlRows().Add("resource", touching.ConvertAll(change => change.Resource!.Value)).Add("seq", touching.ConvertAll(change => change.Seq)),
            row =>
            {
                var state = ResourceState.Read(row, 1);
                (state.Since == row.GetInt64(0) ? now : old)[row.GetInt64(0)] = state;
            },
            ct);
        return changes.ConvertAll(change => change with
        {
            From = change.Resource is { } from ? refs.GetValueOrDefault(from) : null,
            Target = change.To is { } to ? refs.GetValueOrDefault(to) : null,
            // A thing that came back was not changed from what it was before it went.
            Old = change.Op == ChangeOp.Created ? null : old.GetValueOrDefault(change.Seq),
            New = now.GetValueOrDefault(change.Seq),
        });
    }
}
