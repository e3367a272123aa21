using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>A statement over rows: prepared once, run once per row with the row's values as parameters.</summary>
internal static class SqliteRows
{
    public static void Run(TenantSql sql, string text, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args, Action<DbDataReader>? read)
    {
        var command = sql.Command(Expand(text, rows), args);
        try
        {
            var first = command.Parameters.Count;
            foreach (var (name, _) in rows.Columns) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            for (var i = 0; i < rows.Count; i++)
            {
                for (var c = 0; c < rows.Columns.Count; c++)
                    command.Parameters[first + c].Value = rows.Columns[c].Values.GetValue(i) ?? DBNull.Value;
                if (read is null)
                {
                    command.ExecuteNonQuery();
                    continue;
                }

                using var reader = command.ExecuteReader();
                while (reader.Read()) read(reader);
            }
        }
        finally
        {
            sql.Connection.Return(command);
        }
    }

    private static string Expand(string text, SqlRows rows)
    {
        var table = new StringBuilder("(select ");
        foreach (var (name, _) in rows.Columns)
            table.Append(table.Length > 8 ? ", " : "").Append('@').Append(name).Append(" as ").Append(name);
        return text.Replace("{rows}", table.Append(')').ToString(), StringComparison.Ordinal);
    }
}
