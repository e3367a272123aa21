using System.Globalization;

namespace Jumpgate.Server.Events.Sinks.Webhooks;

/// <summary>
/// Posts batches. 2xx takes one; 413 and 422 say that these records are never taken, and halves of them are tried until it is clear which; all else is an answer
/// for now.
/// </summary>
internal sealed class WebhookSession(SinkRow row, WebhookSettings settings, WebhookPost post, SinkHttp http) : AnsweringSession(row)
{
    private readonly string name = row.Id.ToString("N") + (row.IsReplaying ? string.Create(CultureInfo.InvariantCulture, $"_r{row.Replays}") : "");

    protected override async Task SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        foreach (var part in RecordParts.Of(batch, settings.MaxBytes, settings.MaxEvents)) await SendAsync(batch, part, cancellation);
    }

    private async Task SendAsync(SinkBatch batch, ReadOnlyMemory<SinkRecord> part, CancellationToken cancellation)
    {
        var (first, last) = (part.Span[0].Event, part.Span[^1].Event);
        var answer = await post.SendAsync(string.Create(CultureInfo.InvariantCulture, $"{name}_{first.Position}_{last.Position}"), post.Body(batch, part), cancellation);
        if (answer.Status is >= 200 and < 300) return;
        if (answer.Status is not (413 or 422)) throw http.NotNow(answer);
        if (part.Length > 1)
        {
            await SendAsync(batch, part[..(part.Length / 2)], cancellation);
            await SendAsync(batch, part[(part.Length / 2)..], cancellation);
        }
        else if (answer.Status == 413)
        {
            batch.Refuse(first, "too_large", $"The receiver finds it too large (HTTP 413): {part.Span[0].Length} bytes.");
        }
        else
        {
            batch.Refuse(first, "refused", $"The receiver will not take it (HTTP 422): {answer.Text.Trim()}");
        }
    }
}
