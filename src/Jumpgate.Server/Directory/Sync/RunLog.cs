using System.Collections.Concurrent;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>The lines of a run that a person reads: what was found, how much, and what went wrong.</summary>
internal sealed class RunLog(WriteQueue queue, TenantId tenant, long run, TimeProvider time, int next) : IDisposable
{
    public const string Info = "info";
    public const string Warning = "warning";
    public const string Error = "error";

    private const int LongestText = 2000;

    private readonly ConcurrentQueue<RunLogLine> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private int n = next;

    public void Write(string level, string text, string? kind = null, long? count = null) =>
        waiting.Enqueue(new RunLogLine(time.GetUtcNow(), level, text.Length > LongestText ? text[..LongestText] + "…" : text, kind, count));

    public async Task FlushAsync()
    {
        if (waiting.IsEmpty)
        {
            return;
        }

        await writing.WaitAsync();
        try
        {
            List<RunLogLine> lines = [];
            while (waiting.TryDequeue(out var line))
            {
                lines.Add(line);
            }

            var first = n;
            n += lines.Count;
            await queue.WriteAsync(tenant, WritePriority.Interactive, scope => scope.Sql.ForEachAsync(
                "insert into run_log (tenant, run, n, at, level, text, kind, count) select @tenant, @run, x.n, x.at, x.level, x.text, x.kind, x.count from {rows} x where true on conflict do nothing",
                new SqlRows().Add("n", lines.Select((_, i) => (long)(first + i)).ToArray()).Add("at", lines.ConvertAll(line => line.At.ToUnixTimeMilliseconds()))
                    .Add("level", lines.ConvertAll(line => (string?)line.Level)).Add("text", lines.ConvertAll(line => (string?)line.Text))
                    .Add("kind", lines.ConvertAll(line => line.Kind)).Add("count", lines.ConvertAll(line => line.Count)),
                default, ("run", run)));
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    public static async Task<List<RunLogLine>> ReadAsync(TenantSql sql, long run, CancellationToken cancellation) => await sql.QueryAsync(
        "select at, level, text, kind, count from run_log where tenant = @tenant and run = @run order by n",
        row => new RunLogLine(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetInt64(4)),
        cancellation, ("run", run));

    public static async Task<int> NextAsync(TenantSql sql, long run, CancellationToken cancellation) =>
        (int)await sql.ScalarAsync<long>("select coalesce(max(n), 0) + 1 from run_log where tenant = @tenant and run = @run", cancellation, ("run", run));
}
