using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Jumpgate.Scim.Errors;
using Jumpgate.Server.Scim.Directories;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>How fast one directory may be asked, so that one client's loop does not slow all others.</summary>
internal sealed class ScimPace(IOptions<ScimOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, (int Most, TokenBucketRateLimiter Bucket)> buckets = new();
    private readonly ConcurrentDictionary<Guid, (long Slot, bool IsNew)> recorded = new();
    private readonly int otherwise = options.Value.RequestsPerSecond;

    /// <exception cref="ScimException">429: too many of late.</exception>
    public void Take(HttpContext http, ScimAccess access)
    {
        var most = access.Setup.Settings.RequestsPerSecond is > 0 and var own ? own : otherwise;
        if (most == 0) return;
        using var lease = buckets.AddOrUpdate(access.DirectoryId, _ => (most, New(most)), (_, now) => now.Most == most ? now : (most, New(most))).Bucket.AttemptAcquire();
        if (lease.IsAcquired) return;
        http.Response.Headers.RetryAfter = "1";
        throw new ScimException(new ScimError(429, null, $"This directory takes {most} requests per second; wait a second."));
    }

    /// <summary>Whether a refusal by pace is to leave a record: one in ten seconds tells all there is to know, and a loop must not fill a disk.</summary>
    public bool IsToBeRecorded(ScimAccess access)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds() / 10;
        return recorded.AddOrUpdate(access.DirectoryId, (now, true), (_, last) => (now, last.Slot != now)).IsNew;
    }

    public void Dispose()
    {
        foreach (var (_, bucket) in buckets.Values) bucket.Dispose();
    }

    private static TokenBucketRateLimiter New(int most) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = most,
        TokensPerPeriod = most,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });
}
