using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Webhooks.Events;
using Jumpgate.Server.Webhooks.Sending;

namespace Jumpgate.Server.Webhooks;

/// <summary>Sends a test event: signed as all are, of a type of its own, once, in no lane and no log.</summary>
internal sealed class WebhookTest(Store store, EventReads events, WebhookTargets targets, WebhookSender sender, TimeProvider time)
{
    public async Task<WebhookTested> RunAsync(WebhookRow row, CancellationToken cancellation)
    {
        Guid tenant;
        await using (var read = await store.ReadAsync(row.Tenant, cancellation)) tenant = await events.TenantAsync(read.Sql, cancellation);
        var now = time.GetUtcNow();
        var id = $"evt_{tenant:N}_test_{Guid.CreateVersion7(now):N}";
        var target = await targets.OpenAsync(row, cancellation);
        var outcome = target.Signer is { } signer
            ? await sender.SendTokenAsync(target, signer.WriteTest(id, row, now), cancellation)
            : await sender.SendAsync(target, id, Body(id, tenant, row, now), cancellation);
        return new WebhookTested(id, outcome.Taken, DeliveryList.Show(outcome.Attempt));
    }

    private static byte[] Body(string id, Guid tenant, WebhookRow row, DateTimeOffset now)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("type", EventTypes.Test);
            json.WriteString("timestamp", now.UtcDateTime);
            json.WriteString("tenant", tenant);
            json.WriteStartObject("data");
            json.WriteString("webhook", row.Id);
            json.WriteString("name", row.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
