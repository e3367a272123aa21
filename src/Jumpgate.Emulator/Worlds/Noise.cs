namespace Jumpgate.Emulator.Worlds;

/// <summary>Chance that is a pure function of its place: the same seed, salt and index give the same number, in any order of asking.</summary>
internal readonly struct Noise(ulong seed)
{
    public ulong At(int salt, long index)
        => Mix(seed ^ Mix(((ulong)(uint)salt << 40) ^ (ulong)index));

    public int Below(int bound, int salt, long index)
        => bound <= 1 ? 0 : (int)(At(salt, index) % (ulong)bound);

    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
