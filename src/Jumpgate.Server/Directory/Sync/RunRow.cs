using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>A run as it stands in the store. Times are Unix milliseconds.</summary>
internal sealed record RunRow(
    TenantId Tenant, OrganizationKey Organization, long Run, Guid Id, string Mode, string Trigger, string State, long QueuedAt, long? StartedAt,
    long? EndedAt, long? Epoch, string? Plan, string Counts, long Requests, double Seconds, byte[]? Hash, long? Sequence, string? Error,
    string Warnings, string? Held)
{
    public const string Columns =
        "organization, run, id, mode, trigger, state, queued_at, started_at, ended_at, epoch, plan, counts, requests, seconds, hash, sequence, error, warnings, held, tenant";

    public static RunRow Read(DbDataReader row) => new(
        new TenantId(row.GetInt32(19)), new OrganizationKey(row.GetInt32(0)), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.GetInt64(6), Number(row, 7), Number(row, 8), Number(row, 9), Text(row, 10), row.GetString(11), row.GetInt64(12), row.GetDouble(13),
        row.IsDBNull(14) ? null : row.GetFieldValue<byte[]>(14), Number(row, 15), Text(row, 16), row.GetString(17), Text(row, 18));

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
