using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jumpgate.Benchmarks;

/// <summary>A directory of many users, written straight into the tables of a new database, in the shape a sync leaves behind.</summary>
internal sealed class LargeDirectory(int users)
{
    private const int Tenant = 1;
    private const int Directory = 1;
    private const short User = 1;
    private static readonly string[] Syllables = ["an", "be", "car", "do", "el", "fi", "ga", "han", "is", "jo", "ka", "li", "ma", "no", "ol", "pe", "ri", "sa", "to", "vi"];
    private static readonly string Filler = string.Concat(Enumerable.Range(0, 16).Select(n => $",\"field{n:d2}\":\"some value {n:d2}\""));

    public Guid Id { get; } = Guid.CreateVersion7();

    public async Task WriteAsync(Hub hub)
    {
        await using DbConnection connection = hub.Database is { } database
            ? new NpgsqlConnection(database)
            : new SqliteConnection($"Data Source={Path.Combine(hub.Folder, "jumpgate.db")};Pooling=False");
        await connection.OpenAsync();
        if (hub.Database is null) await RunAsync(connection, "pragma cache_size = -2000000; pragma synchronous = off; pragma wal_autocheckpoint = 0");
        await RunAsync(connection, "insert into directory (tenant, id, name, source, created_at, content_hash) values (@a, @b, 'Large', 'jumpcloud', 0, @c)", Tenant, Id, new byte[16]);
        await RunAsync(connection, "insert into directory_count (tenant, directory, what, n) values (@a, @b, 'user', @c)", Tenant, Directory, (long)users);
        await RunAsync(connection, "insert into cause (tenant, cause, kind, id) values (@a, @b, 1, @c)", Tenant, 1L, Guid.CreateVersion7());
        await RunAsync(connection, "update tenant set sequence = @b, sequence_at = 1, next_key = @b where tenant = @a", Tenant, users + 2L);
        await FillAsync(connection, "resource", "tenant, resource, directory, kind, state, remote_id, id, version, observed, active, raw_hash, hash", n =>
            [Tenant, Key(n), Directory, User, (short)1, RemoteId(n), Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(n)), Key(n), 1L, Active(n), Hash(n), Hash(n)]);
        await FillAsync(
            connection, "resource_version",
            "tenant, resource, from_seq, directory, kind, hash, name, email, status, source_status, active, f_name, f_user_name, f_email, f_external_id, attributes, raw", n =>
            [
                Tenant, Key(n), Key(n), Directory, User, Hash(n), Name(n), $"{Login(n)}@example.com", Active(n) ? "enabled" : "disabled", Active(n) ? "ACTIVATED" : "SUSPENDED", Active(n),
                Name(n).ToLowerInvariant(), Login(n), $"{Login(n)}@example.com", n % 2 == 0 ? $"e{n}" : null, Attributes(n), Encoding.UTF8.GetBytes(Attributes(n)),
            ]);
        await FillAsync(connection, "resource_email", "tenant, directory, kind, f_email, resource, from_seq", n =>
            n % 10 == 0 ? [Tenant, Directory, User, $"{Login(n)}@home.example.com", Key(n), Key(n)] : null);
        await FillAsync(connection, "change", "tenant, seq, at, directory, op, kind, resource, cause", n => [Tenant, Key(n), 1_790_000_000_000 + n, Directory, (short)1, User, Key(n), 1L]);
        await RunAsync(connection, hub.Database is null ? "pragma wal_checkpoint(truncate)" : "vacuum analyze");
    }

    private static long Key(int n) => n + 2L;

    private static bool Active(int n) => n % 40 != 0;

    private static byte[] Hash(int n) => [.. BitConverter.GetBytes(n), .. new byte[12]];

    // Multiplied by something odd, so that names and ids have another order than keys.
    private static uint Mixed(int n, uint by) => unchecked((uint)n * by);

    private static string RemoteId(int n) => string.Create(CultureInfo.InvariantCulture, $"{0x5f000000 + Mixed(n, 2654435761) % 0x10000000:x8}{n:x16}");

    private static string Part(uint mixed) => string.Concat(Syllables[mixed % 20], Syllables[mixed / 20 % 20], mixed % 3 == 0 ? Syllables[mixed / 400 % 20] : "");

    private static string First(int n) => Part(Mixed(n, 2654435761) >> 7);

    private static string Last(int n) => Part(Mixed(n, 2246822519) >> 5);

    private static string Login(int n) => string.Create(CultureInfo.InvariantCulture, $"{First(n)}.{Last(n)}{n}");

    private static string Name(int n) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase($"{First(n)} {Last(n)}");

    private static string Attributes(int n) =>
        $$"""{"userName":"{{Login(n)}}","displayName":"{{Name(n)}}","externalId":"e{{n}}","active":{{(Active(n) ? "true" : "false")}},"emails":[{"value":"{{Login(n)}}@example.com","primary":true}{{(n % 10 == 0 ? $",{{\"value\":\"{Login(n)}@home.example.com\"}}" : "")}}],"title":"Keeper {{n % 977}}"{{Filler}}}""";

    private async Task FillAsync(DbConnection connection, string table, string columns, Func<int, object?[]?> row)
    {
        if (connection is NpgsqlConnection postgres)
        {
            await using var writer = await postgres.BeginBinaryImportAsync($"copy {table} ({columns}) from stdin (format binary)");
            for (var n = 0; n < users; n++)
                if (row(n) is { } values) await writer.WriteRowAsync(default, [.. values.Select(value => value ?? DBNull.Value)]);
            await writer.CompleteAsync();
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var names = columns.Split(", ");
        command.CommandText = $"insert into {table} ({columns}) values ({string.Join(", ", names.Select(name => "@" + name))})";
        foreach (var name in names) Add(command, name, null);
        for (var n = 0; n < users; n++)
        {
            if (row(n) is not { } values) continue;
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static async Task RunAsync(DbConnection connection, string sql, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        for (var i = 0; i < values.Length; i++) Add(command, ((char)('a' + i)).ToString(), values[i]);
        await command.ExecuteNonQueryAsync();
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
