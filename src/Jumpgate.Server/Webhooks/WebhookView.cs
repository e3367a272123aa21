using Jumpgate.Contracts;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Webhooks;

/// <summary>A webhook as the API shows it.</summary>
internal sealed class WebhookView(WebhookBook book, TenantCatalog tenants, TimeProvider time)
{
    public async Task<Webhook> ShowAsync(WebhookRow row, string? secret, CancellationToken ct) => new(
        row.Id, (await tenants.GetAsync(row.Tenant, ct)).Name, row.Name, row.Url, row.Events, row.Directories ?? [], row.Ordered, row.Format, row.Delivery,
        row.IsToken ? row.Audience : null, row.IsToken ? row.Issuer : null, row.IsToken ? $"{row.Issuer}/jwks.json" : null, row.Enabled, row.DisabledReason, row.Suffix,
        row.OldUntil is { } until && until > time.GetUtcNow().ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        row.Position, await book.HealthAsync(row, ct), row.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), secret);
}
