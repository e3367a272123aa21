using System.Security.Cryptography;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Webhooks.Sets;

namespace Jumpgate.Server.Webhooks;

/// <summary>Makes, changes and removes webhooks.</summary>
internal sealed class WebhookBook(Store store, WriteQueue queue, WebhookSecrets secrets, SigningKeys keys, WebhookWake wake)
{
    public const int MostWebhooks = 500;
    public const int Shards = 64;

    public async Task<WebhookRow?> FindAsync(TenantId tenant, Guid id, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await WebhookRow.FindAsync(read.Sql, id, ct);
    }

    public async Task<List<WebhookRow>> ListAsync(TenantId tenant, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await read.Sql.QueryAsync(
            $"select {WebhookRow.Columns} from webhook w where w.tenant = @tenant and w.webhook > @after order by w.webhook limit @limit",
            WebhookRow.Read, ct, ("after", (int)Math.Min(page.AfterNumber, int.MaxValue)), ("limit", (long)page.Limit + 1));
    }

    /// <summary>Makes a webhook; the secret is its answer's alone. Null: the tenant has as many as it may have.</summary>
    /// <param name="issuer">Of its tokens: where this tenant's keys are published.</param>
    public async Task<(WebhookRow Row, string Secret)?> CreateAsync(Caller by, TenantId tenant, WebhookCreate wanted, string issuer, CancellationToken ct)
    {
        if (wanted.Format == WebhookRow.Token) await keys.EnsureAsync(tenant, ct);
        var secret = SigningSecret.New();
        var closed = secrets.Close(tenant, secret);
        var row = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await scope.Sql.ScalarAsync<long>("select count(*) from webhook where tenant = @tenant") >= MostWebhooks) return null;
            var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
            var position = wanted.After ?? await scope.Sql.ScalarAsync<long?>("select max(seq) from change where tenant = @tenant") ?? 0;
            await scope.Sql.ExecuteAsync(
                """
                insert into webhook (tenant, id, name, url, events, directories, ordered, format, delivery, issuer, audience, secret, suffix, position, shard, created_by, created_at)
                values (@tenant, @id, @name, @url, @events, @directories, @ordered, @format, @delivery, @issuer, @audience, @secret, @suffix, @position, @shard, @by, @now)
                """,
                default, ("id", id), ("name", wanted.Name), ("url", wanted.Url), ("events", WebhookRow.Text(wanted.Events!)), ("directories", WebhookRow.Text(wanted.Directories)),
                ("ordered", wanted.Ordered ?? true), ("format", wanted.Format), ("delivery", wanted.Delivery), ("issuer", issuer),
                ("audience", wanted.Audience ?? wanted.Url ?? $"urn:uuid:{id}"), ("secret", closed), ("suffix", secret[^4..]), ("position", position), ("shard", ShardOf(id)),
                ("by", by.Who), ("now", scope.Now));
            scope.Audit(tenant, by.Who, "webhook.create", id.ToString(), wanted.Url ?? wanted.Name);
            return await WebhookRow.FindAsync(scope.Sql, id);
        }, ct);
        if (row is null) return null;
        wake.Changed(tenant, row.Shard);
        return (row, secret);
    }

    /// <summary>Changes what is named; null: there is no such webhook.</summary>
    public async Task<WebhookRow?> UpdateAsync(Caller by, TenantId tenant, Guid id, WebhookUpdate wanted, CancellationToken ct)
    {
        var row = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await WebhookRow.FindAsync(scope.Sql, id) is not { } old) return null;
            var enabled = wanted.Enabled ?? old.Enabled;
            await scope.Sql.ExecuteAsync(
                """
                update webhook set name = @name, url = @url, events = @events, directories = @directories, ordered = @ordered, audience = @audience, enabled = @enabled,
                  disabled_reason = @reason, version = version + 1 where tenant = @tenant and webhook = @webhook
                """,
                default, ("name", wanted.Name?.Trim() ?? old.Name), ("url", wanted.Url?.Trim() ?? old.Url), ("events", WebhookRow.Text(wanted.Events ?? old.Events)),
                ("directories", WebhookRow.Text(wanted.Directories ?? old.Directories ?? [])), ("ordered", wanted.Ordered ?? old.Ordered),
                ("audience", wanted.Audience?.Trim() ?? old.Audience), ("enabled", enabled), ("reason", enabled ? null : old.Enabled ? "by_hand" : old.DisabledReason),
                ("webhook", old.Key));
            scope.Audit(tenant, by.Who, "webhook.update", id.ToString(), enabled == old.Enabled ? null : enabled ? "enabled" : "disabled");
            return await WebhookRow.FindAsync(scope.Sql, id);
        }, ct);
        if (row is not null) wake.Changed(tenant, row.Shard);
        return row;
    }

    /// <summary>Disables an endpoint whose receiver wants nothing more.</summary>
    public Task GoneAsync(WebhookRow row, CancellationToken ct) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        if (await scope.Sql.ExecuteAsync(
            "update webhook set enabled = @no, disabled_reason = 'gone', version = version + 1 where tenant = @tenant and webhook = @webhook and enabled", default,
            ("webhook", row.Key), ("no", false)) == 1)
            scope.Audit(row.Tenant, "system", "webhook.update", row.Id.ToString(), "disabled: its receiver answered 410");
    }, ct);

    public async Task<bool> RemoveAsync(Caller by, TenantId tenant, Guid id, CancellationToken ct) =>
        await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            if (await scope.Sql.ExecuteAsync("delete from webhook where tenant = @tenant and id = @id", default, ("id", id)) == 0) return false;
            scope.Audit(tenant, by.Who, "webhook.remove", id.ToString());
            return true;
        }, ct);

    /// <summary>Puts a new secret in the place of the old one, which signs beside it until its end.</summary>
    public async Task<(WebhookRow Row, string Secret)?> RotateAsync(Caller by, TenantId tenant, Guid id, TimeSpan overlap, CancellationToken ct)
    {
        var secret = SigningSecret.New();
        var closed = secrets.Close(tenant, secret);
        var row = await queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
        {
            var rotated = await scope.Sql.ExecuteAsync(
                $"""
                update webhook set old_secret = {(overlap > TimeSpan.Zero ? "secret" : "null")}, old_until = @until, secret = @secret, suffix = @suffix, version = version + 1
                where tenant = @tenant and id = @id
                """,
                default, ("id", id), ("until", overlap > TimeSpan.Zero ? scope.Now + (long)overlap.TotalMilliseconds : (long?)null), ("secret", closed), ("suffix", secret[^4..]));
            if (rotated == 0) return null;
            scope.Audit(tenant, by.Who, "webhook.rotate", id.ToString());
            return await WebhookRow.FindAsync(scope.Sql, id);
        }, ct);
        return row is null ? null : (row, secret);
    }

    /// <summary>How its lanes and deliveries are.</summary>
    public async Task<WebhookHealth> HealthAsync(WebhookRow row, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(row.Tenant, ct);
        var lanes = await read.Sql.QueryAsync(
            """
            select (select count(*) from lane where tenant = @tenant and webhook = @webhook and event is not null and not paused),
              (select count(*) from lane where tenant = @tenant and webhook = @webhook and paused),
              (select count(*) from delivery where tenant = @tenant and webhook = @webhook and state = 2 and state <> 1 and next_at is not null),
              (select count(*) from delivery where tenant = @tenant and webhook = @webhook and state = 3 and state <> 1)
            """,
            found => (found.GetInt32(0), found.GetInt32(1), found.GetInt32(2), found.GetInt32(3)), ct, ("webhook", row.Key));
        return new WebhookHealth(lanes[0].Item1 + lanes[0].Item3, lanes[0].Item2, lanes[0].Item4);
    }

    private static short ShardOf(Guid id) => (short)(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString()))[0] % Shards);
}
