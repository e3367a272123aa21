using System.Data.Common;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Delivery;

/// <param name="Directory">0: changes of no directory; in a replay, of all.</param>
/// <param name="Replay">0: the live lane.</param>
public readonly record struct LaneKey(TenantId Tenant, int Webhook, int Directory, long Replay)
{
    internal (string Name, object? Value)[] Arguments => [("webhook", Webhook), ("directory", Directory), ("replay", Replay)];
}

/// <summary>Where an endpoint stands in one directory: everything up to the cursor is done, up to the head there is something to look at.</summary>
/// <param name="Event">The sequence behind the cursor that was not taken.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="NextAt">When there is something to do; null: nothing, or it waits.</param>
/// <param name="Paused">The event was tried for the last time; a person decides.</param>
/// <param name="Held">Waits for the end of the directory's first load.</param>
public sealed record Lane(LaneKey Key, long Cursor, long Head, long? Event, int Tries, long? NextAt, bool Paused, bool Held)
{
    internal const string Columns = "l.tenant, l.webhook, l.directory, l.replay, l.cursor, l.head, l.event, l.tries, l.next_at, l.paused, l.held";

    internal static Lane Read(DbDataReader row) => new(
        new LaneKey(new TenantId(row.GetInt32(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3)), row.GetInt64(4), row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetInt64(6), row.GetInt16(7), row.IsDBNull(8) ? null : row.GetInt64(8), row.GetBoolean(9), row.GetBoolean(10));
}

/// <summary>How a stretch of a lane ended.</summary>
/// <param name="Cursor">Everything up to here is done.</param>
/// <param name="Event">The sequence behind the cursor that was not taken.</param>
/// <param name="RetryAt">When it is tried again; null: never by itself.</param>
/// <param name="Held">It waits for the end of the first load.</param>
public readonly record struct LaneEnd(long Cursor, long? Event = null, int Tries = 0, long? RetryAt = null, bool Held = false)
{
    public bool Paused => Event is not null && RetryAt is null;
}
