using Jumpgate.Server.Data;

namespace Jumpgate.Server.Delivery;

/// <summary>
/// The lanes of the endpoints: cursors over the change log, one per endpoint and directory. A lane moves only from where its run has begun, so a
/// run that was overtaken (its node was frozen meanwhile) can send something twice, but never move a cursor back or past anything.
/// </summary>
public static class Lanes
{
    /// <summary>Rows of the log that are shared out in one transaction.</summary>
    private const long Window = 20_000;

    /// <summary>Shares out what is new in the log to the endpoint's lanes. True: there is more.</summary>
    /// <param name="only">The directories the endpoint wants; null: all.</param>
    public static async ValueTask<bool> ShareOutAsync(WriteScope scope, int webhook, IReadOnlyCollection<int>? only)
    {
        var position = await scope.Sql.ScalarAsync<long?>(
            "select position from webhook where tenant = @tenant and webhook = @webhook and enabled", default, ("webhook", webhook));
        if (position is not { } from) return false;
        var newest = await scope.Sql.ScalarAsync<long?>("select max(seq) from change where tenant = @tenant") ?? 0;
        var end = Math.Min(newest, from + Window);
        if (end <= from) return false;
        var fresh = await scope.Sql.QueryAsync(
            """
            select coalesce(directory, 0), min(seq), max(seq) from change where tenant = @tenant and seq > @after and seq <= @end group by coalesce(directory, 0)
            """,
            row => (Directory: row.GetInt32(0), First: row.GetInt64(1), Last: row.GetInt64(2)), default, ("after", from), ("end", end));
        if (only is not null) fresh.RemoveAll(one => !only.Contains(one.Directory));
        await scope.Sql.ForEachAsync(
            """
            insert into lane (tenant, webhook, directory, replay, cursor, head, next_at)
            select @tenant, @webhook, x.directory, 0, x.first - 1, x.last, @now from {rows} x where true
            on conflict (tenant, webhook, directory, replay) do update set
              cursor = case when lane.cursor >= lane.head then excluded.cursor else lane.cursor end, head = excluded.head,
              next_at = case when lane.paused or lane.held then null else coalesce(lane.next_at, excluded.next_at) end
            """,
            new SqlRows().Add("directory", fresh.ConvertAll(one => (int?)one.Directory)).Add("first", fresh.ConvertAll(one => one.First))
                .Add("last", fresh.ConvertAll(one => one.Last)),
            default, ("webhook", webhook), ("now", scope.Now));
        await scope.Sql.ExecuteAsync(
            "update webhook set position = @end where tenant = @tenant and webhook = @webhook", default, ("webhook", webhook), ("end", end));
        return end < newest;
    }

    /// <summary>A lane as it stands; null: it is gone.</summary>
    public static async Task<Lane?> FindAsync(TenantSql sql, LaneKey key, CancellationToken ct = default) => (await sql.QueryAsync(
        $"select {Lane.Columns} from lane l where l.tenant = @tenant and l.webhook = @webhook and l.directory = @directory and l.replay = @replay",
        Lane.Read, ct, key.Arguments)).SingleOrDefault();

    /// <summary>The lanes of an endpoint in which there is something to look at.</summary>
    public static async Task<List<Lane>> OpenAsync(TenantSql sql, int webhook, CancellationToken ct = default) => await sql.QueryAsync(
        $"select {Lane.Columns} from lane l where l.tenant = @tenant and l.webhook = @webhook and l.cursor < l.head order by l.directory, l.replay", Lane.Read, ct,
        ("webhook", webhook));

    /// <summary>Moves a lane. False: somebody else has moved it meanwhile, and what was done is not to be recorded.</summary>
    /// <param name="from">The cursor the run began at.</param>
    public static async ValueTask<bool> MoveAsync(WriteScope scope, LaneKey key, long from, LaneEnd end) => await scope.Sql.ExecuteAsync(
        $"""
        update lane set cursor = @cursor, event = @event, tries = @tries, paused = @paused, held = @held,
          next_at = {(end.RetryAt is not null ? "@retry" : end.Paused || end.Held ? "null" : "case when head > @cursor then @now end")}
        where tenant = @tenant and webhook = @webhook and directory = @directory and replay = @replay and cursor = @from
        """,
        default,
        [
            .. key.Arguments, ("cursor", end.Cursor), ("event", end.Event), ("tries", (short)end.Tries), ("paused", end.Paused), ("held", end.Held), ("from", from),
            end.RetryAt is { } retry ? ("retry", retry) : ("now", scope.Now),
        ]) == 1;

    /// <summary>Begins a replay of a range; answers its lane.</summary>
    /// <param name="directory">0: all directories.</param>
    public static async ValueTask<LaneKey> ReplayAsync(WriteScope scope, int webhook, int directory, long after, long upTo)
    {
        var key = new LaneKey(scope.Tenant, webhook, directory, await scope.TakeKeysAsync(1));
        await scope.Sql.ExecuteAsync(
            """
            insert into lane (tenant, webhook, directory, replay, cursor, head, next_at)
            values (@tenant, @webhook, @directory, @replay, @after, @head, @now)
            """,
            default, [.. key.Arguments, ("after", after), ("head", upTo), ("now", scope.Now)]);
        return key;
    }

    /// <summary>Ends a replay that has come to its end.</summary>
    public static async ValueTask EndReplayAsync(WriteScope scope, LaneKey key) => await scope.Sql.ExecuteAsync(
        """
        delete from lane where tenant = @tenant and webhook = @webhook and directory = @directory and replay = @replay and replay <> 0 and cursor >= head
        """,
        default, key.Arguments);

    /// <summary>Lets the lanes go on that an event holds up: behind it where it is passed over, else with it once more. Answers how many.</summary>
    public static async ValueTask<int> ResumeAsync(WriteScope scope, int webhook, long seq, bool skip) => await scope.Sql.ExecuteAsync(
        $"""
        update lane set {(skip ? "cursor = @seq, " : "")}event = null, tries = 0, paused = @no, next_at = {(skip ? "case when head > @seq then @now end" : "@now")}
        where tenant = @tenant and webhook = @webhook and event = @seq
        """,
        default, ("webhook", webhook), ("seq", seq), ("no", false), ("now", scope.Now));

    /// <summary>Lets the lanes of a directory go on whose first load has ended.</summary>
    public static async ValueTask ReleaseAsync(WriteScope scope, int directory) => await scope.Sql.ExecuteAsync(
        "update lane set held = @no, next_at = @now where tenant = @tenant and (directory = @directory or directory = 0) and held", default,
        ("directory", directory), ("no", false), ("now", scope.Now));
}
