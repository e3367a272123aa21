using System.Text.Json;
using Jumpgate.JumpCloud;

namespace Jumpgate.Server.EventLog;

/// <summary>An event that JumpCloud names, whose answer cannot be read.</summary>
/// <param name="At">Unix milliseconds.</param>
internal sealed record UnreadableEvent(string? Id, long At, string Why);

/// <summary>What one question brought.</summary>
/// <param name="Skipped">The event the page would have held, and could not be read.</param>
/// <param name="Requests">Questions it took.</param>
internal sealed record EventAnswer(EventPage Page, UnreadableEvent? Skipped, int Requests);

/// <summary>
/// Reads pages of a window. One that cannot be read (no JSON, too large) is asked for in smaller ones, down to one event; where that one cannot be read
/// either, and JumpCloud can name it, it is passed over and reported.
/// </summary>
internal sealed class EventReader(JumpCloudClient client, UpstreamClock clock, int limit)
{
    private const int Step = 10;
    private static readonly string[] Names = ["id", "timestamp"];

    private readonly int most = limit;
    private int size = limit;

    public async Task<EventAnswer> ReadAsync(EventQuery query, CancellationToken cancellation)
    {
        for (var requests = 1; ; requests++)
        {
            try
            {
                var page = await client.Insights.EventsPageAsync(query with { Limit = size }, cancellation);
                clock.Saw(page.Date);
                size = Math.Min(most, size * Step);
                return new EventAnswer(page, null, requests);
            }
            catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.InvalidResponse && size > 1)
            {
                size = Math.Max(1, size / Step);
            }
            catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.InvalidResponse)
            {
                // A proxy that answers everything with its own page answers this too, and is no reason to pass anything over.
                var page = await client.Insights.EventsPageAsync(query with { Limit = 1, Fields = Names }, cancellation);
                clock.Saw(page.Date);
                size = Math.Min(most, Step);
                if (page.Items is not [var item]) return new EventAnswer(page with { Items = [] }, null, requests + 1);
                return new EventAnswer(page with { Items = [] }, Named(item.Json, error.Message, query), requests + 1);
            }
        }
    }

    private static UnreadableEvent Named(ReadOnlyMemory<byte> json, string why, EventQuery query)
    {
        using var names = JsonDocument.Parse(json, IncomingEvent.Depth);
        var at = Text("timestamp") is { } text && EventTime.TryRead(text, out var time) ? time : query.Start.ToUnixTimeMilliseconds();
        return new UnreadableEvent(Text("id"), at, why);

        string? Text(string name) =>
            names.RootElement.ValueKind == JsonValueKind.Object && names.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
