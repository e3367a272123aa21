namespace Jumpgate.JumpCloud;

/// <summary>Time limits, retries and sizes of a <see cref="JumpCloudClient"/>. The defaults suit real JumpCloud.</summary>
public sealed record JumpCloudOptions
{
    /// <summary>Longest wait for one answer, its body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for one Directory Insights answer: a page may hold 10,000 events.</summary>
    public TimeSpan InsightsTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Longest wait for a connection, used by <see cref="JumpCloudClient.CreateHandler"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Repeats after the first attempt of a bulk or provisioning call.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>Repeats after the first attempt of an interactive call, where a person waits.</summary>
    public int MaxInteractiveRetries { get; init; } = 2;

    /// <summary>First wait between attempts; it doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between attempts, unless the answer's <c>Retry-After</c> asks for more.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest <c>Retry-After</c> that is waited for; a longer one ends the call as <see cref="JumpCloudErrorKind.RateLimited"/>.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest body accepted, in bytes; more is <see cref="JumpCloudErrorKind.InvalidResponse"/>.</summary>
    public int MaxResponseBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Objects per page, at most 100: JumpCloud clamps above that (jumpcloud-api.md §3.1).</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Name sent as <c>User-Agent</c>.</summary>
    public string UserAgent { get; init; } = "Jumpgate/0.1";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxInteractiveRetries);
        foreach (var span in new[] { AttemptTimeout, InsightsTimeout, ConnectTimeout })
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero);
    }
}
