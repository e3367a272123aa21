using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Emulator.Insights;

/// <summary>
/// What has become visible, for tests that count: one line of JSON for each event, once although it may be answered under two services, as
/// <c>{"id":"…","at":1773585718000,"visible":1773585720113}</c>; an event without an id has <c>mark</c> in its place, a text that stands in it; an odd one says its
/// <c>shape</c>.
/// </summary>
internal static class EventTruth
{
    private const int Chunk = 64 * 1024;

    /// <param name="since">Only what has become visible from this Unix millisecond on.</param>
    public static async Task WriteAsync(EventLog log, string organization, long since, Stream output, CancellationToken cancellation)
    {
        var lines = new ArrayBufferWriter<byte>(Chunk + 256);
        var body = new ArrayBufferWriter<byte>(4096);
        foreach (var (stream, row) in log.Truth(organization))
        {
            if (row.AppendedAt < since || stream.Name(row, body) is not { } name)
                continue;
            lines.Write(name.IsId ? "{\"id\":\""u8 : "{\"mark\":\""u8);
            lines.Write(JsonEncodedText.Encode(name.Text).EncodedUtf8Bytes);
            if (name.Shape is { } shape)
            {
                lines.Write("\",\"shape\":\""u8);
                lines.Write(Encoding.ASCII.GetBytes(shape.ToString()));
            }

            lines.Write("\",\"at\":"u8);
            Number(lines, row.Key.Milliseconds);
            lines.Write(",\"visible\":"u8);
            Number(lines, row.AppendedAt);
            lines.Write("}\n"u8);
            if (lines.WrittenCount < Chunk)
                continue;
            await output.WriteAsync(lines.WrittenMemory, cancellation);
            lines.ResetWrittenCount();
        }

        await output.WriteAsync(lines.WrittenMemory, cancellation);
    }

    private static void Number(ArrayBufferWriter<byte> lines, long number)
    {
        number.TryFormat(lines.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
        lines.Advance(written);
    }
}
