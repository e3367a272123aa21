using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Answers a page written by hand: items, next, total, as <see cref="Page{T}"/> has them.</summary>
internal static class PageAnswer
{
    public static async Task WriteAsync<T>(
        HttpContext context, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, string? next, long? total, long sequence, CancellationToken ct,
        Action<Utf8JsonWriter>? more = null)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in items) write(json, item);
            json.WriteEndArray();
            json.WriteString("next", next);
            if (total is { } n) json.WriteNumber("total", n);
            else json.WriteNull("total");
            more?.Invoke(json);
            json.WriteEndObject();
        }

        context.Response.Headers[JumpgateHeaders.Sequence] = sequence.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, ct);
    }
}
