using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks;

/// <summary>A webhook as it is stored, its secrets still sealed.</summary>
/// <param name="Directories">Null: all.</param>
internal sealed record WebhookRow(
    TenantId Tenant, int Key, Guid Id, string Name, string? Url, IReadOnlyList<string> Events, IReadOnlyList<Guid>? Directories, bool Ordered, string Format, string Delivery,
    string Issuer, string Audience, bool Enabled, string? DisabledReason, byte[] Secret, string Suffix, byte[]? OldSecret, long? OldUntil, long Position, short Shard,
    string CreatedBy, long CreatedAt)
{
    public const string Push = "push";
    public const string Poll = "poll";
    public const string Plain = "webhook";
    public const string Token = "set";

    public const string Columns =
        """
        w.tenant, w.webhook, w.id, w.name, w.url, w.events, w.directories, w.ordered, w.format, w.delivery, w.issuer, w.audience, w.enabled, w.disabled_reason, w.secret,
        w.suffix, w.old_secret, w.old_until, w.position, w.shard, w.created_by, w.created_at
        """;

    public bool IsPolled => Delivery == Poll;

    public bool IsToken => Format == Token;

    public static string Text(IReadOnlyList<string> events) => string.Join(',', events);

    public static string? Text(IReadOnlyList<Guid>? directories) => directories is { Count: > 0 } ? string.Join(',', directories) : null;

    public static async Task<WebhookRow?> FindAsync(TenantSql sql, Guid id, CancellationToken ct = default) =>
        (await sql.QueryAsync($"select {Columns} from webhook w where w.tenant = @tenant and w.id = @id", Read, ct, ("id", id))).SingleOrDefault();

    /// <summary>The keys of its directories that there are; null: it wants all.</summary>
    public async ValueTask<IReadOnlyCollection<int>?> DirectoryKeysAsync(TenantSql sql)
    {
        if (Directories is null) return null;
        HashSet<int> keys = [];
        await sql.QueryEachAsync(
            "select d.directory from {rows} x join directory d on d.tenant = @tenant and d.id = x.id", new SqlRows().Add("id", [.. Directories]), row => keys.Add(row.GetInt32(0)));
        return keys;
    }

    public static WebhookRow Read(DbDataReader row) => new(
        new TenantId(row.GetInt32(0)), row.GetInt32(1), row.GetGuid(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4),
        row.GetString(5).Split(','), row.IsDBNull(6) ? null : [.. row.GetString(6).Split(',').Select(Guid.Parse)], row.GetBoolean(7), row.GetString(8), row.GetString(9),
        row.GetString(10), row.GetString(11), row.GetBoolean(12), row.IsDBNull(13) ? null : row.GetString(13), row.GetFieldValue<byte[]>(14), row.GetString(15),
        row.IsDBNull(16) ? null : row.GetFieldValue<byte[]>(16), row.IsDBNull(17) ? null : row.GetInt64(17), row.GetInt64(18), row.GetInt16(19), row.GetString(20), row.GetInt64(21));
}
