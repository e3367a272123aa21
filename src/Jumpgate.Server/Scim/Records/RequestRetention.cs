using Jumpgate.Server.Data;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Scim.Records;

/// <summary>Forgets records of requests that are older than the install keeps.</summary>
internal sealed class RequestRetention(Store store, WriteQueue queue, IOptions<ScimOptions> options, TimeProvider time)
{
    private const int Slice = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        var until = time.GetUtcNow().AddDays(-options.Value.RecordDays);
        List<(int Tenant, int Directory)> directories;
        await using (var read = await store.ReadAsync(default, ct))
        {
            directories = await read.Sql.QueryAsync(
                "select tenant, directory from scim_directory where @tenant = 0 order by tenant, directory", row => (row.GetInt32(0), row.GetInt32(1)), ct);
        }

        foreach (var (tenant, directory) in directories)
        {
            (string, object?) which = ("directory", directory);
            while (await queue.WriteAsync(new TenantId(tenant), WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
                """
                delete from scim_request where tenant = @tenant and directory = @directory and id in (
                  select id from scim_request where tenant = @tenant and directory = @directory and id < @until order by id limit @slice)
                """,
                default, which, ("until", RequestSearch.IdOf(until)), ("slice", (long)Slice)), ct) > 0) ct.ThrowIfCancellationRequested();
            await queue.WriteAsync(new TenantId(tenant), WritePriority.Bulk, scope => scope.Sql.ExecuteAsync(
                "delete from scim_read where tenant = @tenant and directory = @directory and hour < @hour", default, which, ("hour", until.ToUnixTimeMilliseconds() / 3_600_000)), ct);
        }
    }
}
