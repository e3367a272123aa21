using Jumpgate.Server.Data;

namespace Jumpgate.Server.Delivery;

/// <summary>What was sent where, when, and how it was answered. No body is kept: it is made again from the versions of its sequence.</summary>
public static class DeliveryLog
{
    /// <summary>Text of attempts of one delivery that is kept; older ones give way.</summary>
    private const int KeptAttempts = 4000;

    private const int Slice = 2000;

    /// <summary>Notes attempts, each behind the earlier ones of its event.</summary>
    public static async ValueTask WriteAsync(WriteScope scope, int webhook, IReadOnlyList<DeliveryRow> rows)
    {
        if (rows.Count == 0) return;
        await scope.Sql.ForEachAsync(
            $$"""
            insert into delivery (tenant, webhook, seq, directory, type, state, tries, at, status, ms, error, next_at, attempts)
            select @tenant, @webhook, x.seq, x.directory, x.type, x.state, x.tries, x.at, x.status, x.ms, x.error, x.next_at, x.attempts from {rows} x where true
            on conflict (tenant, webhook, seq) do update set state = excluded.state, tries = excluded.tries, at = excluded.at, status = excluded.status, ms = excluded.ms,
              error = excluded.error, next_at = excluded.next_at,
              attempts = case when length(delivery.attempts) > {{KeptAttempts}} then excluded.attempts else delivery.attempts || ',' || excluded.attempts end
            """,
            new SqlRows()
                .Add("seq", Column(row => row.Seq)).Add("directory", Column(row => (int?)row.Directory)).Add("type", Column(row => (string?)row.Type))
                .Add("state", Column(row => (short)row.State)).Add("tries", Column(row => (short)row.Tries)).Add("at", Column(row => row.Attempts[^1].At))
                .Add("status", Column(row => row.Attempts[^1].Status)).Add("ms", Column(row => (int?)row.Attempts[^1].Milliseconds))
                .Add("error", Column(row => row.Attempts[^1].Error is { } error ? Attempt.Shorten(error) : null)).Add("next_at", Column(row => row.NextAt))
                .Add("attempts", Column(row => (string?)string.Join(',', row.Attempts.Select(attempt => attempt.ToJson())))),
            default, ("webhook", webhook));

        List<T> Column<T>(Func<DeliveryRow, T> value) => [.. rows.Select(value)];
    }

    /// <summary>Deliveries before a sequence, the newest first.</summary>
    public static async Task<List<DeliveryRow>> BeforeAsync(
        TenantSql sql, int webhook, long before, IReadOnlyList<DeliveryState> states, int count, CancellationToken ct) => await sql.QueryAsync(
        $"""
        select {DeliveryRow.Columns} from delivery d
        where d.tenant = @tenant and d.webhook = @webhook and d.seq < @before {(states.Count == 0 ? "" : $"and d.state in ({string.Join(", ", states.Select(state => (short)state))})")}
        order by d.seq desc limit @count
        """,
        DeliveryRow.Read, ct, ("webhook", webhook), ("before", before), ("count", (long)count));

    public static async Task<DeliveryRow?> FindAsync(TenantSql sql, int webhook, long seq, CancellationToken ct = default) => (await sql.QueryAsync(
        $"select {DeliveryRow.Columns} from delivery d where d.tenant = @tenant and d.webhook = @webhook and d.seq = @seq",
        DeliveryRow.Read, ct, ("webhook", webhook), ("seq", seq))).SingleOrDefault();

    /// <summary>Of these sequences, those with this state or that.</summary>
    public static async Task<HashSet<long>> WithStateAsync(TenantSql sql, int webhook, IReadOnlyCollection<long> sequences, DeliveryState one, DeliveryState other, CancellationToken ct)
    {
        HashSet<long> found = [];
        await sql.QueryEachAsync(
            "select d.seq from {rows} x join delivery d on d.tenant = @tenant and d.webhook = @webhook and d.seq = x.seq where d.state in (@one, @other)",
            new SqlRows().Add("seq", sequences), row => found.Add(row.GetInt64(0)), ct, ("webhook", webhook), ("one", (short)one), ("other", (short)other));
        return found;
    }

    /// <summary>Deliveries of unordered endpoints whose next attempt is due.</summary>
    public static async Task<List<DeliveryRow>> DueAsync(TenantSql sql, int webhook, long now, int count, CancellationToken ct) => await sql.QueryAsync(
        $"""
        select {DeliveryRow.Columns} from delivery d
        where d.tenant = @tenant and d.webhook = @webhook and d.next_at is not null and d.next_at <= @now order by d.next_at limit @count
        """,
        DeliveryRow.Read, ct, ("webhook", webhook), ("now", now), ("count", (long)count));

    /// <summary>Has an event tried anew now, or passes over it. False: it is not one that waits or has failed.</summary>
    public static async ValueTask<bool> DecideAsync(WriteScope scope, int webhook, long seq, bool skip, bool now) => await scope.Sql.ExecuteAsync(
        """
        update delivery set state = @state, tries = 0, next_at = @next
        where tenant = @tenant and webhook = @webhook and seq = @seq and state in (2, 3)
        """,
        default, ("state", (short)(skip ? DeliveryState.Skipped : DeliveryState.Retrying)), ("next", now ? scope.Now : (long?)null), ("webhook", webhook), ("seq", seq)) == 1;

    /// <summary>Forgets what was done before a time, a slice per transaction; what still waits or has failed stays. Answers how many.</summary>
    public static async Task<int> ForgetAsync(WriteQueue queue, TenantId tenant, long before, CancellationToken ct)
    {
        var all = 0;
        while (await queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
            """
            delete from delivery where tenant = @tenant and (webhook, seq) in (
              select d.webhook, d.seq from delivery d where d.tenant = @tenant and d.at < @before and d.state not in (2, 3) order by d.at limit @slice)
            """,
            default, ("before", before), ("slice", (long)Slice)), ct) is > 0 and var gone) all += gone;
        return all;
    }
}
