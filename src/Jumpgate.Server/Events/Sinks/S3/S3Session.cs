using System.IO.Compression;

namespace Jumpgate.Server.Events.Sinks.S3;

/// <summary>Puts each batch as one object for each folder it has events for. The batch was planned: put again, it replaces the same objects.</summary>
internal sealed class S3Session(SinkRow row, S3Layout layout, S3Store store) : AnsweringSession(row)
{
    protected override async Task SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        var name = layout.NameOf(Progress.Position + 1, batch.ReadTo);
        foreach (var folder in batch.Records.GroupBy(record => layout.FolderOf(record.Event.At)))
        {
            using var body = new MemoryStream();
            await using (var gzip = new GZipStream(body, CompressionLevel.Optimal, leaveOpen: true))
            {
                foreach (var record in folder) await gzip.WriteAsync(batch.Lines.Slice(record.Start, record.Length), cancellation);
            }

            await store.PutAsync(folder.Key + name, body.ToArray(), cancellation);
        }
    }

    public override ValueTask DisposeAsync()
    {
        store.Dispose();
        return base.DisposeAsync();
    }
}
