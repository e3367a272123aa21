namespace Jumpgate.Server.Data;

/// <summary>
/// The fence against a run that was overtaken: a run takes the next epoch at its start, every transaction of it checks that
/// none newer was taken. A frozen node that wakes up can then no longer write.
/// </summary>
public sealed class Epoch(WriteQueue queue)
{
    public Task<long> TakeAsync(TenantId tenant, OrganizationKey organization, string kind, CancellationToken ct = default) =>
        queue.WriteAsync(tenant, WritePriority.Interactive, scope => scope.Sql.ScalarAsync<long>(
            """
            insert into epoch (tenant, organization, kind, epoch) values (@tenant, @organization, @kind, 1)
            on conflict (tenant, organization, kind) do update set epoch = epoch.epoch + 1 returning epoch
            """,
            default, ("organization", organization.Value), ("kind", kind)), ct);

    /// <exception cref="StaleEpochException">A newer run has begun.</exception>
    public async ValueTask CheckAsync(WriteScope scope, TenantId tenant, OrganizationKey organization, string kind, long epoch)
    {
        if (tenant != scope.Tenant) throw new InvalidOperationException("The scope belongs to another tenant.");
        var current = await scope.Sql.ScalarAsync<long>(
            $"select epoch from epoch where tenant = @tenant and organization = @organization and kind = @kind {scope.Sql.Dialect.ForUpdate}",
            default, ("organization", organization.Value), ("kind", kind));
        if (current != epoch) throw new StaleEpochException(kind, epoch, current);
    }
}
