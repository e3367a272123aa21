namespace Jumpgate.JumpCloud;

/// <summary>Bounds of a <see cref="RateGovernor"/>.</summary>
public sealed record RateGovernorOptions
{
    /// <summary>Most requests per second, or null for none. Taken from <see cref="Region.MaxRequestsPerSecond"/> by <see cref="RateGovernor.For"/>.</summary>
    public double? MaxRequestsPerSecond { get; init; }

    /// <summary>Calls in flight to begin with; slow answers alone never push it lower, only 429 and 503 do.</summary>
    public int InitialConcurrency { get; init; } = 8;

    /// <summary>Most calls in flight.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Calls in flight that interactive work may use beyond the limit, so that it never waits behind slow bulk answers.</summary>
    public int InteractiveReserve { get; init; } = 2;

    /// <summary>First pause of all calls after a 429 without <c>Retry-After</c>; doubles while 429s go on.</summary>
    public TimeSpan ThrottlePause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest such pause.</summary>
    public TimeSpan MaxThrottlePause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing is sent after a 403 that names abuse.</summary>
    public TimeSpan AbuseCoolDown { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest pause that calls wait through; a longer <c>Retry-After</c> fails them as <see cref="JumpCloudErrorKind.RateLimited"/>.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for interactive calls, where a person waits.</summary>
    public TimeSpan LongestInteractiveWait { get; init; } = TimeSpan.FromSeconds(10);
}
