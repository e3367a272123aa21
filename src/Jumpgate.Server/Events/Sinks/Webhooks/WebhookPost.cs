using System.Globalization;
using System.Net.Http.Headers;
using Jumpgate.Server.Delivery;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Webhooks;

/// <summary>One signed request: what is signed are the bytes of the body as they are sent, compressed where they are.</summary>
internal sealed class WebhookPost(SinkHttp http, TimeProvider time, SinkSettings settings)
{
    private readonly WebhookSettings own = WebhookSettings.Read(settings.Shown);
    private readonly byte[] key = SigningSecret.Key(settings.Secret(WebhookSettings.Secret)!.Reveal());

    /// <summary>Records as they are posted.</summary>
    /// <param name="batch">Whose they are; null: there are none.</param>
    public byte[] Body(SinkBatch? batch, ReadOnlyMemory<SinkRecord> records)
    {
        if (records.Length == 0) return own.Body == WebhookSettings.Array ? "[]"u8.ToArray() : [];
        var (first, last) = (records.Span[0], records.Span[^1]);
        var lines = batch!.Lines[first.Start..(last.Start + last.Length)];
        if (own.Body == WebhookSettings.Lines) return lines.ToArray();
        // [line LF line LF] → [line,line]: each end becomes what stands between two, the last one the bracket.
        var array = new byte[lines.Length + 1];
        array[0] = (byte)'[';
        lines.CopyTo(array.AsMemory(1));
        foreach (var record in records.Span) array[record.Start - first.Start + record.Length] = (byte)',';
        array[^1] = (byte)']';
        return array;
    }

    public async Task<GuardedAnswer> SendAsync(string id, byte[] body, CancellationToken cancellation)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        var sent = own.Gzip ? SinkHttp.Packed(body) : body;
        using var request = new HttpRequestMessage(HttpMethod.Post, own.Url) { Content = new ByteArrayContent(sent) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(own.Body == WebhookSettings.Lines ? "application/x-ndjson" : "application/json");
        if (own.Gzip) request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Of(id, at, sent, key));
        if (settings.Secret(WebhookSettings.Authorization) is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization.Reveal());
        return await http.SendAsync(request, cancellation);
    }
}
