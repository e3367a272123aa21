using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>A statement over rows: prepared once per connection, run once per row with the row's values bound.</summary>
internal sealed partial class SqliteRows(SqliteStatement prepared) : IDisposable
{
    public static SqliteRows Prepare(SqliteConnection connection, string text, SqlRows rows) => new(SqliteStatement.Prepare(connection, Expand(text, rows)));

    public void Run(TenantId tenant, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, Action<DbDataReader>? read)
    {
        var statement = prepared.Bind(tenant, args);
        var binders = rows.Columns.Select(column => Binder(statement, prepared.IndexOf(column.Name), column.Values)).ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var bind in binders) bind(row);
            prepared.Run(read);
        }
    }

    public void Dispose() => prepared.Dispose();

    private static Action<int> Binder(sqlite3_stmt statement, int index, Array values)
    {
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
            Guid[] guids => row => raw.sqlite3_bind_text(statement, index, SqliteStatement.Text(guids[row])),
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
