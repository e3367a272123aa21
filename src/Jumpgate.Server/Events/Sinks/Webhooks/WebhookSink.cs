using Jumpgate.Contracts;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Webhooks;

/// <summary>
/// An HTTP address that takes batches: a POST for each, signed by Standard Webhooks, with an id that is the same whenever the same events go again.
/// </summary>
internal sealed class WebhookSink(SinkHttp http, TimeProvider time) : IEventSink
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 64 * 1024 * 1024;
    private const int MostEvents = 1000;
    private static readonly string[] Bodies = [WebhookSettings.Lines, WebhookSettings.Array];

    public string Kind => "webhook";

    public bool NamesBatches => true;

    public SinkSettings Validate(SinkUpdate wanted, SinkSettings? present, FieldFaults faults)
    {
        var (own, old) = (wanted.Webhook ?? new WebhookSinkSettings(), present is null ? null : WebhookSettings.Read(present.Shown));
        var url = http.Target(own.Url, old?.Url, "webhook.url", faults);
        if (own.Body is not null && !Bodies.Contains(own.Body)) faults.Add("webhook.body", "unknown_word", $"body is {string.Join(" or ", Bodies)}.");
        faults.Range(own.MaxBytes, "webhook.maxBytes", LeastBytes, MostBytes);
        faults.Range(own.MaxEvents, "webhook.maxEvents", 1, MostEvents);
        if (own.HasAuthorization is not null) faults.Add("webhook.hasAuthorization", "not_wanted", "hasAuthorization is only in answers.", "Send authorization.");
        var secrets = new SecretChoice(present, SinkHttp.IsElsewhere(url, old?.Url), faults);
        if (own.Secret is { } secret && !SigningSecret.IsWellFormed(secret))
            faults.Add("webhook.secret", "secret_malformed", "This is no signing secret of Standard Webhooks.", "Send whsec_ followed by 24 to 64 random bytes as base64, or leave secret out.");
        else secrets.Require(WebhookSettings.Secret, own.Secret ?? (present is null ? SigningSecret.New() : null), "webhook.secret", "The signing secret");
        var authorized = secrets.Take(WebhookSettings.Authorization, own.Authorization, "webhook.authorization", "The authorization");
        var kept = new WebhookSettings(
            url ?? new Uri("about:blank"), own.Body ?? old?.Body ?? WebhookSettings.Lines, own.MaxBytes ?? old?.MaxBytes ?? 1024 * 1024, own.MaxEvents ?? old?.MaxEvents ?? MostEvents,
            own.Gzip ?? old?.Gzip ?? false, authorized);
        return new SinkSettings(kept.ToJson(), secrets.Chosen);
    }

    public Sink Show(Sink sink, string settings)
    {
        var own = WebhookSettings.Read(settings);
        return sink with { Webhook = new WebhookSinkSettings(own.Url.OriginalString, null, null, own.HasAuthorization, own.Body, own.MaxBytes, own.MaxEvents, own.Gzip) };
    }

    public Sink ShowOnce(Sink sink, SinkUpdate asked, SinkSettings settings) =>
        asked.Webhook?.Secret is not null ? sink : sink with { Webhook = sink.Webhook! with { Secret = settings.Secret(WebhookSettings.Secret)!.Reveal() } };

    public async Task ProbeAsync(Guid id, SinkSettings settings, CancellationToken cancellation)
    {
        var post = new WebhookPost(http, time, settings);
        var answer = await post.SendAsync($"probe_{id:N}_{time.GetUtcNow().ToUnixTimeMilliseconds()}", post.Body(null, default), cancellation);
        // Others may find fault with a body that holds nothing.
        if (answer.Status is (>= 300 and < 400) or 401 or 403 or 404 or 405 or 407 or 410 or >= 500) throw http.NotNow(answer);
    }

    public Task<ISinkSession> OpenAsync(SinkRow row, SinkSettings settings, CancellationToken cancellation) =>
        Task.FromResult<ISinkSession>(new WebhookSession(row, WebhookSettings.Read(settings.Shown), new WebhookPost(http, time, settings), http));
}
