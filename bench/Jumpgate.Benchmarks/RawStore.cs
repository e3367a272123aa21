using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Jumpgate.Server.Data;
using Jumpgate.Server.Data.Postgres;
using Jumpgate.Server.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jumpgate.Benchmarks;

/// <summary>What a store does without anything around it.</summary>
internal static class RawStore
{
    private static readonly string[] Tables = ["resource", "resource_version", "cause", "change"];

    /// <summary>Prepared SELECTs per second by primary key, each connection with one under way.</summary>
    public static async Task<double> SelectsAsync(string database, int connections, TimeSpan time)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections + 1 }.ConnectionString);
        List<(int Tenant, long Resource, long From)> keys = [];
        await using (var list = source.CreateCommand("select tenant, resource, from_seq from resource_version where kind = 1 and to_seq is null limit 10000"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) keys.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        await CountAsync(TimeSpan.FromSeconds(2));
        return await CountAsync(time);

        async Task<double> CountAsync(TimeSpan limit)
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Task.Run(async () =>
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var command = new NpgsqlCommand("select attributes from resource_version where tenant = $1 and resource = $2 and from_seq = $3", connection);
                NpgsqlParameter<int> tenant = new();
                NpgsqlParameter<long> resource = new(), from = new();
                foreach (var parameter in (DbParameter[])[tenant, resource, from]) command.Parameters.Add(parameter);
                await command.PrepareAsync();
                var n = 0;
                for (; watch.Elapsed < limit; n++)
                {
                    (tenant.TypedValue, resource.TypedValue, from.TypedValue) = keys[(int)((c + 1) * 7919L * (n + 1) % keys.Count)];
                    if (await command.ExecuteScalarAsync() is not string) throw new InvalidOperationException("No row.");
                }

                return n;
            })));
            return counts.Sum() / watch.Elapsed.TotalSeconds;
        }
    }

    /// <summary>Users per second whose rows, as they stand in the hub, are inserted again: a transaction each, by as many clients, as durable as the hub's.</summary>
    public static async Task<double> InsertsAsync(Hub hub, int clients)
    {
        var users = await ReadAsync(hub);
        var folder = System.IO.Directory.CreateTempSubdirectory("jumpgate-raw-").FullName;
        var database = hub.Database is null ? null : Hub.CreateDatabase();
        try
        {
            await using (IStoreDialect dialect = database is null ? new SqliteDialect(folder) : new PostgresDialect(database)) await new Migrator(dialect).RunAsync();
            var waiting = new ConcurrentQueue<object[][]>(users);
            // SQLite has one writer: waiting for it here costs less than its own busy handler, which sleeps.
            using var writer = new SemaphoreSlim(database is null ? 1 : clients);
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
            {
                await using var connection = Connect(database ?? $"Data Source={Path.Combine(folder, SqliteDialect.FileName)};Pooling=False", database is null);
                await connection.OpenAsync();
                var commands = await CommandsAsync(connection, users[0]);
                while (waiting.TryDequeue(out var rows))
                {
                    await writer.WaitAsync();
                    await using var transaction = connection is SqliteConnection lite ? lite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync();
                    for (var table = 0; table < rows.Length; table++)
                    {
                        commands[table].Transaction = transaction;
                        for (var column = 0; column < rows[table].Length; column++) commands[table].Parameters[column].Value = rows[table][column];
                        await commands[table].ExecuteNonQueryAsync();
                    }

                    await transaction.CommitAsync();
                    writer.Release();
                }
            })));
            return users.Count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
            if (database is not null) Hub.DropDatabase(database);
        }
    }

    /// <summary>Of each user the rows that creating it wrote, table by table.</summary>
    private static async Task<List<object[][]>> ReadAsync(Hub hub)
    {
        await using var connection = Connect(hub.Database ?? $"Data Source={Path.Combine(hub.Folder, SqliteDialect.FileName)};Mode=ReadOnly;Pooling=False", hub.Database is null);
        await connection.OpenAsync();
        Dictionary<long, object[][]> users = [];
        for (var table = 0; table < Tables.Length; table++)
        {
            await using var read = connection.CreateCommand();
            var join = Tables[table] switch
            {
                "resource" => "where t.kind = 1",
                "resource_version" => "where t.kind = 1 and t.from_seq in (select c.seq from change c where c.op = 1)",
                "change" => "where t.kind = 1 and t.op = 1",
                _ => "join change c on c.tenant = t.tenant and c.cause = t.cause where c.kind = 1 and c.op = 1",
            };
            read.CommandText = $"select {(Tables[table] == "cause" ? "c.resource" : "t.resource")}, t.* from {Tables[table]} t {join}";
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                var key = Convert.ToInt64(values[0], System.Globalization.CultureInfo.InvariantCulture);
                if (!users.TryGetValue(key, out var rows)) users.Add(key, rows = new object[Tables.Length][]);
                rows[table] = values[1..];
            }
        }

        return [.. users.Values.Where(rows => rows.All(row => row is not null))];
    }

    private static DbConnection Connect(string text, bool sqlite) => sqlite ? new SqliteConnection(text) : new NpgsqlConnection(text);

    private static async Task<DbCommand[]> CommandsAsync(DbConnection connection, object[][] sample)
    {
        if (connection is SqliteConnection)
        {
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = "pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000; pragma cache_size = -65536; pragma wal_autocheckpoint = 8000";
            await pragma.ExecuteNonQueryAsync();
        }

        List<DbCommand> commands = [];
        for (var table = 0; table < Tables.Length; table++)
        {
            var command = connection.CreateCommand();
            command.CommandText = $"insert into {Tables[table]} values ({string.Join(", ", sample[table].Select((_, n) => connection is SqliteConnection ? $"@p{n}" : $"${n + 1}"))})";
            for (var n = 0; n < sample[table].Length; n++)
            {
                var parameter = command.CreateParameter();
                if (connection is SqliteConnection) parameter.ParameterName = $"@p{n}";
                command.Parameters.Add(parameter);
            }

            commands.Add(command);
        }

        return [.. commands];
    }
}
