namespace Jumpgate.Emulator.Insights.History;

/// <summary>Chance as a function: the same seed and number give the same throws in the same order.</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed;

    public static ulong Hash(ulong seed, ulong number)
    {
        var dice = new Dice(seed ^ (number * 0xD1342543DE82EF95));
        return dice.Next();
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to, but not with, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];
}
