using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Jumpgate.Scim.Errors;
using Jumpgate.Server.Scim.Directories;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>How fast one directory may be asked, so that one client's loop does not slow all others.</summary>
internal sealed class ScimPace(IOptions<ScimOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, TokenBucketRateLimiter> buckets = new();
    private readonly int most = options.Value.RequestsPerSecond;

    /// <exception cref="ScimException">429: too many of late.</exception>
    public void Take(HttpContext http, ScimAccess access)
    {
        if (most == 0) return;
        using var lease = buckets.GetOrAdd(access.DirectoryId, _ => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = most,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })).AttemptAcquire();
        if (lease.IsAcquired) return;
        http.Response.Headers.RetryAfter = "1";
        throw new ScimException(new ScimError(429, null, $"This directory takes {most} requests per second; wait a second."));
    }

    public void Dispose()
    {
        foreach (var bucket in buckets.Values) bucket.Dispose();
    }
}
