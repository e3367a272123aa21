using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jumpgate.Server.Tests;

/// <summary>Searches every column of every table of a store for texts.</summary>
public static class StoredRows
{
    /// <summary>Where the texts stand, as <c>table.column</c>, whatever their case.</summary>
    public static async Task<List<string>> HoldingAsync(string folder, string? database, params string[] texts)
    {
        HashSet<string> places = [];
        await using DbConnection connection = database is null
            ? new SqliteConnection($"Data Source={System.IO.Directory.EnumerateFiles(folder, "*.db").Single()};Mode=ReadOnly;Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var tables = await NamesAsync(connection, database is null
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
            : "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        tables.ShouldContain("resource_version");
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select * from \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var text = reader.GetValue(i) switch { byte[] bytes => Encoding.UTF8.GetString(bytes), var value => value.ToString() ?? "" };
                    foreach (var sought in texts)
                        if (text.Contains(sought, StringComparison.OrdinalIgnoreCase)) places.Add($"{table}.{reader.GetName(i)} holds {sought}");
                }
            }
        }

        return [.. places.Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> NamesAsync(DbConnection connection, string sql)
    {
        List<string> names = [];
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }
}
