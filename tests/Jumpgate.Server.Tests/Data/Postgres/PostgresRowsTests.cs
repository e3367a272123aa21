using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data.Postgres;

public sealed class PostgresRowsTests
{
    /// <summary>The statistics know nothing of the newer run: the planner takes its rows for one, and likes to begin with them.</summary>
    [Fact]
    public async Task An_update_over_rows_reads_no_others_whatever_the_statistics_say()
    {
        if (!StoreFixture.Postgres) return;
        const int All = 4000, Some = 100;
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await InsertAsync(scope.Sql, 1);
            await scope.Sql.ExecuteAsync("analyze stage_resource /* @tenant */");
            await InsertAsync(scope.Sql, 2);
            var before = await ReadAsync(scope.Sql);
            await scope.Sql.ForEachAsync(
                """
                {update stage_resource set op = 0
                where stage_resource.tenant = @tenant and stage_resource.run = @run and stage_resource.kind = x.kind and stage_resource.resource = x.resource}
                """,
                new SqlRows().Add("kind", Enumerable.Repeat((short)1, Some).ToArray()).Add("resource", Enumerable.Range(1, Some).Select(n => (long)n).ToArray()),
                default, ("run", 2L));
            (await scope.Sql.ScalarAsync<long>("select count(*) from stage_resource where tenant = @tenant and op = 0")).ShouldBe(Some);
            (await ReadAsync(scope.Sql) - before - All * 2).ShouldBeLessThanOrEqualTo(Some * 2, "rows read by the update");
        });

        static ValueTask InsertAsync(TenantSql sql, long run) => sql.ForEachAsync(
            "insert into stage_resource (tenant, run, kind, resource, tick, op) select @tenant, @run, 1, x.resource, 1, 2 from {rows} x",
            new SqlRows().Add("resource", Enumerable.Range(1, All).Select(n => (long)n).ToArray()), default, ("run", run));

        static async ValueTask<long> ReadAsync(TenantSql sql) => await sql.ScalarAsync<long>(
            "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relname = 'stage_resource' and @tenant > 0");
    }
}
