using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory;

/// <summary>The content hash of a directory from its rows alone: must equal what is kept in the directory's row.</summary>
internal static class RecomputedHash
{
    /// <summary>As the directory shows it.</summary>
    public static async Task<string> OfAsync(JumpgateHost hub, Guid id)
    {
        var store = hub.Services.GetRequiredService<Store>();
        await using var read = await store.ReadAsync(default);
        var (tenant, directory) = (await read.Sql.QueryAsync(
            "select tenant, directory from directory where id = @id and @tenant = 0", row => (new TenantId(row.GetInt32(0)), new DirectoryKey(row.GetInt32(1))), default, ("id", id)))[0];
        return Hash128.ToText(await OfAsync(store, tenant, directory));
    }

    public static async Task<UInt128> OfAsync(Store store, TenantId tenant, DirectoryKey directory)
    {
        await using var read = await store.SnapshotAsync(tenant, default);
        UInt128 sum = 0;
        await foreach (var hash in read.Sql.StreamAsync(
            "select kind, remote_id, hash from resource where tenant = @tenant and directory = @directory and state = 1",
            row => ContentHash.Resource((ResourceKind)row.GetInt16(0), row.GetString(1), Hash128.FromBytes(row.GetFieldValue<byte[]>(2))),
            default, ("directory", directory.Value))) sum = unchecked(sum + hash);
        await foreach (var hash in read.Sql.StreamAsync(
            """
            select e.kind, e.from_kind, f.remote_id, e.to_kind, t.remote_id from edge e
            join resource f on f.tenant = @tenant and f.resource = e.from_resource
            join resource t on t.tenant = @tenant and t.resource = e.to_resource
            where e.tenant = @tenant and e.directory = @directory and e.to_seq is null
            """,
            row => ContentHash.Edge((EdgeKind)row.GetInt16(0), (ResourceKind)row.GetInt16(1), row.GetString(2), (ResourceKind)row.GetInt16(3), row.GetString(4)),
            default, ("directory", directory.Value))) sum = unchecked(sum + hash);
        return sum;
    }
}
