using Jumpgate.Server.Data;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Webhooks.Sets;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Endpoints as they are now, with their secrets open.</summary>
internal sealed class WebhookTargets(Store store, WebhookSecrets secrets, SigningKeys keys, WebhookBook book, ILogger<WebhookTargets> log)
{
    /// <summary>Null: it is gone, disabled, or fetches by itself.</summary>
    public async Task<WebhookTarget?> OpenAsync(TenantId tenant, Guid id, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await WebhookRow.FindAsync(read.Sql, id, cancellation) is { Enabled: true, IsPolled: false } row ? await OpenAsync(row, cancellation) : null;
    }

    public async Task<WebhookTarget> OpenAsync(WebhookRow row, CancellationToken cancellation)
    {
        var secret = secrets.Open(row.Tenant, row.Secret);
        return new WebhookTarget(
            row, new Uri(row.Url!), secret, SigningSecret.Key(secret), row.OldSecret is { } old ? SigningSecret.Key(secrets.Open(row.Tenant, old)) : null,
            row.IsToken ? await keys.SignerAsync(row.Tenant, cancellation) : null);
    }

    public async Task GoneAsync(WebhookRow row, CancellationToken cancellation)
    {
        await book.GoneAsync(row, cancellation);
        WebhookLog.Gone(log, row.Tenant.Value, row.Id);
    }
}
