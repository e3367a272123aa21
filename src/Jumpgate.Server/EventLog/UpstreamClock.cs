using System.Collections.Concurrent;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>
/// JumpCloud's clock, known by the <c>Date</c> of its answers: never ahead of it, less than a second behind. Goes on by this machine's stopwatch, so a
/// wrong or moved clock here asks for no window in the future.
/// </summary>
internal sealed class UpstreamClock(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private DateTimeOffset? known;
    private long knownAt;

    /// <summary>Null before the first answer.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (gate) return known + time.GetElapsedTime(knownAt);
        }
    }

    /// <summary>How far this server's clock is ahead of JumpCloud's; negative: behind.</summary>
    public TimeSpan? Ahead => time.GetUtcNow() - Now;

    /// <summary>What was known does not hold: JumpCloud's clock was moved.</summary>
    public void Forget()
    {
        lock (gate) known = null;
    }

    /// <param name="date">The <c>Date</c> of an answer that has just come; its fraction of a second is cut off.</param>
    public void Saw(DateTimeOffset? date)
    {
        if (date is not { } said) return;
        lock (gate)
        {
            var running = known + time.GetElapsedTime(knownAt);
            // Within the second that was said, the clock that runs is the finer one.
            known = running >= said && running < said + Second ? running : said;
            knownAt = time.GetTimestamp();
        }
    }
}

/// <summary>The clock of each organization's JumpCloud.</summary>
internal sealed class UpstreamClocks(TimeProvider time)
{
    private readonly ConcurrentDictionary<(TenantId, OrganizationKey), UpstreamClock> clocks = new();

    public UpstreamClock Of(TenantId tenant, OrganizationKey organization) => clocks.GetOrAdd((tenant, organization), _ => new UpstreamClock(time));
}
