using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>
/// A statement over rows: prepared once per connection, run once per row with the row's values bound. Goes past the ADO.NET command to
/// the library itself: at a hundred thousand rows the parameter objects cost more than the database.
/// </summary>
internal sealed partial class SqliteRows(SqliteConnection connection, sqlite3_stmt statement) : IDisposable
{
    private readonly SqliteRowReader reader = new(statement);

    public static SqliteRows Prepare(SqliteConnection connection, string text, SqlRows rows)
    {
        var code = raw.sqlite3_prepare_v2(connection.Handle!, Expand(text, rows), out var statement);
        if (code != raw.SQLITE_OK) throw Failure(connection, code);
        return new SqliteRows(connection, statement);
    }

    public void Run(TenantId tenant, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, Action<DbDataReader>? read)
    {
        raw.sqlite3_clear_bindings(statement);
        BindOne("tenant", tenant.Value);
        foreach (var (name, value) in args) BindOne(name, value);
        var binders = rows.Columns.Select(column => Binder(column.Name, column.Values)).ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var bind in binders) bind(row);
            try
            {
                int code;
                while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW) read?.Invoke(reader);
                if (code != raw.SQLITE_DONE) throw Failure(connection, code);
            }
            finally
            {
                raw.sqlite3_reset(statement);
            }
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        statement.Dispose();
    }

    private static SqliteException Failure(SqliteConnection connection, int code) =>
        new(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(connection.Handle!));

    private int Index(string name) => raw.sqlite3_bind_parameter_index(statement, "@" + name);

    private void BindOne(string name, object? value)
    {
        var index = Index(name);
        if (index == 0) return;
        switch (value)
        {
            case null: raw.sqlite3_bind_null(statement, index); break;
            case string text: raw.sqlite3_bind_text(statement, index, text); break;
            case byte[] bytes: raw.sqlite3_bind_blob(statement, index, bytes); break;
            case Guid guid: raw.sqlite3_bind_text(statement, index, Text(guid)); break;
            case bool flag: raw.sqlite3_bind_int(statement, index, flag ? 1 : 0); break;
            default: raw.sqlite3_bind_int64(statement, index, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }

    private Action<int> Binder(string name, Array values)
    {
        var index = Index(name);
        if (index == 0) return static _ => { };
        return values switch
        {
            long[] numbers => row => raw.sqlite3_bind_int64(statement, index, numbers[row]),
            short[] numbers => row => raw.sqlite3_bind_int(statement, index, numbers[row]),
            long?[] numbers => row =>
            {
                if (numbers[row] is { } number) raw.sqlite3_bind_int64(statement, index, number);
                else raw.sqlite3_bind_null(statement, index);
            }
            ,
            int?[] numbers => row =>
            {
                if (numbers[row] is { } number) raw.sqlite3_bind_int(statement, index, number);
                else raw.sqlite3_bind_null(statement, index);
            }
            ,
            short?[] numbers => row =>
            {
                if (numbers[row] is { } number) raw.sqlite3_bind_int(statement, index, number);
                else raw.sqlite3_bind_null(statement, index);
            }
            ,
            bool[] flags => row => raw.sqlite3_bind_int(statement, index, flags[row] ? 1 : 0),
            Guid[] guids => row => raw.sqlite3_bind_text(statement, index, Text(guids[row])),
            string?[] texts => row =>
            {
                if (texts[row] is { } text) raw.sqlite3_bind_text(statement, index, text);
                else raw.sqlite3_bind_null(statement, index);
            }
            ,
            byte[]?[] blobs => row =>
            {
                if (blobs[row] is { } blob) raw.sqlite3_bind_blob(statement, index, blob);
                else raw.sqlite3_bind_null(statement, index);
            }
            ,
            _ => throw new ArgumentException($"No column type for {values.GetType()}."),
        };
    }

    [GeneratedRegex(@"\{join (\w+) (\w+) on ([^{}]+)\}")]
    private static partial Regex LookUp();

    [GeneratedRegex(@"\{update (\w+) set ([^{}]+?)\s+where ([^{}]+)\}")]
    private static partial Regex Change();

    [GeneratedRegex(@"^\s*(insert|update)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    /// <summary>As the ADO.NET driver and EF Core write it.</summary>
    private static string Text(Guid guid) => guid.ToString().ToUpperInvariant();

    private static string Expand(string text, SqlRows rows)
    {
        var table = new StringBuilder("(select ");
        foreach (var (name, _) in rows.Columns)
            table.Append(table.Length > 8 ? ", " : "").Append('@').Append(name).Append(" as ").Append(name);
        text = Change().Replace(text, "update $1 set $2 from {rows} x where $3");
        // A statement that fails takes its whole request with it, so SQLite need not be able to undo the statement alone. Undoing, it would keep a
        // journal inside the request's savepoint and walk through all of it at the end of each row's statement.
        text = Verb().Replace(text, "$1 or fail");
        return LookUp().Replace(text.Replace("{rows}", table.Append(')').ToString(), StringComparison.Ordinal), "join $1 $2 on $3");
    }
}
