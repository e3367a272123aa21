namespace Jumpgate.JumpCloud;

/// <summary>
/// Requests per second: the cap that was set, and a lower one learned from 429s, because JumpCloud publishes no number and
/// sends no rate headers (jumpcloud-api.md §5). Calls are spaced evenly. Not thread-safe: the governor's lock guards it.
/// </summary>
internal sealed class RateCap(double? max, TimeProvider time)
{
    private const double Forgotten = 2000;

    /// <summary>Answers per second below which a 429 teaches no rate: a storm at the start says only "wait".</summary>
    private const double LeastEvidence = 2;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(20);

    private readonly long _start = time.GetTimestamp();
    private double? _learned;
    private double _tooMuch;
    private TimeSpan _learnedAt;
    private TimeSpan _refusedAt;
    private TimeSpan _next;
    private TimeSpan _windowFrom;
    private int _windowCount;
    private double _lastWindow;

    public double? Max
    {
        get;
        set
        {
            field = value;
            // A place in the line given under a slower cap must not hold the faster one back.
            var soonest = Now + TimeSpan.FromSeconds(1 / (Current ?? double.PositiveInfinity));
            if (_next > soonest) _next = soonest;
        }
    } = max;

    public double? Current => (_learned, Max) switch
    {
        ({ } learned, { } cap) => Math.Min(learned, cap),
        var (learned, cap) => learned ?? cap,
    };

    /// <summary>How long the next call must wait; zero when it may go now.</summary>
    public TimeSpan Wait()
    {
        if (Current is null) return TimeSpan.Zero;
        var wait = _next - Now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Take()
    {
        if (Current is not { } rate) return;
        var now = Now;
        var from = now - CatchUp > _next ? now - CatchUp : _next;
        _next = from + TimeSpan.FromSeconds(1 / rate);
    }

    public void Answered()
    {
        var now = Now;
        if (now - _windowFrom >= Second)
        {
            _lastWindow = now - _windowFrom < Second * 2 ? _windowCount / (now - _windowFrom).TotalSeconds : 0;
            _windowFrom = now;
            _windowCount = 0;
        }

        _windowCount++;
        if (_learned is not { } learned) return;

        // Back to nearly what was too much within seconds, then carefully, and faster the longer nothing was refused.
        var known = 0.9 * _tooMuch;
        var seconds = Math.Min(5, (now - _learnedAt).TotalSeconds);
        _learnedAt = now;
        learned = learned < known
            ? Math.Min(known, learned * (1 + seconds))
            : learned * (1 + (seconds * (0.05 + ((now - _refusedAt).TotalSeconds / 100))));
        _learned = learned > (Max ?? Forgotten) ? null : learned;
    }

    public void Throttled()
    {
        var now = Now;
        _refusedAt = now;

        // What was answered in the last second or so came through; a little less is what may be asked for.
        var observed = Math.Max(_lastWindow, _windowCount / Math.Max(1, (now - _windowFrom).TotalSeconds));
        if (_learned is null && observed < LeastEvidence) return;
        var before = _learned ?? double.PositiveInfinity;
        _tooMuch = Math.Min(before, Math.Min(observed, Max ?? observed));
        if (_learned is { } had) _tooMuch = Math.Max(_tooMuch, had / 2);
        _learned = Math.Max(0.5, 0.8 * _tooMuch);
        _learnedAt = now;
    }

    private TimeSpan Now => time.GetElapsedTime(_start);
}
