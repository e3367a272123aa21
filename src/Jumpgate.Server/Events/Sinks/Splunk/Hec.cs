using System.Net.Http.Headers;
using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Splunk;

/// <summary>
/// The calls of the HTTP Event Collector, as Splunk documents them ("HTTP Event Collector REST API endpoints", "About HTTP Event Collector Indexer Acknowledgment",
/// "Troubleshoot HTTP Event Collector").
/// </summary>
/// <param name="channel">A GUID: acknowledgements are counted for each channel.</param>
internal sealed class Hec(SinkHttp http, SplunkSettings settings, Secret token, Guid channel)
{
    private const string Path = "/services/collector";

    private readonly string root = settings.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>The address without the path of the collector, where somebody gave it with it.</summary>
    public static Uri Base(Uri url) => url.AbsoluteUri.IndexOf(Path, StringComparison.Ordinal) is > 0 and var at ? new Uri(url.AbsoluteUri[..at]) : url;

    public async Task<HecAnswer> EventsAsync(ReadOnlyMemory<byte> events, CancellationToken cancellation) =>
        HecAnswer.Of(await PostAsync($"{root}{Path}/event", events, settings.Gzip && events.Length > 0, cancellation));

    /// <summary>Which of the acknowledgements are there.</summary>
    public async Task<(HecAnswer Answer, IReadOnlyList<long> There)> AcknowledgedAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var answer = await PostAsync($"{root}{Path}/ack?channel={channel}", JsonSerializer.SerializeToUtf8Bytes(new HecAcks([.. ids]), HecJson.Default.HecAcks), false, cancellation, 256 * 1024);
        return (HecAnswer.Of(answer), HecAnswer.Acks(answer));
    }

    /// <summary>The answer as a sink that cannot deliver, in Splunk's words.</summary>
    public SinkUnavailableException NotNow(HecAnswer answer) => answer.Code == HecAnswer.AckDisabled
        ? new SinkUnavailableException("acknowledgement_off", "The token has no indexer acknowledgement. Switch it on in Splunk, or set acknowledge to false.")
        : http.NotNow(answer.Http, answer.Text is null ? null : $"{answer.Text} (code {answer.Code})");

    private async Task<GuardedAnswer> PostAsync(string url, ReadOnlyMemory<byte> body, bool packed, CancellationToken cancellation, int keep = GuardedClient.Kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(packed ? SinkHttp.Packed(body) : body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (packed) request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.TryAddWithoutValidation("Authorization", $"Splunk {token.Reveal()}");
        request.Headers.TryAddWithoutValidation("X-Splunk-Request-Channel", channel.ToString());
        return await http.SendAsync(request, cancellation, keep);
    }
}
