using System.Data.Common;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>The linked organization a sync reads, and the directory it fills.</summary>
/// <param name="RemoteId">JumpCloud's id of the organization that was linked.</param>
/// <param name="DueAt">When it is due for what it was looked up for; Unix milliseconds.</param>
internal sealed record SyncTarget(
    TenantId Tenant, OrganizationKey Organization, Guid Id, DirectoryKey Directory, string Name, string RemoteId, bool Paused, SyncSettings Settings, short Shard, long? DueAt)
{
    private const string Select = "select tenant, organization, id, directory, name, remote_id, paused, settings, shard";

    /// <summary>Null: by hand only.</summary>
    public Schedule? Schedule => Sync.Schedule.TryRead(Settings.Schedule, Settings.TimeZone, out var schedule, out _) ? schedule : null;

    public GuardSettings Guard => Settings.Guard ?? new GuardSettings();

    public static async Task<SyncTarget?> FindAsync(TenantSql sql, Guid id, CancellationToken cancellation) =>
        (await sql.QueryAsync($"{Select}, next_sync_at from organization where tenant = @tenant and id = @id", Read, cancellation, ("id", id))).SingleOrDefault();

    public static async Task<SyncTarget?> FindAsync(TenantSql sql, OrganizationKey organization, CancellationToken cancellation) =>
        (await sql.QueryAsync($"{Select}, next_sync_at from organization where tenant = @tenant and organization = @organization", Read, cancellation, ("organization", organization.Value))).SingleOrDefault();

    /// <summary>Organizations of a shard whose time has come, over all tenants.</summary>
    /// <param name="column"><c>next_sync_at</c> or <c>next_refresh_at</c>.</param>
    public static async Task<List<SyncTarget>> DueAsync(TenantSql sql, string column, int shard, long now, int limit, CancellationToken cancellation) =>
        await sql.QueryAsync(
            $"{Select}, {column} from organization where (@tenant = 0 or tenant = @tenant) and shard = @shard and {column} is not null and {column} <= @now order by {column} limit @limit",
            Read, cancellation, ("shard", shard), ("now", now), ("limit", limit));

    public static async Task<List<int>> DueShardsAsync(TenantSql sql, string column, long now, CancellationToken cancellation) =>
        await sql.QueryAsync(
            $"select distinct shard from organization where (@tenant = 0 or tenant = @tenant) and {column} is not null and {column} <= @now",
            row => (int)row.GetInt16(0), cancellation, ("now", now));

    private static SyncTarget Read(DbDataReader row) => new(
        new TenantId(row.GetInt32(0)), new OrganizationKey(row.GetInt32(1)), row.GetGuid(2), new DirectoryKey(row.GetInt32(3)), row.GetString(4), row.GetString(5),
        row.GetBoolean(6), JsonSerializer.Deserialize(row.GetString(7), ContractsJson.Default.SyncSettings) ?? new SyncSettings(), row.GetInt16(8), row.IsDBNull(9) ? null : row.GetInt64(9));
}
