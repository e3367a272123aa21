using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>
/// A statement prepared once per connection. Goes past the ADO.NET command to the library itself: its parameter objects and asynchronous
/// layers cost more than a look-up in the database.
/// </summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt statement) : IDisposable
{
    private readonly SqliteRowReader reader = new(statement);
    private readonly Dictionary<string, int> indexes = [];

    public static SqliteStatement Prepare(SqliteConnection connection, string text)
    {
        var code = raw.sqlite3_prepare_v2(connection.Handle!, text, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(connection, statement) : throw Failure(connection, code);
    }

    /// <summary>Binds what is the same for every step; all else is null.</summary>
    public sqlite3_stmt Bind(TenantId tenant, IReadOnlyList<(string Name, object? Value)> args)
    {
        raw.sqlite3_clear_bindings(statement);
        raw.sqlite3_bind_int64(statement, IndexOf("tenant"), tenant.Value);
        foreach (var (name, value) in args)
            if (IndexOf(name) is > 0 and var index) Bind(index, value);
        return statement;
    }

    /// <summary>0: the statement has no such parameter.</summary>
    public int IndexOf(string name)
    {
        if (!indexes.TryGetValue(name, out var index)) indexes.Add(name, index = raw.sqlite3_bind_parameter_index(statement, "@" + name));
        return index;
    }

    /// <summary>Runs it with what is bound, up to its end or the row <paramref name="most"/>.</summary>
    public void Run(Action<DbDataReader>? read, int most = int.MaxValue)
    {
        try
        {
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                read?.Invoke(reader);
                if (--most == 0) return;
            }

            if (code != raw.SQLITE_DONE) throw Failure(connection, code);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>As the ADO.NET driver and EF Core write it.</summary>
    public static string Text(Guid guid) => guid.ToString().ToUpperInvariant();

    public void Dispose()
    {
        reader.Dispose();
        statement.Dispose();
    }

    private void Bind(int index, object? value)
    {
        switch (value)
        {
            case null or DBNull: raw.sqlite3_bind_null(statement, index); break;
            case string text: raw.sqlite3_bind_text(statement, index, text); break;
            case byte[] bytes: raw.sqlite3_bind_blob(statement, index, bytes); break;
            case Guid guid: raw.sqlite3_bind_text(statement, index, Text(guid)); break;
            case bool flag: raw.sqlite3_bind_int(statement, index, flag ? 1 : 0); break;
            case double number: raw.sqlite3_bind_double(statement, index, number); break;
            default: raw.sqlite3_bind_int64(statement, index, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static SqliteException Failure(SqliteConnection connection, int code) =>
        new(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(connection.Handle!));
}
