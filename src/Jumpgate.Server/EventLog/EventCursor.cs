using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>How far an organization's events are fetched, and how far the directory has followed them.</summary>
/// <param name="Position">Position of the newest event of the log.</param>
/// <param name="Checkpoint">Time of the newest event seen, by JumpCloud's clock: Unix milliseconds.</param>
/// <param name="QueryStart">Start of a query whose pages are not all read, or null.</param>
/// <param name="SearchAfter">The page to go on with.</param>
internal sealed record EventCursor(long Position, long Checkpoint, long? QueryStart, string? SearchAfter, EventCursorState State)
{
    public static async ValueTask<EventCursor?> ReadAsync(TenantSql sql, OrganizationKey organization, CancellationToken cancellation) => (await sql.QueryAsync(
        "select position, checkpoint, query, search_after, state from event_cursor where tenant = @tenant and organization = @organization",
        row => new EventCursor(
            row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : long.Parse(row.GetString(2), System.Globalization.CultureInfo.InvariantCulture),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? new EventCursorState() : JsonSerializer.Deserialize(row.GetString(4), EventCursorJson.Default.EventCursorState)!),
        cancellation, ("organization", organization.Value))).SingleOrDefault();

    public async ValueTask SaveAsync(WriteScope scope, OrganizationKey organization) => await scope.Sql.ExecuteAsync(
        """
        insert into event_cursor (tenant, organization, position, checkpoint, query, search_after, state)
        values (@tenant, @organization, @position, @checkpoint, @query, @search_after, @state)
        on conflict (tenant, organization) do update set position = excluded.position, checkpoint = excluded.checkpoint, query = excluded.query,
          search_after = excluded.search_after, state = excluded.state
        """,
        default, ("organization", organization.Value), ("position", Position), ("checkpoint", Checkpoint),
        ("query", QueryStart?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("search_after", SearchAfter),
        ("state", JsonSerializer.Serialize(State, EventCursorJson.Default.EventCursorState)));
}

/// <param name="Followed">Position up to which the directory has followed the log.</param>
/// <param name="ReachedAt">When the log was last read to its end; Unix milliseconds.</param>
internal sealed record EventCursorState(long Followed = 0, long ReachedAt = 0);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventCursorState))]
internal sealed partial class EventCursorJson : JsonSerializerContext;
