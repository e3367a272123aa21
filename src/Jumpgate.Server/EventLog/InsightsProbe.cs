using Jumpgate.JumpCloud;

namespace Jumpgate.Server.EventLog;

/// <summary>One small question: whether the credentials may read events, and what JumpCloud's clock says.</summary>
internal static class InsightsProbe
{
    // The clock here may be ahead, and a start in the future is refused.
    private static readonly TimeSpan Back = TimeSpan.FromDays(2);

    /// <exception cref="JumpCloudException">They may not, or JumpCloud does not answer.</exception>
    public static async Task AskAsync(JumpCloudClient client, UpstreamClock clock, DateTimeOffset now, CancellationToken cancellation) => clock.Saw(
        (await client.Insights.EventsPageAsync(new EventQuery { Start = now - Back, Limit = 1, Fields = ["id"] }, cancellation)).Date);
}
