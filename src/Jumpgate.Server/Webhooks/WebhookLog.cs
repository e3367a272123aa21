namespace Jumpgate.Server.Webhooks;

internal static partial class WebhookLog
{
    [LoggerMessage(1601, LogLevel.Warning, "Tenant {Tenant}: a lane of webhook {Webhook} was interrupted; it goes on in a moment")]
    public static partial void LaneFailed(ILogger log, int tenant, Guid webhook, Exception error);

    [LoggerMessage(1602, LogLevel.Information, "Tenant {Tenant}: webhook {Webhook} is disabled, its receiver answered 410")]
    public static partial void Gone(ILogger log, int tenant, Guid webhook);

    [LoggerMessage(1603, LogLevel.Warning, "Tenant {Tenant}: webhook {Webhook} was so far behind that history up to {Seq} is no longer kept; it goes on there")]
    public static partial void Pruned(ILogger log, int tenant, Guid webhook, long seq);
}
