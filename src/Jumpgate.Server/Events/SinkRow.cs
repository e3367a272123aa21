using System.Data.Common;
using System.Globalization;
using Jumpgate.Ocsf;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events;

internal readonly record struct SinkKey(TenantId Tenant, int Value);

/// <summary>A sink as it is stored, with what it needs of its feed.</summary>
/// <param name="EventTypes">What its feed delivers; null: all.</param>
/// <param name="Paused">By itself.</param>
/// <param name="FeedPaused">Its feed is.</param>
/// <param name="Head">The newest position of the log.</param>
/// <param name="Secrets">Of the settings, sealed.</param>
/// <param name="Chosen">The types it delivers of those; null: all.</param>
/// <param name="Classes">The classes it delivers; null: all.</param>
/// <param name="Violation">How the last record broke the schema that did; null: none has.</param>
internal sealed record SinkRow(
    SinkKey Key, Guid Id, int Feed, Guid FeedId, OrganizationKey Organization, IReadOnlyList<string>? EventTypes, string Kind, string Name, string Format, string Schema, string Settings,
    SinkProgress Progress, long? ReplayFrom, long? ReplayTo, int Replays, bool Paused, bool FeedPaused, string? Reason, string? Detail, int Tries, long? NextAt, long? DeliveredAt,
    short Shard, string CreatedBy, long CreatedAt, long Head, byte[]? Secrets, IReadOnlyList<string>? Chosen, IReadOnlyList<int>? Classes, SinkViolation? Violation, Guid OrganizationId)
{
    public const string Ocsf = "ocsf";
    public const string Raw = "raw";

    private const string Select =
        """
        select s.tenant, s.sink, s.id, s.feed, f.id, f.organization, f.event_types, s.kind, s.name, s.format, s.schema, s.settings, s.position, s.progress, s.wake_at, s.replay_from,
          s.replay_to, s.replays, s.paused, f.paused, s.reason, s.detail, s.tries, s.next_at, s.delivered_at, s.shard, s.created_by, s.created_at, coalesce(c.position, 0),
          s.planned_to, s.secrets, s.event_types, s.classes, s.sampled, s.violations, s.violation, s.violation_at, o.id
        """;

    private const string From =
        """
        from sink s join feed f on f.tenant = s.tenant and f.feed = s.feed join organization o on o.tenant = f.tenant and o.organization = f.organization
        left join event_cursor c on c.tenant = s.tenant and c.organization = f.organization
        """;

    // A paused one finishes what is open; one that failed waits for its next attempt.
    private const string IsDue =
        """
        (s.next_at is null or s.next_at <= @now) and (
          ((s.paused or f.paused) and s.progress is not null)
          or (not s.paused and not f.paused and (s.replay_from is not null or c.position > s.position or s.wake_at <= @now or s.replay_to <= s.position)))
        """;

    public TenantId Tenant => Key.Tenant;

    public bool IsStopped => Paused || FeedPaused;

    public bool IsReplaying => ReplayTo is not null;

    /// <summary>The release of OCSF its records are of.</summary>
    public OcsfVersion Version => OcsfVersions.TryRead(Schema, out var version) ? version : OcsfVersion.V180;

    /// <summary>What the fence of its runs is called.</summary>
    public string EpochKind => $"sink {Key.Value}";

    public static string? Text(IReadOnlyList<int>? classes) => classes is null ? null : string.Join(',', classes);

    public static async Task<SinkRow?> FindAsync(TenantSql sql, Guid id, CancellationToken ct = default) =>
        (await sql.QueryAsync($"{Select} {From} where s.tenant = @tenant and s.id = @id", Read, ct, ("id", id))).SingleOrDefault();

    public static async Task<SinkRow?> FindAsync(TenantSql sql, SinkKey key, CancellationToken ct = default) =>
        (await sql.QueryAsync($"{Select} {From} where s.tenant = @tenant and s.sink = @sink", Read, ct, ("sink", key.Value))).SingleOrDefault();

    public static async Task<List<SinkRow>> OfFeedAsync(TenantSql sql, int feed, CancellationToken ct = default) =>
        await sql.QueryAsync($"{Select} {From} where s.tenant = @tenant and s.feed = @feed order by s.sink", Read, ct, ("feed", feed));

    /// <summary>Sinks of a shard that have something to do, over all tenants.</summary>
    public static async Task<List<SinkRow>> DueAsync(TenantSql sql, int shard, long now, CancellationToken ct) => await sql.QueryAsync(
        $"{Select} {From} where (@tenant = 0 or s.tenant = @tenant) and s.shard = @shard and {IsDue}", Read, ct, ("shard", (short)shard), ("now", now));

    public static async Task<List<int>> DueShardsAsync(TenantSql sql, long now, CancellationToken ct) => await sql.QueryAsync(
        $"select distinct s.shard {From} where (@tenant = 0 or s.tenant = @tenant) and {IsDue}", row => (int)row.GetInt16(0), ct, ("now", now));

    public static SinkRow Read(DbDataReader row)
    {
        return new SinkRow(
            new SinkKey(new TenantId(row.GetInt32(0)), row.GetInt32(1)), row.GetGuid(2), row.GetInt32(3), row.GetGuid(4), new OrganizationKey(row.GetInt32(5)),
            FeedRow.Types(Text(6)), row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.GetString(11),
            new SinkProgress(row.GetInt64(12), Text(13), Number(14), Number(29)), Number(15), Number(16), row.GetInt32(17), row.GetBoolean(18), row.GetBoolean(19), Text(20), Text(21),
            row.GetInt32(22), Number(23), Number(24), row.GetInt16(25), row.GetString(26), row.GetInt64(27), row.GetInt64(28),
            row.IsDBNull(30) ? null : row.GetFieldValue<byte[]>(30), FeedRow.Types(Text(31)), Text(32)?.Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture)).ToList(),
            Text(35) is { } violation ? new SinkViolation(row.GetInt64(33), row.GetInt64(34), violation, row.GetInt64(36)) : null, row.GetGuid(37));

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        long? Number(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    }
}

/// <summary>Records of the sample that broke the schema.</summary>
/// <param name="Sampled">Records held against it.</param>
/// <param name="Count">Those that broke it.</param>
/// <param name="At">When the last did; Unix milliseconds.</param>
internal sealed record SinkViolation(long Sampled, long Count, string Last, long At);
