using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Events.Sinks.Elasticsearch;

/// <summary>
/// Creates a document for each event under the event's id: one that is there already counts as delivered. Documents that the cluster is too busy for are tried again
/// alone; those that its mapping does not take are refused.
/// </summary>
internal sealed class ElasticsearchSession(SinkRow row, Bulk bulk, SinkHttp http, TimeProvider time) : AnsweringSession(row)
{
    private const int Tries = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    private readonly int maxBytes = ElasticsearchSettings.Read(row.Settings).MaxBytes;

    protected override async Task SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        foreach (var part in RecordParts.Of(batch, maxBytes)) await SendAsync(batch, part, cancellation);
    }

    private async Task SendAsync(SinkBatch batch, ReadOnlyMemory<SinkRecord> part, CancellationToken cancellation)
    {
        for (var (tries, wait) = (1, First); part.Length > 0; tries++, wait *= 2)
        {
            var answer = await bulk.SendAsync(Body(batch, part.Span), cancellation);
            if (answer.Http.Status == 413)
            {
                await HalvesAsync(batch, part, cancellation);
                return;
            }

            if (answer.Http.Status is not (>= 200 and < 300)) throw http.NotNow(answer.Http, answer.Reason);
            if (answer.Items is not { } items || items.Count != part.Length)
                throw new SinkUnavailableException("answer_unreadable", $"The answer tells of {answer.Items?.Count ?? 0} of {part.Length} documents.");
            var again = Sort(batch, part.Span, items);
            if (again.Length > 0 && tries == Tries)
                throw new SinkUnavailableException("busy", $"The cluster is too busy for {again.Length} of {part.Length} documents: {items.First(item => item.IsBusy).Said}") { RetryAfter = answer.Http.RetryAfter };
            part = again;
            if (part.Length > 0) await Task.Delay(wait, time, cancellation);
        }
    }

    /// <summary>Names those that are never taken, and answers those to be tried again.</summary>
    private static SinkRecord[] Sort(SinkBatch batch, ReadOnlySpan<SinkRecord> part, IReadOnlyList<BulkItem> items)
    {
        List<SinkRecord> again = [];
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.IsThere) continue;
            if (item.IsBusy) again.Add(part[i]);
            else if (item.IsOfDocument) batch.Refuse(part[i].Event, item.Status == 413 ? "too_large" : "refused", item.Said);
            else throw new SinkUnavailableException(item.Status is 401 or 403 ? "unauthorized" : "refused", $"The cluster refuses (HTTP {item.Status}): {item.Said}");
        }

        return [.. again];
    }

    private async Task HalvesAsync(SinkBatch batch, ReadOnlyMemory<SinkRecord> part, CancellationToken cancellation)
    {
        if (part.Length == 1)
        {
            batch.Refuse(part.Span[0].Event, "too_large", $"The cluster finds it too large (HTTP 413): {part.Span[0].Length} bytes.");
            return;
        }

        await SendAsync(batch, part[..(part.Length / 2)], cancellation);
        await SendAsync(batch, part[(part.Length / 2)..], cancellation);
    }

    private static ReadOnlyMemory<byte> Body(SinkBatch batch, ReadOnlySpan<SinkRecord> records)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteStartObject("create");
            json.WriteString("_id", record.Event.Id);
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            body.Write("\n"u8);
            json.Reset(body);
            Document(record.Event, batch.Json(record).Span, body);
            body.Write("\n"u8);
        }

        return body.WrittenMemory;
    }

    /// <summary>The record with the <c>@timestamp</c> that data streams ask for. What is no object stands in one, as <c>message</c>.</summary>
    private static void Document(EventName name, ReadOnlySpan<byte> record, ArrayBufferWriter<byte> body)
    {
        var rest = record is [(byte)'{', ..] ? record[1..].TrimStart(" \t"u8) : default;
        if (!rest.IsEmpty && record.IndexOf("\"@timestamp\""u8) >= 0)
        {
            body.Write(record);
            return;
        }

        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("@timestamp", DateTimeOffset.FromUnixTimeMilliseconds(name.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (rest.IsEmpty)
        {
            json.WriteString("message", Encoding.UTF8.GetString(record));
            json.WriteEndObject();
            json.Flush();
            return;
        }

        json.Flush();
        if (rest[0] != '}') body.Write(","u8);
        body.Write(rest);
    }
}
