using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

public sealed class EpochTests
{
    [Fact]
    public async Task A_run_that_was_overtaken_can_not_write_any_more()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var organization = new OrganizationKey(1);
        var first = await fixture.Epoch.TakeAsync(tenant, organization, "sync");
        (await fixture.Epoch.TakeAsync(tenant, organization, "refresh")).ShouldBe(1);
        await WriteAsync(fixture, tenant, organization, first);

        var second = await fixture.Epoch.TakeAsync(tenant, organization, "sync");
        second.ShouldBeGreaterThan(first);
        await WriteAsync(fixture, tenant, organization, first).ShouldThrowAsync<StaleEpochException>();
        await WriteAsync(fixture, tenant, organization, second);

        await using var read = await fixture.Store.ReadAsync(tenant);
        (await read.Sql.ScalarAsync<long>("select count(*) from change where tenant = @tenant")).ShouldBe(2);
    }

    private static Task WriteAsync(StoreFixture fixture, TenantId tenant, OrganizationKey organization, long epoch) =>
        fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await fixture.Epoch.CheckAsync(scope, tenant, organization, "sync", epoch);
            await scope.Changes.AddAsync(ChangeOp.OrganizationUpdated, new Cause(CauseKind.System, null));
        });
}
