using Jumpgate.Server.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jumpgate.Server.Tests.Data;

public sealed class StoreFaultTests
{
    private static readonly Cause Cause = new(CauseKind.System, null);

    [Fact]
    public async Task A_full_disk_is_told_as_such_and_writing_goes_on_when_there_is_room_again()
    {
        if (StoreFixture.Postgres) return;
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await LimitAsync(fixture, pages: 1);
        var full = await Should.ThrowAsync<StoreUnavailableException>(() => FillAsync(fixture, tenant));
        full.Message.ShouldContain("full");
        await LimitAsync(fixture, pages: 1_000_000);
        await FillAsync(fixture, tenant);
        await CheckAsync(fixture, tenant, changes: 40);
    }

    [Fact]
    public async Task A_database_that_goes_away_and_comes_back_costs_only_the_requests_of_the_meantime()
    {
        if (!StoreFixture.Postgres) return;
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await FillAsync(fixture, tenant);
        var cut = await Should.ThrowAsync<StoreUnavailableException>(() => fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause);
            await TerminateAsync(scope);
            await scope.Sql.ScalarAsync<long>("select count(*) from change where tenant = @tenant");
        }));
        cut.Message.ShouldContain("does not answer");
        await FillAsync(fixture, tenant);
        await CheckAsync(fixture, tenant, changes: 80);
    }

    [Fact]
    public async Task A_reading_statement_that_takes_too_long_is_ended()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await using var impatient = new Store(fixture.NewDialect(), new StoreOptions { Data = fixture.Folder, ReadTimeoutSeconds = 1 });
        await using (var read = await impatient.ReadAsync(tenant))
        {
            await Should.ThrowAsync<StatementTimeoutException>(async () => await read.Sql.ScalarAsync<long>(
                """
                with recursive slow(n) as (select 1 union all select n + 1 from slow where n < 2000000000)
                select count(*) from slow where n <> (select tenant from tenant where tenant = @tenant)
                """));
        }

        await using var after = await impatient.ReadAsync(tenant);
        (await after.Sql.ScalarAsync<long>("select count(*) from tenant where tenant = @tenant")).ShouldBe(1);
    }

    private static Task FillAsync(StoreFixture fixture, TenantId tenant) => fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
    {
        for (var i = 0; i < 40; i++) await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, Cause, note: new string('x', 4000));
    });

    private static async Task CheckAsync(StoreFixture fixture, TenantId tenant, int changes)
    {
        await using var read = await fixture.Store.ReadAsync(tenant);
        (await read.Sql.QueryAsync("select seq from change where tenant = @tenant order by seq", row => row.GetInt64(0)))
            .ShouldBe(Enumerable.Range(1, changes).Select(seq => (long)seq));
    }

    private static async Task LimitAsync(StoreFixture fixture, int pages)
    {
        // A database that may not grow answers as one on a full disk does.
        await using var connection = await fixture.Store.Dialect.OpenWriterAsync(default);
        await using var command = ((SqliteConnection)connection.Connection).CreateCommand();
        command.CommandText = $"pragma max_page_count = {pages}";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task TerminateAsync(WriteScope scope)
    {
        var process = ((NpgsqlConnection)scope.DbConnection).ProcessID;
        await using var source = NpgsqlDataSource.Create(StoreFixture.Server);
        await using var command = source.CreateCommand($"select pg_terminate_backend({process})");
        await command.ExecuteNonQueryAsync();
    }
}
