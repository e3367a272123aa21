using System.Diagnostics;
using System.Globalization;
using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.Data.Postgres;
using Jumpgate.Server.Data.Sqlite;
using Jumpgate.Server.Directory;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SQLitePCL;

namespace Jumpgate.Benchmarks;

/// <summary>The store's write path without a network in front: first load and unchanged re-sync, against a raw bulk load of the same rows.</summary>
internal sealed class StoreWriteBenchmark(int users, int groups, int members) : IAsyncDisposable
{
    private const int Page = 100;
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("jumpgate-bench-").FullName;
    private readonly byte[] filler = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 45).Select(n => $"\"field{n:d2}\":\"value {n:d2}\",")));
    private Store store = null!;
    private WriteQueue queue = null!;
    private TenantId tenant;
    private DirectoryKey directory;
    private long run;

    /// <summary>W10 without the network: first load against a raw bulk load of the same rows, and the same again; the fastest of some rounds of each.</summary>
    public static async Task MeasureAsync(Report report, string kind)
    {
        const int Rounds = 5;
        // Once before, so that little is compiled while it is timed.
        await RoundAsync(kind, 10_000, 500, 200);
        List<(double First, double Again, double Raw)> rounds = [];
        for (var round = 0; round < Rounds; round++) rounds.Add(await RoundAsync(kind, 10_000, 500, 200));
        var (first, raw) = (rounds.Min(round => round.First), rounds.Min(round => round.Raw));
        report.Add($"store write path, {kind}: first load of 10k users and 100k memberships", first, "s");
        report.Add($"store write path, {kind}: share of a raw bulk load of the same rows", 100 * raw / first, "%", atLeast: 60);
        report.Add($"store write path, {kind}: the same again, nothing changed", rounds.Min(round => round.Again), "s");
    }

    private static async Task<(double First, double Again, double Raw)> RoundAsync(string kind, int users, int groups, int members)
    {
        var database = kind == "postgres" ? Hub.CreateDatabase() : null;
        try
        {
            await using var bench = new StoreWriteBenchmark(users, groups, members);
            await bench.OpenAsync(database);
            var first = await bench.SyncAsync();
            var again = await bench.SyncAsync();
            return (first, again, await bench.RawAsync(database));
        }
        finally
        {
            if (database is not null) Hub.DropDatabase(database);
        }
    }

    private async Task OpenAsync(string? database)
    {
        IStoreDialect dialect = database is null ? new SqliteDialect(folder) : new PostgresDialect(database);
        store = new Store(dialect, new StoreOptions { Data = folder });
        await store.OpenAsync();
        queue = new WriteQueue(store, TimeProvider.System, new ChangeSignal(), NullLogger<WriteQueue>.Instance);
        tenant = new TenantId((int)await queue.WriteAsync(default, WritePriority.Bulk, async scope => await scope.Sql.ScalarAsync<long>(
            "insert into tenant (id, name, created_at) select @id, 'bench', 0 where @tenant = 0 returning tenant", default, ("id", Guid.NewGuid()))));
        directory = new DirectoryKey((int)await queue.WriteAsync(tenant, WritePriority.Bulk, async scope => await scope.Sql.ScalarAsync<long>(
            "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, 'bench', 'jumpcloud', 0, @hash) returning directory",
            default, ("id", Guid.NewGuid()), ("hash", new byte[16]))));
    }

    /// <summary>Seconds of one full sync of the synthetic world, whose pages are made and mapped before; many wait to be written at any time.</summary>
    private async Task<double> SyncAsync()
    {
        var pages = Pages(ResourceKind.User, "users", users, User).Concat(Pages(ResourceKind.Group, "groups", groups, Group)).ToArray();
        var members = Enumerable.Range(0, groups).Select(Members).ToArray();
        var mapped = pages.SelectMany(page => page.Items).ToDictionary(item => item.RemoteId, Map);
        GC.Collect();
        var organization = new OrganizationKey(1);
        var epoch = new Epoch(queue);
        var stage = new DirectoryStage(store, queue, epoch, new StageRun(
            tenant, organization, directory, ++run, await epoch.TakeAsync(tenant, organization, DirectoryStage.EpochKind), new Cause(CauseKind.SyncRun, Guid.NewGuid())));
        var side = new ParallelOptions { MaxDegreeOfParallelism = 64 };
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(pages, side, async (page, ct) => await stage.TakePageAsync(
            page.Listing, page.Kind, page.Skip, page.Total, page.Items, await store.NextTickAsync(ct), item => mapped[item.RemoteId], page.Skip + Page >= page.Total, ct));
        await Parallel.ForEachAsync(members, side, async (ofGroup, ct) =>
        {
            foreach (var (listing, skip, total, items) in ofGroup)
                await stage.TakeEdgePageAsync(listing, items, ResourceKind.User, skip, total, await store.NextTickAsync(ct), skip + Page >= total, ct);
        });
        var losses = await stage.WeighAsync(new Contracts.GuardSettings(), default);
        if (losses.Held) throw new InvalidOperationException("held");
        await foreach (var absentee in stage.AbsenteesAsync(default)) throw new InvalidOperationException("absent: " + absentee);
        await stage.ApplyAsync(default);
        return watch.Elapsed.TotalSeconds;
    }

    private static IEnumerable<(Listing Listing, ResourceKind Kind, int Skip, int Total, RawItem[] Items)> Pages(ResourceKind kind, string listing, int n, Func<int, RawItem> item)
    {
        for (var skip = 0; skip < n; skip += Page)
            yield return (new Listing(listing), kind, skip, n, [.. Enumerable.Range(skip, Math.Min(Page, n - skip)).Select(item)]);
    }

    private (Listing Listing, int Skip, int Total, EdgePageItems Items)[] Members(int group)
    {
        var owner = new RemoteRef(ResourceKind.Group, Id(2, group));
        var others = Enumerable.Range(0, members).Select(n => new RemoteRef(ResourceKind.User, Id(1, (int)((group * 7919L + n * 104729L) % users))));
        return [.. others.Chunk(Page).Select((page, n) => (
            new Listing("members:" + owner.RemoteId), n * Page, members, new EdgePageItems(EdgeKind.MemberOf, EdgeEnd.To, owner, page)))];
    }

    private static string Id(int kind, int n) => string.Create(CultureInfo.InvariantCulture, $"{kind:x4}{n * 2654435761L & 0xffffffff:x8}{n:x12}");

    private RawItem User(int n) => new(Id(1, n), Encoding.UTF8.GetBytes($"{{\"_id\":\"{Id(1, n)}\",\"name\":\"User {n}\",\"email\":\"user{n}@example.com\",{Encoding.UTF8.GetString(filler)}\"end\":1}}"));

    private static RawItem Group(int n) => new(Id(2, n), Encoding.UTF8.GetBytes($"{{\"_id\":\"{Id(2, n)}\",\"name\":\"Group {n}\",\"type\":\"user_group\"}}"));

    private static Mapped Map(RawItem item)
    {
        var text = Encoding.UTF8.GetString(item.Json.Span);
        var name = text[(text.IndexOf("\"name\":\"", StringComparison.Ordinal) + 8)..];
        name = name[..name.IndexOf('"')];
        var user = text.Contains("\"email\"", StringComparison.Ordinal);
        return new Mapped(
            item.RemoteId, name, user ? name.Replace(' ', '.') + "@example.com" : null, "enabled", "ACTIVATED", true, user ? name : null, null, [],
            item.Json[..(item.Json.Length / 2)], item.Json, Hash128.Of(item.Json.Span), null, true);
    }

    private static readonly string[] Tables = ["resource", "resource_version", "edge", "change"];

    /// <summary>Seconds that a raw bulk load of the rows now in the store takes into an empty schema of the same store.</summary>
    private async Task<double> RawAsync(string? database) => database is null ? await RawSqliteAsync() : await RawPostgresAsync(database);

    private async Task<double> RawSqliteAsync()
    {
        var copy = Path.Combine(folder, "raw");
        await using (var other = new SqliteDialect(copy)) await new Migrator(other).RunAsync();
        await using var source = new SqliteConnection($"Data Source={Path.Combine(folder, SqliteDialect.FileName)};Pooling=False");
        await using var target = new SqliteConnection($"Data Source={Path.Combine(copy, SqliteDialect.FileName)};Pooling=False");
        await source.OpenAsync();
        await target.OpenAsync();
        await using (var pragma = target.CreateCommand())
        {
            pragma.CommandText = "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536; pragma wal_autocheckpoint = 8000";
            await pragma.ExecuteNonQueryAsync();
        }

        var seconds = 0.0;
        foreach (var table in Tables)
        {
            await using var read = source.CreateCommand();
            read.CommandText = $"select * from {table}";
            await using var reader = await read.ExecuteReaderAsync();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            // Past the ADO.NET command, whose parameter objects would cost more than the database.
            var text = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(_ => "?"))})";
            if (raw.sqlite3_prepare_v2(target.Handle!, text, out var insert) != raw.SQLITE_OK) throw new InvalidOperationException(raw.sqlite3_errmsg(target.Handle!).utf8_to_string());
            using var prepared = insert;
            List<object[]> rows = [];
            bool more;
            do
            {
                rows.Clear();
                while ((more = await reader.ReadAsync()) && rows.Count < 20_000)
                {
                    var row = new object[columns.Length];
                    reader.GetValues(row);
                    rows.Add(row);
                }

                var watch = Stopwatch.StartNew();
                await using var transaction = (SqliteTransaction)await target.BeginTransactionAsync();
                foreach (var row in rows)
                {
                    for (var c = 0; c < row.Length; c++) Bind(insert, c + 1, row[c]);
                    if (raw.sqlite3_step(insert) != raw.SQLITE_DONE) throw new InvalidOperationException(raw.sqlite3_errmsg(target.Handle!).utf8_to_string());
                    raw.sqlite3_reset(insert);
                }

                await transaction.CommitAsync();
                seconds += watch.Elapsed.TotalSeconds;
            }
            while (more);
        }

        return seconds;
    }

    private static void Bind(sqlite3_stmt statement, int index, object value) => _ = value switch
    {
        long number => raw.sqlite3_bind_int64(statement, index, number),
        string text => raw.sqlite3_bind_text(statement, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    private static async Task<double> RawPostgresAsync(string database)
    {
        var name = "jumpgate_raw_" + Guid.NewGuid().ToString("n");
        await using var source = NpgsqlDataSource.Create(database);
        await using (var create = source.CreateCommand($"create database {name}")) await create.ExecuteNonQueryAsync();
        var text = new NpgsqlConnectionStringBuilder(database) { Database = name }.ConnectionString;
        await using (var other = new PostgresDialect(text)) await new Migrator(other).RunAsync();
        var seconds = 0.0;
        await using (var target = NpgsqlDataSource.Create(text))
        {
            await using var from = await source.OpenConnectionAsync();
            await using var to = await target.OpenConnectionAsync();
            foreach (var table in Tables)
            {
                // The rows are read first, so that only the load is timed.
                await using var bytes = new MemoryStream();
                await using (var export = await from.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)")) await export.CopyToAsync(bytes);
                bytes.Position = 0;
                var watch = Stopwatch.StartNew();
                await using (var import = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)")) await bytes.CopyToAsync(import);
                seconds += watch.Elapsed.TotalSeconds;
            }
        }

        await using (var drop = source.CreateCommand($"drop database {name} with (force)")) await drop.ExecuteNonQueryAsync();
        return seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
