using System.Runtime.CompilerServices;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What a run's complete listings did not show.</summary>
internal sealed class StageAbsence(Store store, StageRun run)
{
    /// <summary>
    /// Current resources of a completely listed kind that no page of it held, unless something read later knows them. The stage is asked by key,
    /// in a scalar query, which PostgreSQL's planner does not turn into a join: of the rows just staged it has no statistics.
    /// </summary>
    private const string Missing =
        """
        from stage_listing l
        join resource r on r.tenant = @tenant and r.directory = @directory and r.kind = l.kind and r.state = 1 and r.observed < l.tick
        where l.tenant = @tenant and l.run = @run and l.kind is not null and l.complete
          and (select s.tick from stage_resource s where s.tenant = @tenant and s.run = @run and s.kind = r.kind and s.resource = r.resource) is null
        """;

    private const string Confirmed =
        "exists (select 1 from stage_absent a where a.tenant = @tenant and a.run = @run and a.resource = r.resource and a.tick > r.observed)";

    public async IAsyncEnumerable<Absentee> OpenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var read = await store.ReadFreshAsync(run.Tenant, ct);
        await foreach (var absentee in read.Sql.StreamAsync(
            $"select r.kind, r.remote_id {Missing} and not {Confirmed}",
            row => new Absentee((ResourceKind)row.GetInt16(0), row.GetString(1)), ct, ("directory", run.Directory.Value), ("run", run.Run))) yield return absentee;
        await foreach (var owner in read.Sql.StreamAsync(
            """
            select r.kind, r.remote_id, l.edge_kind, l.owner_end, l.other_kind from stage_listing l
            join resource r on r.tenant = @tenant and r.resource = l.owner
            where l.tenant = @tenant and l.run = @run and l.edge_kind is not null and l.complete and l.lost > 0 and l.pages > 1 and not l.detail
              and not exists (select 1 from stage_listing d where d.tenant = @tenant and d.run = @run and d.edge_kind = l.edge_kind and d.owner = l.owner
                and d.owner_end = l.owner_end and d.other_kind = l.other_kind and d.listing <> l.listing and d.complete and (d.detail or d.pages = 1))
            """,
            row => new Absentee((ResourceKind)row.GetInt16(0), row.GetString(1), (EdgeKind)row.GetInt16(2), (EdgeEnd)row.GetInt16(3), (ResourceKind)row.GetInt16(4)),
            ct, ("run", run.Run))) yield return owner;
    }

    /// <summary>The keys of confirmed absentees, with the tick from which their absence is known.</summary>
    public async IAsyncEnumerable<(long Resource, long Tick)> ConfirmedAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var read = await store.ReadFreshAsync(run.Tenant, ct);
        await foreach (var absentee in read.Sql.StreamAsync(
            $"""
            select r.resource, (select a.tick from stage_absent a where a.tenant = @tenant and a.run = @run and a.resource = r.resource)
            {Missing} and {Confirmed}
            """,
            row => (row.GetInt64(0), row.GetInt64(1)), ct, ("directory", run.Directory.Value), ("run", run.Run))) yield return absentee;
    }

    public async ValueTask ConfirmAsync(WriteScope scope, IReadOnlyList<Absentee> absentees, long tick)
    {
        foreach (var ofKind in absentees.Where(absentee => absentee.Edges is null).GroupBy(absentee => absentee.Kind))
        {
            var found = await Identity.FindAsync(scope.Sql, run.Directory, ofKind.Key, [.. ofKind.Select(absentee => absentee.RemoteId).Distinct()]);
            await scope.Sql.ForEachAsync(
                """
                insert into stage_absent (tenant, run, resource, tick) select @tenant, @run, x.resource, @tick from {rows} x where true
                on conflict (tenant, run, resource) do update set tick = excluded.tick
                """,
                new SqlRows().Add("resource", found.Values.Select(identity => identity.Key).ToArray()), default, ("run", run.Run), ("tick", tick));
        }
    }

    /// <summary>What would be lost: per resource kind, of active ones, per edge kind.</summary>
    public async Task<Losses> WeighAsync(double share, int atLeast, CancellationToken ct)
    {
        await using var read = await store.ReadFreshAsync(run.Tenant, ct);
        (string, object?)[] args = [("directory", run.Directory.Value), ("run", run.Run)];
        var before = await DirectoryTally.OfAsync(read.Sql, run.Directory, ct);
        var lost = new Dictionary<string, (long N, Int128 Keys)>();
        var active = new Dictionary<string, (long N, Int128 Keys)>();

        // One pass: what no page held, what the scope now leaves out, and what was active and is not any more.
        foreach (var sql in (string[])[
            $"select r.kind, r.resource, r.active, 1 {Missing}",
            """
            select r.kind, r.resource, r.active, case when s.op = 3 then 1 else 0 end from stage_resource s
            join resource r on r.tenant = @tenant and r.resource = s.resource and r.state = 1 and r.observed < s.tick
            where s.tenant = @tenant and s.run = @run and s.op in (1, 3) and (s.op = 3 or (r.active and not (
              select b.active from stage_body b where b.tenant = @tenant and b.run = @run and b.resource = s.resource)))
            """])
        {
            await foreach (var (kind, key, wasActive, gone) in read.Sql.StreamAsync(
                sql, row => ((ResourceKind)row.GetInt16(0), row.GetInt64(1), row.GetBoolean(2), row.GetInt32(3) == 1), ct, args))
            {
                if (gone) Count(lost, kind.Word(), key);
                if (wasActive) Count(active, kind.Word(), key);
            }
        }

        foreach (var (kind, n, keys) in await read.Sql.QueryAsync(
            """
            select x.kind, sum(x.n), sum(x.keys) from (
              select s.kind as kind, 1 as n, s.from_resource + s.to_resource as keys from stage_edge s where s.tenant = @tenant and s.run = @run and s.op = 3
              union all
              select l.edge_kind, l.lost, l.owner from stage_listing l where l.tenant = @tenant and l.run = @run and l.edge_kind is not null and l.complete and l.lost > 0
                and l.pages > 1 and not l.detail
                and not exists (select 1 from stage_listing d where d.tenant = @tenant and d.run = @run and d.edge_kind = l.edge_kind and d.owner = l.owner
                  and d.owner_end = l.owner_end and d.other_kind = l.other_kind and d.listing <> l.listing and d.complete and (d.detail or d.pages = 1))
            ) x group by x.kind
            """,
            row => (((EdgeKind)row.GetInt16(0)).Word(), Convert.ToInt64(row.GetValue(1), null), Convert.ToInt64(row.GetValue(2), null)), ct, ("run", run.Run)))
            lost[kind] = (n, keys);

        var empty = await read.Sql.QueryAsync(
            "select kind from stage_listing where tenant = @tenant and run = @run and kind is not null and complete and items = 0",
            row => ((ResourceKind)row.GetInt16(0)).Word(), ct, ("run", run.Run));
        List<Loss> losses = [];
        foreach (var (kind, (n, _)) in lost)
            losses.Add(await WeighOneAsync(read.Sql, kind, kind, before.GetValueOrDefault(kind), n, empty.Contains(kind), share, atLeast, ct));
        foreach (var (kind, (n, _)) in active)
            losses.Add(await WeighOneAsync(read.Sql, kind, $"active {kind}s", before.GetValueOrDefault("active:" + kind), n, false, share, atLeast, ct));
        losses.Sort((a, b) => string.CompareOrdinal(a.What, b.What));
        var token = string.Join(';', lost.Concat(active.Select(pair => KeyValuePair.Create("active:" + pair.Key, pair.Value))).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value.N},{pair.Value.Keys}"));
        return new Losses(losses.Any(loss => loss.Held), Hash128.ToText(Hash128.Of(System.Text.Encoding.UTF8.GetBytes(token))), losses);
    }

    private async ValueTask<Loss> WeighOneAsync(
        TenantSql sql, string kind, string what, long before, long n, bool emptied, double share, int atLeast, CancellationToken ct)
    {
        var held = (emptied && before > 0) || (n >= atLeast && n > share * before);
        return new Loss(what, before, n, before == 0 ? 1 : Math.Min(1, (double)n / before), held, held ? await ExamplesAsync(sql, kind, ct) : []);
    }

    private async ValueTask<List<string>> ExamplesAsync(TenantSql sql, string kind, CancellationToken ct)
    {
        if (Words.ResourceKindOf(kind) is { } resource)
        {
            return await sql.QueryAsync(
                $"""
                select coalesce(v.name, r.remote_id) {Missing.Replace("where l.tenant", "join resource_version v on v.tenant = @tenant and v.resource = r.resource and v.to_seq is null where l.tenant", StringComparison.Ordinal)}
                and r.kind = @kind limit 20
                """,
                row => row.GetString(0), ct, ("directory", run.Directory.Value), ("run", run.Run), ("kind", (short)resource));
        }

        return await sql.QueryAsync(
            """
            select coalesce(f.name, s.from_resource || ''), coalesce(t.name, s.to_resource || '') from stage_edge s
            left join resource_version f on f.tenant = @tenant and f.resource = s.from_resource and f.to_seq is null
            left join resource_version t on t.tenant = @tenant and t.resource = s.to_resource and t.to_seq is null
            where s.tenant = @tenant and s.run = @run and s.op = 3 and s.kind = @kind limit 20
            """,
            row => $"{row.GetString(0)} → {row.GetString(1)}", ct, ("run", run.Run), ("kind", (short)Words.EdgeKindOf(kind)!.Value));
    }

    private static void Count(Dictionary<string, (long N, Int128 Keys)> into, string kind, long key)
    {
        var (n, keys) = into.GetValueOrDefault(kind);
        into[kind] = (n + 1, keys + key);
    }
}
