using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Server.Events.Sinks.Splunk;

/// <summary>
/// Posts events and, where the token has acknowledgement, waits until the indexers have them. An event that the collector names as invalid is left out, and the others
/// go again: whether those before it were taken Splunk does not say.
/// </summary>
/// <param name="patience">How long an acknowledgement is waited for, before the events go again.</param>
internal sealed class SplunkSession(SinkRow row, SplunkSettings settings, Hec hec, TimeProvider time, TimeSpan patience) : AnsweringSession(row)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Contracts.SplunkSinkSettings effective = settings.Effective(row.Format);
    private readonly HashSet<long> awaited = [];

    protected override async Task SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        awaited.Clear();
        foreach (var part in RecordParts.Of(batch, settings.MaxBytes)) await SendAsync(batch, part, cancellation);
        if (settings.Acknowledge) await AcknowledgedAsync(cancellation);
    }

    private async Task SendAsync(SinkBatch batch, ReadOnlyMemory<SinkRecord> part, CancellationToken cancellation)
    {
        if (part.Length == 0) return;
        var answer = await hec.EventsAsync(Body(batch, part.Span), cancellation);
        if (answer.Status == 200)
        {
            if (!settings.Acknowledge) return;
            if (answer.AckId is not { } id) throw new SinkUnavailableException("acknowledgement_off", "Splunk took events and gave nothing to ask for their acknowledgement by: the token has none. Switch it on in Splunk, or set acknowledge to false.");
            awaited.Add(id);
            return;
        }

        if (!answer.IsOfAnEvent && answer.Status != 413) throw hec.NotNow(answer);
        if (part.Length == 1)
        {
            batch.Refuse(
                part.Span[0].Event, answer.Status == 413 ? "too_large" : "refused",
                answer.Status == 413 ? $"Splunk finds it too large (HTTP 413): {part.Span[0].Length} bytes." : $"Splunk will not take it: {answer.Text} (code {answer.Code}).");
        }
        else if (answer.IsOfAnEvent && answer.Invalid is { } n && n >= 0 && n < part.Length)
        {
            batch.Refuse(part.Span[n].Event, "refused", $"Splunk will not take it: {answer.Text} (code {answer.Code}).");
            await SendAsync(batch, Others(part, n), cancellation);
        }
        else
        {
            await SendAsync(batch, part[..(part.Length / 2)], cancellation);
            await SendAsync(batch, part[(part.Length / 2)..], cancellation);
        }
    }

    private static SinkRecord[] Others(ReadOnlyMemory<SinkRecord> part, int without) => [.. part.Span[..without], .. part.Span[(without + 1)..]];

    private async Task AcknowledgedAsync(CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        for (var wait = First; awaited.Count > 0; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            var (answer, there) = await hec.AcknowledgedAsync([.. awaited], cancellation);
            if (answer.Status != 200) throw hec.NotNow(answer);
            awaited.ExceptWith(there);
            if (awaited.Count == 0) return;
            if (time.GetElapsedTime(since) > patience)
                throw new SinkUnavailableException("unacknowledged", $"Splunk has taken events and has not acknowledged them within {patience.TotalSeconds:0} s: they go again.");
            await Task.Delay(wait, time, cancellation);
        }
    }

    private ReadOnlyMemory<byte> Body(SinkBatch batch, ReadOnlySpan<SinkRecord> records)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WritePropertyName("time");
            json.WriteRawValue((record.Event.At / 1000m).ToString("0.000", CultureInfo.InvariantCulture));
            if (effective.Host is not null) json.WriteString("host", effective.Host);
            if (effective.Source is not null) json.WriteString("source", effective.Source);
            if (effective.Sourcetype is not null) json.WriteString("sourcetype", effective.Sourcetype);
            if (effective.Index is not null) json.WriteString("index", effective.Index);
            json.WritePropertyName("event");
            json.WriteRawValue(batch.Json(record).Span, skipInputValidation: true);
            json.WriteEndObject();
            json.Flush();
            body.Write("\n"u8);
            json.Reset(body);
        }

        return body.WrittenMemory;
    }
}
