namespace Jumpgate.JumpCloud.Tests.Rates;

/// <summary>
/// Callers who always want to call, and a server that answers after a time, played on one thread by the clock: no real
/// time passes, so what comes out is the same on every machine.
/// </summary>
internal sealed class Traffic(RateGovernor governor, ManualClock clock, int callers = 100)
{
    private readonly List<Task<RateLease>> _waiting = [];
    private readonly PriorityQueue<(RateLease Lease, DateTimeOffset Sent), DateTimeOffset> _out = new();

    /// <summary>How long an answer takes, by how many calls are out.</summary>
    public Func<int, TimeSpan> Latency { get; init; } = _ => TimeSpan.FromMilliseconds(50);

    /// <summary>The status of an answer to a call sent at this time.</summary>
    public Func<DateTimeOffset, int> Status { get; init; } = _ => 200;

    public List<DateTimeOffset> SentAt { get; } = [];

    public int Answered { get; private set; }

    public int Throttled { get; private set; }

    public int MostOut { get; private set; }

    public void Run(TimeSpan duration)
    {
        var end = clock.GetUtcNow() + duration;
        while (clock.GetUtcNow() < end)
        {
            Send();
            var step = _out.TryPeek(out _, out var due) ? due - clock.GetUtcNow() : TimeSpan.FromMilliseconds(10);
            if (step > TimeSpan.FromMilliseconds(10)) step = TimeSpan.FromMilliseconds(10);
            if (step > TimeSpan.Zero) clock.Advance(step);
            Answer();
        }
    }

    private void Send()
    {
        while (true)
        {
            while (_waiting.Count + _out.Count < callers)
                _waiting.Add(governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask());
            var ready = _waiting.Where(task => task.IsCompleted).ToList();
            if (ready.Count == 0) return;
            foreach (var task in ready)
            {
                _waiting.Remove(task);
                var now = clock.GetUtcNow();
                SentAt.Add(now);
                _out.Enqueue((task.GetAwaiter().GetResult(), now), now + Latency(_out.Count + 1));
            }

            MostOut = Math.Max(MostOut, _out.Count);
        }
    }

    private void Answer()
    {
        while (_out.TryPeek(out var call, out var due) && due <= clock.GetUtcNow())
        {
            _out.Dequeue();
            if (Status(call.Sent) is 429 or 503)
            {
                Throttled++;
                call.Lease.Throttled();
            }
            else
            {
                Answered++;
                call.Lease.Answered();
            }
        }
    }
}
