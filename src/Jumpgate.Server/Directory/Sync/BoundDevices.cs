using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Devices that something is bound to in the directory now: their bindings are looked at even where the device shows none.</summary>
internal static class BoundDevices
{
    public static async Task<HashSet<string>> OfAsync(Store store, StageRun run, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(run.Tenant, cancellation);
        var ids = await read.Sql.QueryAsync(
            """
            select distinct r.remote_id from resource r join edge e on e.tenant = @tenant and e.kind = @bound and e.to_resource = r.resource and e.to_seq is null
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind
            """,
            row => row.GetString(0), cancellation,
            ("directory", run.Directory.Value), ("kind", (short)ResourceKind.Device), ("bound", (short)EdgeKind.BoundTo));
        return [.. ids];
    }
}
