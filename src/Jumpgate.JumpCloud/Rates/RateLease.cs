namespace Jumpgate.JumpCloud;

/// <summary>A turn given by a <see cref="RateGovernor"/>: report how the call ended, then dispose.</summary>
public sealed class RateLease : IDisposable
{
    private RateGovernor? _governor;

    internal RateLease(RateGovernor governor, string route, long started)
    {
        _governor = governor;
        Route = route;
        Started = started;
    }

    internal string Route { get; }

    internal long Started { get; }

    internal long Backoffs { get; init; }

    /// <summary>An ordinary answer came (any status but 429, 503 and an abuse 403).</summary>
    public void Answered() => Take()?.Complete(this, RateSignal.Answered, null);

    /// <summary>429 or 503 came. <paramref name="retryAfter"/> is what its <c>Retry-After</c> asked for.</summary>
    public void Throttled(TimeSpan? retryAfter = null) => Take()?.Complete(this, RateSignal.Throttled, retryAfter);

    /// <summary>A 403 came that names abuse: the governor stops and cools down.</summary>
    public void Blocked() => Take()?.Complete(this, RateSignal.Blocked, null);

    /// <summary>Gives the turn back; without a report before it (timeout, lost connection) nothing is learned.</summary>
    public void Dispose() => Take()?.Complete(this, RateSignal.None, null);

    private RateGovernor? Take() => Interlocked.Exchange(ref _governor, null);
}

internal enum RateSignal
{
    None,
    Answered,
    Throttled,
    Blocked,
}
