using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Jumpgate.Server.Data.Postgres;

/// <summary>A statement over rows: one statement, the rows as arrays through <c>unnest</c>.</summary>
internal static partial class PostgresRows
{
    /// <summary>Leaves a statement for <see cref="StoreConnection.SettleAsync"/>, everything bound.</summary>
    public static DbBatchCommand Later(TenantSql sql, string text, SqlRows? rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        var positional = PostgresText.Of(text, rows is null ? null : source => Expand(source, rows));
        var command = sql.Connection.Later(positional.Sql);
        foreach (var name in positional.Names) command.Parameters.Add(Parameter(name, sql.Tenant, rows, args));
        return command;
    }

    public static void Insert(TenantSql sql, string table, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        string[] same = ["tenant", .. args.Select(arg => arg.Name)], each = [.. rows.Columns.Select(column => column.Name)];
        Later(
            sql,
            $"insert into {table} ({string.Join(", ", same.Concat(each))}) select {string.Join(", ", same.Select(name => "@" + name).Concat(each.Select(name => "x." + name)))} from {{rows}} x",
            rows, args);
    }

    /// <summary>Reads what a statement answers; what waits goes before it, on the same way to the database.</summary>
    /// <param name="rows">Null: the statement has none.</param>
    public static async ValueTask ReadAsync(
        TenantSql sql, string text, SqlRows? rows, IReadOnlyList<(string Name, object? Value)> args, Action<DbDataReader> read, int most, CancellationToken ct)
    {
        using var limit = sql.Limit(ct);
        await sql.Connection.SettleAsync(exceptBatch: true);
        Later(sql, text, rows, args);
        await using var batch = sql.Connection.TakeBatch();
        await using var reader = await batch.ExecuteReaderAsync(limit.Token);
        while (most-- > 0 && await reader.ReadAsync(limit.Token)) read(reader);
    }

    /// <summary>A look-up that the planner may not turn around: <c>offset 0</c> keeps it a query of its own, run with all its keys for each row.</summary>
    [GeneratedRegex(@"\{join (\w+) (\w+) on ([^{}]+)\}")]
    private static partial Regex LookUp();

    /// <summary>A change of rows found as <see cref="LookUp"/> finds them, by their address: by keys the planner may begin with the table here too.</summary>
    [GeneratedRegex(@"\{update (\w+) set ([^{}]+?)\s+where ([^{}]+)\}")]
    private static partial Regex Change();

    private static NpgsqlParameter Parameter(string name, TenantId tenant, SqlRows? rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        if (name == "tenant") return new NpgsqlParameter<int> { TypedValue = tenant.Value };
        foreach (var (given, value) in args)
            if (given == name) return new NpgsqlParameter { Value = value ?? DBNull.Value };
        foreach (var (given, values) in rows?.Columns ?? [])
            if (given == name) return new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | TypeOf(values) };
        throw new InvalidOperationException($"Nothing was given for @{name}.");
    }

    private static NpgsqlDbType TypeOf(Array values) => values switch
    {
        long[] or long?[] => NpgsqlDbType.Bigint,
        int?[] => NpgsqlDbType.Integer,
        short[] or short?[] => NpgsqlDbType.Smallint,
        bool[] => NpgsqlDbType.Boolean,
        Guid[] => NpgsqlDbType.Uuid,
        string[] => NpgsqlDbType.Text,
        byte[][] => NpgsqlDbType.Bytea,
        _ => throw new ArgumentException($"No column type for {values.GetType()}."),
    };

    private static string Expand(string text, SqlRows rows)
    {
        var table = new StringBuilder("(select * from unnest(");
        var names = new StringBuilder();
        foreach (var (name, _) in rows.Columns)
        {
            table.Append(names.Length > 0 ? ", @" : "@").Append(name);
            names.Append(names.Length > 0 ? ", " : "").Append(name);
        }

        // Always true, and taken by the planner for one row in 200, twice: it then goes from the rows to the tables by their keys, never the
        // other way round, which it likes to do while a growing table has no statistics.
        var first = rows.Columns[0].Name;
        table.Append(") u(").Append(names).Append(") where num_nulls(null::int, u.").Append(first).Append(") - num_nulls(u.").Append(first)
            .Append(") = 1 and num_nulls(null::int, null::int, u.").Append(first).Append(") - num_nulls(u.").Append(first).Append(") = 2)");
        text = Change().Replace(text, change =>
        {
            var target = change.Groups[1].Value;
            var keys = change.Groups[3].Value.Replace(target + ".", "k.", StringComparison.Ordinal);
            return $"update {target} set {change.Groups[2].Value} from {{rows}} x"
                + $" join lateral (select k.ctid as address from {target} k where {keys} offset 0) k on true where {target}.ctid = k.address";
        });
        return LookUp().Replace(text.Replace("{rows}", table.ToString(), StringComparison.Ordinal), "join lateral (select * from $1 $2 where $3 offset 0) $2 on true");
    }
}
