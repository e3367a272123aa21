using System.Diagnostics;

namespace Jumpgate.JumpCloud;

/// <summary>
/// The one gate all calls of an organization pass: sync, events and provisioning share it. It orders waiting calls by
/// <see cref="CallPriority"/>, adapts how many are out at a time, keeps to a rate, pauses on 429 and stops on a 403 that
/// names abuse. Safe for use by many callers; make one per organization.
/// </summary>
/// <remarks>
/// Hand-written because the framework's limiters know neither priorities nor a <see cref="TimeProvider"/>, and JumpCloud
/// publishes no number to configure them with (jumpcloud-api.md §5).
/// </remarks>
public sealed class RateGovernor : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RateGovernorOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrencyLimit _limit;
    private readonly RateCap _rate;
    private readonly ITimer _timer;
    private readonly Queue<Waiter>[] _waiting = [new(), new(), new()];
    private int _inFlight;
    private long _requests;
    private long _throttled;
    private long _backoffs;
    private int _throttledInARow;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _stoppedUntil = DateTimeOffset.MinValue;

    /// <summary>Makes a governor; <paramref name="time"/> is the system's clock unless a test gives its own.</summary>
    public RateGovernor(RateGovernorOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new RateGovernorOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.InitialConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxConcurrency, _options.InitialConcurrency);
        if (_options.MaxRequestsPerSecond is { } cap) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cap);
        _time = time ?? TimeProvider.System;
        _limit = new ConcurrencyLimit(_options, _time);
        _rate = new RateCap(_options.MaxRequestsPerSecond, _time);
        _timer = _time.CreateTimer(_ => Resumed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A governor with the region's request cap.</summary>
    public static RateGovernor For(Region region, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        return new RateGovernor(new RateGovernorOptions { MaxRequestsPerSecond = region.MaxRequestsPerSecond }, time);
    }

    /// <summary>Most requests per second from now on, or null for none.</summary>
    public double? MaxRequestsPerSecond
    {
        get
        {
            lock (_gate) return _rate.Max;
        }

        set
        {
            if (value is { } cap) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cap, nameof(value));
            lock (_gate)
            {
                _rate.Max = value;
                LetThrough();
            }
        }
    }

    /// <summary>What it did and stands at.</summary>
    public RateGovernorCounters Counters
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetUtcNow();
                return new RateGovernorCounters(
                    _requests,
                    _throttled,
                    _inFlight,
                    _waiting.Sum(queue => queue.Count(waiter => !waiter.Task.IsCompleted)),
                    _limit.Value,
                    _rate.Current,
                    _pausedUntil > now ? _pausedUntil : null,
                    _stoppedUntil > now ? _stoppedUntil : null);
            }
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="priority">Who goes first among those who wait.</param>
    /// <param name="route">Route with placeholders: answer times are compared per route.</param>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.IpBlocked"/> while the governor cools down.</exception>
    public ValueTask<RateLease> AcquireAsync(CallPriority priority, string route, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(route);
        lock (_gate)
        {
            _waiting[(int)priority].Enqueue(waiter);
            LetThrough();
        }

        if (!waiter.Task.IsCompleted) waiter.GiveUpWith(cancellationToken);
        return new ValueTask<RateLease>(waiter.Task);
    }

    /// <summary>Ends a cool-down or pause at once; a person decided it.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _stoppedUntil = _pausedUntil = DateTimeOffset.MinValue;
            LetThrough();
        }
    }

    /// <summary>Lets nobody through any more; those who wait are cancelled.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var queue in _waiting)
            {
                foreach (var waiter in queue) waiter.TrySetCanceled();
                queue.Clear();
            }
        }

        _timer.Dispose();
    }

    internal void Complete(RateLease lease, RateSignal signal, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var saturated = _inFlight >= _limit.Value;
            _inFlight--;
            switch (signal)
            {
                case RateSignal.Answered:
                    if (lease.Backoffs == _backoffs) _throttledInARow = 0;
                    _rate.Answered();
                    _limit.Observe(lease.Route, _time.GetElapsedTime(lease.Started), saturated);
                    break;
                case RateSignal.Throttled:
                    Throttle(lease, retryAfter);
                    break;
                case RateSignal.Blocked:
                    _limit.Restart();
                    _stoppedUntil = _time.GetUtcNow() + _options.AbuseCoolDown;
                    break;
                case RateSignal.None:
                default:
                    break;
            }

            LetThrough();
        }
    }

    private void Throttle(RateLease lease, TimeSpan? retryAfter)
    {
        _throttled++;
        if (lease.Backoffs == _backoffs)
        {
            // Calls that were already out when we backed off say nothing new.
            _backoffs++;
            _limit.Halve();
            _rate.Throttled();
            var pause = _options.ThrottlePause * Math.Pow(2, Math.Min(_throttledInARow++, 20));
            Pause(pause < _options.MaxThrottlePause ? pause : _options.MaxThrottlePause);
        }

        if (retryAfter is { } asked) Pause(asked);
    }

    private void Pause(TimeSpan pause)
    {
        var until = _time.GetUtcNow() + pause;
        if (until > _pausedUntil) _pausedUntil = until;
    }

    private void Resumed()
    {
        lock (_gate) LetThrough();
    }

    private void LetThrough()
    {
        while (Next() is { } queue)
        {
            var wait = _rate.Wait();
            var now = _time.GetUtcNow();
            if (_stoppedUntil > now)
            {
                queue.Dequeue().TrySetException(Stopped(_stoppedUntil - now));
                continue;
            }

            var pause = _pausedUntil - now;
            if (pause > Patience(queue))
            {
                queue.Dequeue().TrySetException(Paused(pause));
                continue;
            }

            if (pause > wait) wait = pause;
            if (wait > TimeSpan.Zero)
            {
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
                return;
            }

            var waiter = queue.Dequeue();
            waiter.Forget();
            if (!waiter.TrySetResult(new RateLease(this, waiter.Route, _time.GetTimestamp()) { Backoffs = _backoffs })) continue;
            _inFlight++;
            _requests++;
            _rate.Take();
        }
    }

    private Queue<Waiter>? Next()
    {
        foreach (var (priority, queue) in _waiting.Index())
        {
            while (queue.TryPeek(out var first) && first.Task.IsCompleted) queue.Dequeue();
            if (queue.Count == 0) continue;
            var room = _limit.Value + (priority == (int)CallPriority.Interactive ? _options.InteractiveReserve : 0);
            var stopped = _stoppedUntil > _time.GetUtcNow();
            return stopped || _inFlight < room ? queue : null;
        }

        return null;
    }

    private TimeSpan Patience(Queue<Waiter> queue) =>
        ReferenceEquals(queue, _waiting[(int)CallPriority.Interactive]) ? _options.LongestInteractiveWait : _options.LongestWait;

    private static JumpCloudException Paused(TimeSpan rest) => new(
        JumpCloudErrorKind.RateLimited, $"JumpCloud asked to wait {rest.TotalSeconds:0} s before the next call to this organization.")
    {
        RetryAfter = rest,
        IsRetryable = true,
    };

    private static JumpCloudException Stopped(TimeSpan rest) => new(
        JumpCloudErrorKind.IpBlocked,
        "JumpCloud blocked this address for suspected abuse; calls to this organization are stopped to cool down.")
    {
        RetryAfter = rest,
        IsRetryable = true,
    };

    [DebuggerDisplay("{Route}")]
    private sealed class Waiter(string route) : TaskCompletionSource<RateLease>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private CancellationTokenRegistration _registration;

        public string Route => route;

        public void GiveUpWith(CancellationToken cancellationToken)
        {
            _registration = cancellationToken.Register(static (state, token) => ((Waiter)state!).TrySetCanceled(token), this);
            if (Task.IsCompleted) Forget();
        }

        /// <summary>Lets go of the caller's token, which may live much longer than the wait.</summary>
        public void Forget() => _registration.Unregister();
    }
}
