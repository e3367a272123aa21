using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Jumpgate.Server.Tenancy;

/// <summary>The tenants of this install.</summary>
public sealed class TenantCatalog(Store store, WriteQueue queue)
{
    public const string DefaultName = "default";

    /// <summary>By public id or by name; null: no such tenant.</summary>
    public async Task<TenantRow?> FindAsync(string idOrName, CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        return Guid.TryParse(idOrName, out var id)
            ? await db.Tenants.SingleOrDefaultAsync(row => row.Id == id, cancellation)
            : await db.Tenants.SingleOrDefaultAsync(row => row.Name == idOrName, cancellation);
    }

    public async Task<TenantRow> GetAsync(TenantId tenant, CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        return await db.Tenants.SingleAsync(row => row.Tenant == tenant, cancellation);
    }

    public async Task<Dictionary<TenantId, string>> NamesAsync(CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        return await db.Tenants.ToDictionaryAsync(row => row.Tenant, row => row.Name, cancellation);
    }

    /// <summary>The one tenant of an install that has only one; else null.</summary>
    public async Task<TenantId?> OnlyAsync(CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        var first = await db.Tenants.OrderBy(row => row.Tenant).Select(row => row.Tenant).Take(2).ToListAsync(cancellation);
        return first is [var only] ? only : null;
    }

    public async Task<List<TenantRow>> ListAsync(TenantId? only, PageRequest page, CancellationToken cancellation)
    {
        await using var db = store.Db(new CurrentTenant());
        var rows = db.Tenants;
        if (only is { } one) rows = rows.Where(row => row.Tenant == one);
        if (page.After is { } after && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id.CompareTo(last) > 0);
        return await rows.OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellation);
    }

    /// <summary>Makes a tenant; null: the name is taken.</summary>
    public Task<TenantRow?> CreateAsync(string who, string name, CancellationToken cancellation) =>
        queue.WriteAsync(default, WritePriority.Interactive, async scope =>
        {
            if (await scope.Sql.ScalarAsync<long>("select count(*) from tenant where name = @name and @tenant = 0", default, ("name", name)) > 0) return null;
            var row = new TenantRow
            {
                Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now)),
                Name = name,
                CreatedAt = scope.Now,
                HistoryFrom = 1,
            };
            row.Tenant = new TenantId(await scope.Sql.ScalarAsync<int>(
                "insert into tenant (id, name, created_at) select @id, @name, @now where @tenant = 0 returning tenant",
                default, ("id", row.Id), ("name", name), ("now", scope.Now)));
            await scope.AuditPlainAsync(row.Tenant, who, "tenant.create", row.Id.ToString(), name);
            return row;
        }, cancellation);
}
