using Jumpgate.Server.Data;

namespace Jumpgate.Server.Roles.Assignment;

/// <summary>How far the roles of a directory follow the change log.</summary>
/// <param name="Seq">Changes up to here have been taken in.</param>
/// <param name="Scan">Where the whole directory is calculated: users up to this key have been; null: that is done.</param>
internal sealed record RoleCursor(TenantId Tenant, DirectoryKey Directory, int Version, long Seq, long? Scan)
{
    private const string Columns = "c.tenant, c.directory, c.version, c.seq, c.scan";

    public static async ValueTask<RoleCursor?> FindAsync(TenantSql sql, DirectoryKey directory, string lockRow, CancellationToken ct) => (await sql.QueryAsync(
        $"select {Columns} from role_cursor c where c.tenant = @tenant and c.directory = @directory {lockRow}", Read, ct, ("directory", directory.Value))).FirstOrDefault();

    /// <summary>Directories of a shard that do not follow their log, over all tenants.</summary>
    public static async ValueTask<List<RoleCursor>> BehindAsync(TenantSql sql, int shard, CancellationToken ct) => await sql.QueryAsync(
        $"select {Columns} from role_cursor c join tenant t on t.tenant = c.tenant where (@tenant = 0 or c.tenant = @tenant) and c.shard = @shard and (t.sequence > c.seq or c.scan is not null)",
        Read, ct, ("shard", shard));

    public static async ValueTask<List<int>> ShardsBehindAsync(TenantSql sql, CancellationToken ct) => await sql.QueryAsync(
        "select distinct c.shard from role_cursor c join tenant t on t.tenant = c.tenant where (@tenant = 0 or c.tenant = @tenant) and (t.sequence > c.seq or c.scan is not null)",
        row => (int)row.GetInt16(0), ct);

    public static async ValueTask<List<(TenantId Tenant, int Shard)>> ShardsAsync(TenantSql sql, CancellationToken ct) => await sql.QueryAsync(
        "select distinct tenant, shard from role_cursor where @tenant = 0 or tenant = @tenant", row => (new TenantId(row.GetInt32(0)), (int)row.GetInt16(1)), ct);

    public ValueTask SaveAsync(WriteScope scope) => scope.Sql.SendAsync(
        "update role_cursor set seq = @seq, scan = @scan where tenant = @tenant and directory = @directory", ("seq", Seq), ("scan", Scan), ("directory", Directory.Value));

    private static RoleCursor Read(System.Data.Common.DbDataReader row) =>
        new(new TenantId(row.GetInt32(0)), new DirectoryKey(row.GetInt32(1)), row.GetInt32(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4));
}
