using System.Buffers;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>Sends each batch over a connection of its own.</summary>
internal sealed class SyslogSession(SinkRow row, SyslogMessage message, SyslogTarget target, SyslogWire wire) : AnsweringSession(row)
{
    private readonly ArrayBufferWriter<byte> frames = new();

    protected override async Task SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        frames.ResetWrittenCount();
        foreach (var record in batch.Records)
        {
            if (!message.Write(frames, record.Event, batch.Json(record).Span))
                batch.Refuse(record.Event, "too_large", "The message is longer than maxBytes, also without raw_data.");
        }

        if (frames.WrittenCount > 0) await wire.SendAsync(target, frames.WrittenMemory, cancellation);
    }
}
