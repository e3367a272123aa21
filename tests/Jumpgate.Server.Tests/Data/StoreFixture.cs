using Jumpgate.Server.Data;
using Jumpgate.Server.Data.Postgres;
using Jumpgate.Server.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jumpgate.Server.Tests.Data;

/// <summary>A store of its own for one test: a SQLite file in a new folder, or a new PostgreSQL database, as JUMPGATE_TEST_STORE says.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly string folder;
    private readonly string? database;
    private int names;

    private StoreFixture(string folder, string? database)
    {
        (this.folder, this.database) = (folder, database);
        Store = NewStore();
        Queue = NewQueue(Store);
    }

    public static bool Postgres => Environment.GetEnvironmentVariable("JUMPGATE_TEST_STORE") == "postgres";

    public static string Server => Environment.GetEnvironmentVariable("JUMPGATE_TEST_POSTGRES")
        ?? throw new InvalidOperationException("JUMPGATE_TEST_POSTGRES names the PostgreSQL server of the tests.");

    public Store Store { get; private set; }

    public WriteQueue Queue { get; private set; }

    public ChangeSignal Signal { get; } = new();

    public Epoch Epoch => new(Queue);

    public string Folder => folder;

    public static async Task<StoreFixture> CreateAsync(bool migrate = true)
    {
        string? database = null;
        if (Postgres)
        {
            database = "jumpgate_data_" + Guid.NewGuid().ToString("n");
            await AdministerAsync($"create database {database}");
        }

        var fixture = new StoreFixture(System.IO.Directory.CreateTempSubdirectory("jumpgate-store-").FullName, database);
        if (migrate) await fixture.Store.OpenAsync();
        return fixture;
    }

    /// <summary>Another server on the same store.</summary>
    public Store NewStore() => new(NewDialect(), new StoreOptions { Data = folder });

    public IStoreDialect NewDialect() => database is null
        ? new SqliteDialect(folder)
        : new PostgresDialect(new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ConnectionString);

    public WriteQueue NewQueue(Store store) => new(store, TimeProvider.System, Signal, NullLogger<WriteQueue>.Instance);

    /// <summary>As after a restart: nothing is left in memory.</summary>
    public async Task RestartAsync()
    {
        await Store.DisposeAsync();
        Store = NewStore();
        await Store.OpenAsync();
        Queue = NewQueue(Store);
    }

    public async Task<TenantId> NewTenantAsync()
    {
        var name = "tenant " + ++names;
        var tenant = await Queue.WriteAsync(default, WritePriority.Interactive, async scope => await scope.Sql.ScalarAsync<long>(
            "insert into tenant (id, name, created_at) select @id, @name, @at where @tenant = 0 returning tenant",
            default, ("id", Guid.NewGuid()), ("name", name), ("at", scope.Now)));
        return new TenantId((int)tenant);
    }

    public async Task<DirectoryKey> NewDirectoryAsync(TenantId tenant)
    {
        var directory = await Queue.WriteAsync(tenant, WritePriority.Interactive, async scope => await scope.Sql.ScalarAsync<long>(
            "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, 'directory', 'jumpcloud', @at, @hash) returning directory",
            default, ("id", Guid.NewGuid()), ("at", scope.Now), ("hash", new byte[16])));
        return new DirectoryKey((int)directory);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (database is not null) await AdministerAsync($"drop database {database} with (force)");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task AdministerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
