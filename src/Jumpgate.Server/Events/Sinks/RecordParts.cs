namespace Jumpgate.Server.Events.Sinks;

/// <summary>The records of a batch in runs that one request may hold. A record that is larger by itself stands alone.</summary>
internal static class RecordParts
{
    public static IEnumerable<ReadOnlyMemory<SinkRecord>> Of(SinkBatch batch, int maxBytes, int maxEvents = int.MaxValue)
    {
        var records = batch.Records.ToArray();
        var (first, bytes) = (0, 0);
        for (var i = 0; i < records.Length; i++)
        {
            if (i > first && (bytes + records[i].Length > maxBytes || i - first >= maxEvents))
            {
                yield return records.AsMemory(first, i - first);
                (first, bytes) = (i, 0);
            }

            bytes += records[i].Length;
        }

        if (first < records.Length) yield return records.AsMemory(first);
    }
}
