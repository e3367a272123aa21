namespace Jumpgate.Server.Tests;

/// <summary>The system's clock with the date moved at will; timers run as usual.</summary>
public sealed class FakeClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
