using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jumpgate.Server.Data.Sqlite;

/// <summary>A connection that ends a statement of its own accord when it runs too long or its caller has gone.</summary>
internal sealed class SqliteStoreConnection : StoreConnection
{
    /// <summary>Instructions of SQLite's machine between two looks at the clock: about a millisecond.</summary>
    private const int Stride = 20_000;
    private long latest = long.MaxValue;
    private CancellationToken caller;

    public SqliteStoreConnection(SqliteConnection connection, Func<StoreConnection, ValueTask> giveBack)
        : base(connection, keepStatements: true, giveBack)
    {
        raw.sqlite3_progress_handler(connection.Handle!, Stride, static state => ((SqliteStoreConnection)state).IsOver ? 1 : 0, this);

        // Else a statement that could use a partial index is planned anew whenever a value is bound to it.
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
    }

    private bool IsOver => caller.IsCancellationRequested || (latest != long.MaxValue && Stopwatch.GetTimestamp() > latest);

    /// <summary>The statement as it was prepared on this connection.</summary>
    public SqliteStatement Statement(string text) => Keep(text, (Connection: (SqliteConnection)Connection, text), static a => SqliteStatement.Prepare(a.Connection, a.text));

    /// <summary>Bounds what runs until <see cref="Unlimited"/>.</summary>
    public void Limit(TimeSpan? timeout, CancellationToken ct) =>
        (latest, caller) = (timeout is { } time ? Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue, ct);

    public void Unlimited() => (latest, caller) = (long.MaxValue, default);
}
