using Npgsql;

namespace Jumpgate.Server.Tests;

/// <summary>
/// The store a host runs on: SQLite in its data folder, or with <c>JUMPGATE_TEST_STORE=postgres</c> a database of its own
/// on the server that <c>JUMPGATE_TEST_POSTGRES</c> names.
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string _name = $"jumpgate_{Guid.NewGuid():N}";

    private TestStore(string? server) => _server = server;

    public static bool IsPostgres => string.Equals(Environment.GetEnvironmentVariable("JUMPGATE_TEST_STORE"), "postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>Connection string of the database; null: SQLite.</summary>
    public string? Database { get; private set; }

    public static async Task<TestStore> CreateAsync()
    {
        if (!IsPostgres) return new TestStore(null);
        var server = Environment.GetEnvironmentVariable("JUMPGATE_TEST_POSTGRES")
            ?? throw new InvalidOperationException("JUMPGATE_TEST_STORE=postgres needs JUMPGATE_TEST_POSTGRES, the connection string of a server.");
        var store = new TestStore(server);
        await store.RunAsync($"create database {store._name} template template0");
        store.Database = new NpgsqlConnectionStringBuilder(server) { Database = store._name, MaxPoolSize = 20 }.ConnectionString;
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is null) return;
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Database));
        await RunAsync($"drop database if exists {_name} with (force)");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A fact that is skipped on PostgreSQL, and says why.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute(string because)
    {
        if (TestStore.IsPostgres) Skip = $"not on PostgreSQL: {because}";
    }
}

/// <summary>A fact that is skipped on SQLite, and says why.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute(string because)
    {
        if (!TestStore.IsPostgres) Skip = $"on PostgreSQL only: {because}";
    }
}
