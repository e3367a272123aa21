using Jumpgate.Server.Delivery;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Webhooks.Events;
using Jumpgate.Server.Webhooks.Sending;
using Jumpgate.Server.Webhooks.Sets;

namespace Jumpgate.Server.Webhooks;

/// <summary>Everything that tells others of changes: webhooks, security event tokens, the change log as events.</summary>
internal static class WebhooksFeature
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebhookOptions>().Bind(builder.Configuration.GetSection($"{CommandLine.Section}:{WebhookOptions.Section}"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FirstLoads>();
        services.AddSingleton<EventReads>();
        services.AddSingleton<TestObjects>();
        services.AddSingleton<IChangeEvents, ChangeEvents>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookWake>();
        services.AddSingleton<WebhookBook>();
        services.AddSingleton<WebhookCheck>();
        services.AddSingleton<WebhookView>();
        services.AddSingleton<WebhookTest>();
        services.AddSingleton<Replays>();
        services.AddSingleton<DeliveryList>();
        services.AddSingleton<DeliveryRetention>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<LaneReads>();
        services.AddSingleton<LooseRun>();
        services.AddSingleton<PollRun>();
        services.AddSingleton<LaneRun>();
        services.AddSingleton<WebhookShard>();
        services.AddSingleton<WebhookWatch>();
    }

    public static void MapWebhooks(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").WithTags("Webhooks");
        v1.MapWebhookBook();
        v1.MapDeliveries();
        v1.MapPoll();
        app.MapEventKeys();
    }
}
