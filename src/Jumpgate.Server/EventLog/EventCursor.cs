using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>How far an organization's events are fetched, and how far the directory has followed them.</summary>
/// <param name="Position">Position of the newest event of the log.</param>
/// <param name="Checkpoint">Time of the newest event seen, by JumpCloud's clock: Unix milliseconds.</param>
/// <param name="Window">A window whose pages are not all read, or null.</param>
/// <param name="SearchAfter">The page of it to go on with.</param>
/// <param name="Fault">Why the last poll failed; null: it did not.</param>
internal sealed record EventCursor(long Position, long Checkpoint, EventWindow? Window, string? SearchAfter, EventCursorState State, FetchFault? Fault = null)
{
    public static async ValueTask<EventCursor?> ReadAsync(TenantSql sql, OrganizationKey organization, CancellationToken cancellation) => (await sql.QueryAsync(
        "select position, checkpoint, query, search_after, state, fault_code, fault_detail, fault_at from event_cursor where tenant = @tenant and organization = @organization",
        row => new EventCursor(
            row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : JsonSerializer.Deserialize(row.GetString(2), EventCursorJson.Default.EventWindow),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? new EventCursorState() : JsonSerializer.Deserialize(row.GetString(4), EventCursorJson.Default.EventCursorState)!,
            row.IsDBNull(5) ? null : new FetchFault(row.GetString(5), row.GetString(6), row.GetInt64(7))),
        cancellation, ("organization", organization.Value))).SingleOrDefault();

    public async ValueTask SaveAsync(WriteScope scope, OrganizationKey organization) => await scope.Sql.ExecuteAsync(
        """
        insert into event_cursor (tenant, organization, position, checkpoint, query, search_after, state, fault_code, fault_detail, fault_at)
        values (@tenant, @organization, @position, @checkpoint, @query, @search_after, @state, @code, @detail, @at)
        on conflict (tenant, organization) do update set position = excluded.position, checkpoint = excluded.checkpoint, query = excluded.query,
          search_after = excluded.search_after, state = excluded.state, fault_code = excluded.fault_code, fault_detail = excluded.fault_detail, fault_at = excluded.fault_at
        """,
        default, ("organization", organization.Value), ("position", Position), ("checkpoint", Checkpoint),
        ("query", Window is null ? null : JsonSerializer.Serialize(Window, EventCursorJson.Default.EventWindow)), ("search_after", SearchAfter),
        ("state", JsonSerializer.Serialize(State, EventCursorJson.Default.EventCursorState)), ("code", Fault?.Code), ("detail", Fault?.Detail), ("at", Fault?.At));
}

/// <summary>Times are Unix milliseconds.</summary>
/// <param name="Followed">Position up to which the directory has followed the log.</param>
/// <param name="ReachedAt">When the log was last read to its end.</param>
/// <param name="Beginning">From when on events were fetched at first; 0: not known.</param>
/// <param name="Covered">Up to when the live tail has read, by JumpCloud's clock.</param>
/// <param name="CheckedTo">Hours up to here have their counts compared.</param>
/// <param name="HourlyAt">When the next hourly sweep is due.</param>
/// <param name="DailyAt">When the next daily sweep is due.</param>
internal sealed record EventCursorState(
    long Followed = 0, long ReachedAt = 0, long Beginning = 0, long Covered = 0, long CheckedTo = 0, long HourlyAt = 0, long DailyAt = 0);

/// <summary>Why events do not come.</summary>
/// <param name="Code">Of <see cref="FetchProblems"/> or the organizations' problems.</param>
/// <param name="At">Since when; Unix milliseconds.</param>
internal sealed record FetchFault(string Code, string Detail, long At);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventCursorState))]
[JsonSerializable(typeof(EventWindow))]
internal sealed partial class EventCursorJson : JsonSerializerContext;
