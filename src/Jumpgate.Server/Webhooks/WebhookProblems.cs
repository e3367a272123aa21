using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Webhooks;

/// <summary>Why a webhook is refused.</summary>
public static class WebhookProblems
{
    public static readonly ProblemCode TargetRefused = new(
        "webhook_target_refused", 422, "This address cannot be called.", "Give the https address of a receiver that is reachable from this server.");

    public static readonly ProblemCode TooMany = new(
        "too_many_webhooks", 409, "This tenant has too many webhooks.", "Remove those nobody listens at any more.");

    public static readonly ProblemCode NotPushed = new(
        "webhook_not_pushed", 409, "This webhook is fetched by its receiver; nothing is sent to it.", "Make another with \"delivery\": \"push\", or fetch from /v1/webhooks/{id}/poll.");

    public static readonly ProblemCode NotPolled = new(
        "webhook_not_polled", 409, "This webhook is sent to its receiver; it cannot be fetched.", "Make another with \"format\": \"set\" and \"delivery\": \"poll\".");

    public static readonly ProblemCode Disabled = new(
        "webhook_disabled", 409, "This webhook is disabled.", "Enable it first; it goes on where it stopped.");

    public static readonly ProblemCode NothingWaits = new(
        "delivery_not_waiting", 409, "This event is not held up.", "Only an event that failed or is being retried can be skipped; the delivery log shows which those are.");
}
