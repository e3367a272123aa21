namespace Jumpgate.JumpCloud;

/// <summary>
/// How many calls may be out at a time. It grows while answers are about as fast as the fastest lately seen on the same
/// route, stays where more calls only wait longer, and halves when told to. Not thread-safe: the governor's lock guards it.
/// </summary>
internal sealed class ConcurrencyLimit(RateGovernorOptions options, TimeProvider time)
{
    private const double Smoothing = 0.1;

    /// <summary>Up to here calls over a distance are put out at a time even where answers get slower: most of their time is the way.</summary>
    private const int WorthTrying = 32;

    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BaselineWindow = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Baseline> _fastest = new(StringComparer.Ordinal);
    private double _limit = options.InitialConcurrency;
    private double _speed = 1;
    private bool _doubling = true;

    public int Value => (int)_limit;

    public void Observe(string route, TimeSpan elapsed, bool saturated)
    {
        var ticks = Math.Max(1, elapsed.Ticks);
        var fastest = Fastest(route, ticks);
        _speed += Smoothing * (((double)fastest / ticks) - _speed);
        if (!saturated) return;

        // The share of an answer's time that was spent waiting, times the calls out, is the queue we cause.
        var queued = _limit * (1 - _speed);
        var tolerated = fastest >= Distance.Ticks && _limit < WorthTrying ? _limit * 2 / 3 : Math.Max(6, _limit / 4);
        if (queued < tolerated)
            _limit = Math.Min(options.MaxConcurrency, _limit + (_doubling ? 1 : 2 / _limit));
        else
            Settle(queued, tolerated);
    }

    public void Halve()
    {
        _doubling = false;
        _limit = Math.Max(1, _limit / 2);
    }

    public void Restart()
    {
        _doubling = false;
        _limit = 1;
    }

    private void Settle(double queued, double tolerated)
    {
        _doubling = false;
        if (queued > Math.Max(12, tolerated * 1.25) && _limit > options.InitialConcurrency)
            _limit = Math.Max(options.InitialConcurrency, _limit - (1 / _limit));
        else if (_limit < options.InitialConcurrency)
            _limit = Math.Min(options.InitialConcurrency, _limit + (1 / _limit));
    }

    private long Fastest(string route, long ticks)
    {
        var now = time.GetTimestamp();
        if (!_fastest.TryGetValue(route, out var baseline))
            baseline = new Baseline(ticks, long.MaxValue, now);
        else if (time.GetElapsedTime(baseline.Since, now) > BaselineWindow)
            baseline = new Baseline(ticks, baseline.Current, now);
        else if (ticks < baseline.Current)
            baseline = baseline with { Current = ticks };
        _fastest[route] = baseline;
        return Math.Min(baseline.Current, baseline.Previous);
    }

    private readonly record struct Baseline(long Current, long Previous, long Since);
}
