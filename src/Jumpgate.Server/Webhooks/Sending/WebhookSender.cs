using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Webhooks.Events;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>Sends one event once and says how it went.</summary>
internal sealed class WebhookSender(GuardedClient client, TimeProvider time, IOptions<WebhookOptions> options)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Token = new("application/secevent+jwt");

    private readonly TimeSpan timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);

    /// <summary>An event from the log, in the endpoint's format. Null: the format has no word for it, and nothing is sent.</summary>
    public async Task<SendOutcome?> SendAsync(WebhookTarget target, EventRecord record, CancellationToken cancellation)
    {
        if (!target.Row.IsToken) return await SendAsync(target, record.Id, EventJson.Write(record), cancellation);
        return target.Signer!.Write(record, target.Row) is { } token ? await SendTokenAsync(target, token, cancellation) : null;
    }

    /// <summary>A body, signed by Standard Webhooks.</summary>
    public Task<SendOutcome> SendAsync(WebhookTarget target, string id, byte[] body, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return PostAsync(target.Url, body, Json, request =>
        {
            request.Headers.TryAddWithoutValidation("webhook-id", id);
            request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Of(id, now.ToUnixTimeSeconds(), body, target.Keys(now.ToUnixTimeMilliseconds())));
        }, cancellation);
    }

    /// <summary>A security event token, pushed as RFC 8935 has it.</summary>
    public Task<SendOutcome> SendTokenAsync(WebhookTarget target, byte[] token, CancellationToken cancellation) => PostAsync(target.Url, token, Token, request =>
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Secret);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }, cancellation);

    private async Task<SendOutcome> PostAsync(Uri url, byte[] body, MediaTypeHeaderValue type, Action<HttpRequestMessage> sign, CancellationToken cancellation)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var started = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = type;
            sign(request);
            var answer = await client.SendAsync(request, timeout, cancellation);
            var error = answer.Status is >= 200 and < 300 ? null : Attempt.Shorten(Said(answer));
            var asked = answer.RetryAfter ?? (answer.RetryAt is { } until ? until - time.GetUtcNow() : null);
            return new SendOutcome(new Attempt(at, answer.Status, Passed(), error), answer.Status == 410, error is null ? null : asked);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or TargetRefusedException)
        {
            return new SendOutcome(new Attempt(at, null, Passed(), Cause(failure)), false, null);
        }

        int Passed() => (int)time.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Cause(Exception failure) =>
        failure is HttpRequestException { InnerException.Message: var cause } && !failure.Message.Contains(cause, StringComparison.Ordinal) ? $"{failure.Message} {cause}" : failure.Message;

    /// <summary>What an answer that is no success says: where it would send us, the error of RFC 8935 §2.4, or its text.</summary>
    private static string Said(GuardedAnswer answer)
    {
        if (answer.Status is >= 300 and < 400) return $"The receiver redirects to {answer.Location ?? "another address"}; redirects are not followed.";
        var text = answer.Text.Trim();
        if (!text.StartsWith('{')) return text.Length > 0 ? text : $"The receiver answered {answer.Status}.";
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("err", out var code) && code.ValueKind == JsonValueKind.String
                ? $"{code.GetString()}: {(json.RootElement.TryGetProperty("description", out var more) && more.ValueKind == JsonValueKind.String ? more.GetString() : "")}"
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

/// <param name="Gone">410: the receiver wants nothing more.</param>
/// <param name="RetryAfter">When the receiver asks to be tried again.</param>
internal sealed record SendOutcome(Attempt Attempt, bool Gone, TimeSpan? RetryAfter)
{
    public bool Taken => Attempt.Error is null;
}
