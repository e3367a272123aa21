using Npgsql;

namespace Jumpgate.Server.Data.Postgres;

/// <summary>
/// Has the planner's statistics taken anew of tables that have grown, while this server writes. The database's own daemon comes by once a minute: until
/// then a table that a first load or a first push has filled counts as empty, and every index on it as good as any other.
/// </summary>
internal sealed class PostgresStatistics(Func<ValueTask<NpgsqlConnection>> connect) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A connection tells how much it wrote within ten seconds of falling idle (PostgreSQL's <c>PGSTAT_IDLE_INTERVAL</c>).</summary>
    private const int LooksAfterwards = 12;

    /// <summary>Own tables with half as many changes again as they had rows when they were last looked at; <c>reltuples</c> is -1 before that.</summary>
    private const string Grown =
        """
        select format('%I.%I', s.schemaname, s.relname) from pg_stat_user_tables s join pg_class c on c.oid = s.relid
        where s.schemaname = current_schema() and c.relowner = (select oid from pg_roles where rolname = current_user)
          and s.n_mod_since_analyze > 300 + 0.5 * greatest(c.reltuples, 0)
        """;

    private readonly CancellationTokenSource ending = new();
    private readonly Lock starting = new();
    private Task running = Task.CompletedTask;
    private int written;

    /// <summary>Something is being written: looks at the tables every second, and for a while after the last time.</summary>
    public void Written()
    {
        Volatile.Write(ref written, 1);
        if (!running.IsCompleted) return;
        lock (starting)
            if (running.IsCompleted && !ending.IsCancellationRequested) running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        for (var looks = 0; looks < LooksAfterwards; looks++)
        {
            if (Interlocked.Exchange(ref written, 0) == 1) looks = 0;
            await Task.Delay(Interval, ending.Token);
            try
            {
                await AnalyzeAsync();
            }
            catch (Exception exception) when (exception is NpgsqlException or StoreUnavailableException)
            {
                // The database is away, or refuses: plans stay as they are until its own daemon comes by.
            }
        }
    }

    private async Task AnalyzeAsync()
    {
        await using var connection = await connect();
        List<string> tables = [];
        await using (var grown = new NpgsqlCommand(Grown, connection))
        await using (var reader = await grown.ExecuteReaderAsync(ending.Token))
            while (await reader.ReadAsync(ending.Token)) tables.Add(reader.GetString(0));
        if (tables.Count == 0) return;
        await using var analyze = new NpgsqlCommand($"analyze (skip_locked) {string.Join(", ", tables)}", connection);
        await analyze.ExecuteNonQueryAsync(ending.Token);
    }
}
