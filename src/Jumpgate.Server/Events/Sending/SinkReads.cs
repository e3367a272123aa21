using System.Collections.Frozen;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Events.Sending;

/// <summary>An event of the log on its way to a sink.</summary>
internal readonly record struct StoredEvent(long Position, string Id, string? Type, long At, long ReceivedAt, byte[] Raw);

/// <summary>Reads what comes next for a sink.</summary>
internal sealed class SinkReads(Store store)
{
    /// <summary>Events whose users and devices are looked up together.</summary>
    private const int MostAtOnce = 1000;

    public async Task<SinkRow?> FindAsync(SinkKey key, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(key.Tenant, ct);
        return await SinkRow.FindAsync(read.Sql, key, ct);
    }

    /// <summary>The types the sink has counted.</summary>
    public async Task<List<string>> TypesAsync(SinkKey key, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(key.Tenant, ct);
        return await read.Sql.QueryAsync("select type from sink_count where tenant = @tenant and sink = @sink", row => row.GetString(0), ct, ("sink", key.Value));
    }

    /// <summary>Writes the next events into the batch; false: there are none.</summary>
    public async Task<bool> FillAsync(SinkRow row, SinkBatch batch, RecordWriter writer, CancellationToken ct)
    {
        batch.Clear();
        // One that was begun is what it was, whatever was changed meanwhile.
        var size = row.Progress.PlannedTo is null ? batch.Size : new BatchSize(int.MaxValue, int.MaxValue);
        batch.ReadTo = row.Progress.Position;
        var (ofFeed, chosen) = (row.EventTypes?.ToFrozenSet(StringComparer.Ordinal), row.Chosen?.ToFrozenSet(StringComparer.Ordinal));
        List<StoredEvent> items = [];
        var (events, bytes) = (0, 0L);
        await using var read = await store.ReadAsync(row.Tenant, ct);
        await using var lookUps = await store.ReadAsync(row.Tenant, ct);
        await foreach (var item in read.Sql.StreamAsync(
            """
            select position, id, type, at, received_at, raw from event
            where tenant = @tenant and organization = @organization and position > @after and position <= @upto order by position limit @limit
            """,
            found => new StoredEvent(found.GetInt64(0), found.GetString(1), found.IsDBNull(2) ? null : found.GetString(2), found.GetInt64(3), found.GetInt64(4), found.GetFieldValue<byte[]>(5)), ct,
            ("organization", row.Organization.Value), ("after", row.Progress.Position), ("upto", row.Progress.PlannedTo ?? row.ReplayTo ?? long.MaxValue), ("limit", (long)size.Events)))
        {
            batch.ReadTo = item.Position;
            batch.Since ??= item.ReceivedAt;
            if (RecordWriter.IsWanted(ofFeed, item.Type) && RecordWriter.IsWanted(chosen, item.Type)) items.Add(item);
            events++;
            bytes += item.Raw.Length;
            if (bytes >= size.Bytes) break;
            if (items.Count < MostAtOnce) continue;
            await writer.WriteAsync(lookUps.Sql, items, batch, ct);
            items.Clear();
        }

        await writer.WriteAsync(lookUps.Sql, items, batch, ct);
        batch.IsFull = events >= size.Events || bytes >= size.Bytes;
        // What of a batch that was begun, or of a replay, is left in the log is all of it now, and ends where it did.
        if (row.Progress.PlannedTo is { } planned) batch.ReadTo = planned;
        else if (!batch.IsFull && row.ReplayTo is { } end) batch.ReadTo = Math.Max(batch.ReadTo, end);
        return batch.ReadTo > row.Progress.Position;
    }
}
