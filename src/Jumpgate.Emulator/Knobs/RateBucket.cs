using System.Collections.Concurrent;

namespace Jumpgate.Emulator.Knobs;

/// <summary>A token bucket for each credential. One second's worth may be taken at once.</summary>
internal sealed class RateBucket(TimeProvider time, double? perSecond)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public double? PerSecond { get; set; } = perSecond;

    public bool Admit(string credential)
    {
        if (PerSecond is not { } rate)
            return true;
        var bucket = _buckets.GetOrAdd(credential, _ => new Bucket { Tokens = rate, At = time.GetTimestamp() });
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(Math.Max(1, rate), bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * rate));
            bucket.At = now;
            if (bucket.Tokens < 1)
                return false;
            bucket.Tokens--;
            return true;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
