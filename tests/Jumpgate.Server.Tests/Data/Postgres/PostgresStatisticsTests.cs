using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data.Postgres;

public sealed class PostgresStatisticsTests
{
    /// <summary>The daemon of the database comes by once a minute; half of that is waited here.</summary>
    [Fact]
    public async Task A_table_that_grew_is_known_to_the_planner_soon()
    {
        if (!StoreFixture.Postgres) return;
        const int Rows = 2000;
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, scope => scope.Sql.ForEachAsync(
            "insert into stage_resource (tenant, run, kind, resource, tick, op) select @tenant, 1, 1, x.resource, 1, 2 from {rows} x",
            new SqlRows().Add("resource", Enumerable.Range(1, Rows).Select(n => (long)n).ToArray())));
        await using var read = await fixture.Store.ReadAsync(tenant);
        for (var tries = 0; tries < 150; tries++)
        {
            if (await read.Sql.ScalarAsync<float>("select reltuples from pg_class where relname = 'stage_resource' and @tenant > 0") >= Rows) return;
            await Task.Delay(200);
        }

        Assert.Fail("The planner still takes the table for what it was when it was made.");
    }
}
