using System.Text;
using Npgsql;

namespace Jumpgate.Server.Tests;

/// <summary>Searches everything a server keeps for a text: files of its folder, tables of its database.</summary>
public static class StoredText
{
    public static async Task ShouldNotHoldAsync(JumpgateHost hub, params string[] secrets)
    {
        foreach (var (place, bytes) in await ReadAsync(hub))
        {
            foreach (var secret in secrets.Select(Encoding.UTF8.GetBytes))
            {
                Holds(bytes, secret).ShouldBeFalse($"{place} holds a secret");
                Holds(bytes, Encoding.UTF8.GetBytes(Convert.ToBase64String(secret))).ShouldBeFalse($"{place} holds a secret as base64");
                Holds(bytes, Encoding.UTF8.GetBytes(Convert.ToHexStringLower(secret))).ShouldBeFalse($"{place} holds a secret as bytes");
            }
        }
    }

    private static bool Holds(byte[] bytes, byte[] secret) => bytes.AsSpan().IndexOf(secret) >= 0;

    private static async Task<List<(string Place, byte[] Bytes)>> ReadAsync(JumpgateHost hub)
    {
        List<(string, byte[])> found = [];
        var files = System.IO.Directory.Exists(hub.DataDirectory)
            ? System.IO.Directory.EnumerateFiles(hub.DataDirectory, "*", System.IO.SearchOption.AllDirectories)
            : [];
        foreach (var file in files)
        {
            // Held by the server, and empty.
            if (file.EndsWith(".lock", StringComparison.Ordinal)) continue;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            found.Add((file, copy.ToArray()));
        }

        if (hub.Database is not null) found.AddRange(await TablesAsync(hub.Database));
        found.ShouldNotBeEmpty();
        return found;
    }

    private static async Task<List<(string, byte[])>> TablesAsync(string database)
    {
        List<(string, byte[])> found = [];
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        List<string> tables = [];
        await using (var names = new NpgsqlCommand("select table_name from information_schema.tables where table_schema = 'public'", connection))
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        foreach (var table in tables)
        {
            var text = new StringBuilder();
            using var rows = await connection.BeginTextExportAsync($"copy \"{table}\" to stdout");
            text.Append(await rows.ReadToEndAsync());
            found.Add((table, Encoding.UTF8.GetBytes(text.ToString())));
        }

        return found;
    }
}
