namespace Jumpgate.Emulator;

/// <summary>The emulator's time: the machine's, or what a test hands in, moved by <c>POST /emulator/clock</c>.</summary>
public sealed class EmulatorClock(TimeProvider inner) : TimeProvider
{
    private long _shift;
    private long _frozen = -1;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        var frozen = Interlocked.Read(ref _frozen);
        return frozen >= 0 ? new DateTimeOffset(frozen, TimeSpan.Zero) : inner.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _shift));
    }

    /// <summary>Goes on from another moment.</summary>
    public void Set(DateTimeOffset now)
    {
        Interlocked.Exchange(ref _frozen, -1);
        Interlocked.Exchange(ref _shift, (now - inner.GetUtcNow()).Ticks);
    }

    public void Advance(TimeSpan by)
    {
        if (Interlocked.Read(ref _frozen) >= 0)
            Interlocked.Add(ref _frozen, by.Ticks);
        else
            Interlocked.Add(ref _shift, by.Ticks);
    }

    /// <summary>Stands still at the present moment until set again.</summary>
    public void Freeze() => Interlocked.Exchange(ref _frozen, GetUtcNow().UtcTicks);
}
