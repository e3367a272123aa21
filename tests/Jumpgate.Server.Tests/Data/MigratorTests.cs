using System.Text.RegularExpressions;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

public sealed partial class MigratorTests
{
    /// <summary>Tables that belong to the install, not to a tenant.</summary>
    private static readonly string[] OfTheInstall = ["schema_version", "protection_key", "read_tick", "sqlite_stat1", "sqlite_stat4", "sqlite_sequence"];

    [Fact]
    public async Task An_empty_database_gets_the_newest_schema_and_a_second_start_changes_nothing()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        await new Migrator(fixture.Store.Dialect).RunAsync();
        await using var connection = await fixture.Store.Dialect.OpenForMigrationAsync(default);
        (await Migrator.VersionAsync(connection)).ShouldBe(new Migrator(fixture.Store.Dialect).Newest);
    }

    [Fact]
    public async Task Steps_are_taken_from_the_previous_version_each_in_a_transaction()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var steps = SchemaStep.Of(fixture.Store.Dialect.Name).ToList();
        var next = steps[^1].Number + 1;
        steps.Add(new SchemaStep(next, "planets", "create table planet (name text primary key); insert into planet (name) values ('earth')"));
        var broken = new SchemaStep(next + 1, "broken", "create table moon (name text); insert into nowhere values (1)");
        await Should.ThrowAsync<System.Data.Common.DbException>(() => new Migrator(fixture.Store.Dialect, [.. steps, broken]).RunAsync());

        await using var connection = await fixture.Store.Dialect.OpenForMigrationAsync(default);
        (await Migrator.VersionAsync(connection)).ShouldBe(next);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from planet";
        Convert.ToInt64(await command.ExecuteScalarAsync(), null).ShouldBe(1);
        command.CommandText = "create table moon (name text)";
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task The_events_a_log_holds_before_feeds_are_counted_by_type()
    {
        await using var fixture = await StoreFixture.CreateAsync(migrate: false);
        var before = SchemaStep.Of(fixture.Store.Dialect.Name).Where(step => step.Number < 6).ToList();
        await new Migrator(fixture.Store.Dialect, before).RunAsync();
        var given = StoreFixture.Postgres ? "overriding system value" : "";
        await RunAsync(
            $"""
            insert into tenant (tenant, id, name, created_at) {given} values (77, '00000000-0000-7000-8000-000000000077', 'old', 1);
            insert into organization (tenant, organization, id, directory, name, type, region, remote_id, method, connected_at, shard) {given}
            values (77, 7, '00000000-0000-7000-8000-000000000078', 1, 'Old', 'test', 'us', 'x', 'api_key', 1, 1);
            insert into event (tenant, organization, position, id, type, at, received_at, raw) values
              (77, 7, 1, 'a', 'sso_auth', 10, 10, '1'), (77, 7, 2, 'b', 'sso_auth', 30, 30, '1'), (77, 7, 3, 'c', null, 20, 20, '1'), (77, 8, 1, 'd', 'sso_auth', 20, 20, '1');
            """);
        await new Migrator(fixture.Store.Dialect).RunAsync();

        await using var connection = await fixture.Store.Dialect.OpenForMigrationAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "select organization, type, n, last_at from event_count where tenant = 77 order by type";
        await using var reader = await command.ExecuteReaderAsync();
        List<(int, string, long, long)> counted = [];
        while (await reader.ReadAsync()) counted.Add((reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        counted.ShouldBe([(7, "", 1, 20), (7, "sso_auth", 2, 30)]);

        async Task RunAsync(string sql)
        {
            // Closed again: who holds one holds the lock that the migrator waits for.
            await using var own = await fixture.Store.Dialect.OpenForMigrationAsync(default);
            await using var run = own.CreateCommand();
            run.CommandText = sql;
            await run.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_what_to_do()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var steps = SchemaStep.Of(fixture.Store.Dialect.Name);
        await new Migrator(fixture.Store.Dialect, [.. steps, new SchemaStep(999, "later", "create table later (n integer)")]).RunAsync();
        var refused = await Should.ThrowAsync<StoreRefusedException>(() => new Migrator(fixture.Store.Dialect).RunAsync());
        refused.Message.ShouldContain("999");
        refused.Message.ShouldContain("newer Jumpgate");
    }

    [Fact]
    public async Task A_second_server_on_one_folder_is_refused_with_what_to_do()
    {
        if (StoreFixture.Postgres) return;
        await using var fixture = await StoreFixture.CreateAsync();
        await using var second = fixture.NewStore();
        (await Should.ThrowAsync<StoreRefusedException>(() => second.OpenAsync())).Message.ShouldContain("--data");
        await fixture.Store.DisposeAsync();
        await second.OpenAsync();
    }

    [Fact]
    public void Both_stores_have_the_same_tables_and_columns()
    {
        static Dictionary<string, string[]> Shape(string store) => SchemaStep.Of(store)
            .SelectMany(step => Table().Matches(step.Sql))
            .ToDictionary(table => table.Groups[1].Value, table => table.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(' ')[0]).Where(word => word is not ("primary" or "unique" or "foreign")).ToArray());

        var (sqlite, postgres) = (Shape("Sqlite"), Shape("Postgres"));
        sqlite.Keys.Except(postgres.Keys).ShouldBe(["read_tick"]);
        postgres.Keys.Except(sqlite.Keys).ShouldBeEmpty();
        foreach (var (table, columns) in postgres) sqlite[table].ShouldBe(columns, table);
    }

    [Fact]
    public async Task Every_table_of_a_tenant_has_a_key_or_index_that_begins_with_it()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        await using var connection = await fixture.Store.Dialect.OpenForMigrationAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = StoreFixture.Postgres
            ? """
              select t.relname, exists (
                select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = t.oid and a.attname = 'tenant')
              from pg_class t join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and t.relkind = 'r'
              """
            : """
              select t.name, exists (
                select 1 from pragma_index_list(t.name) i join pragma_index_info(i.name) c where c.seqno = 0 and c.name = 'tenant')
                or exists (select 1 from pragma_table_info(t.name) c where c.name = 'tenant' and c.pk = 1)
              from sqlite_schema t where t.type = 'table'
              """;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> without = [], tables = [];
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
            if (!Convert.ToBoolean(reader.GetValue(1), null)) without.Add(reader.GetString(0));
        }

        tables.ShouldContain("resource_version");
        // An API key and an account may belong to the install as a whole; they are looked up by hash and by e-mail, before the tenant is known.
        without.Except(OfTheInstall).ShouldBe(["api_key", "person_account"], ignoreOrder: true);
    }

    [GeneratedRegex(@"create table (\w+) \(\n(.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Table();
}
