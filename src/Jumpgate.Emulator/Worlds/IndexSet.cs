namespace Jumpgate.Emulator.Worlds;

/// <summary>A set of indices that is computed, not stored: any page, membership test and position costs the same at any size.</summary>
internal abstract class IndexSet
{
    public static readonly IndexSet Empty = new RangeSet([]);

    public abstract int Count { get; }

    public abstract int At(int position);

    /// <summary>Where the index stands in the set's order, or -1.</summary>
    public abstract int PositionOf(int index);

    public bool Contains(int index) => PositionOf(index) >= 0;
}

/// <summary>Whole stretches of indices, in the order given.</summary>
internal sealed class RangeSet((int Start, int End)[] ranges) : IndexSet
{
    public override int Count { get; } = ranges.Sum(r => r.End - r.Start);

    public override int At(int position)
    {
        foreach (var (start, end) in ranges)
        {
            if (position < end - start)
                return start + position;
            position -= end - start;
        }

        throw new ArgumentOutOfRangeException(nameof(position));
    }

    public override int PositionOf(int index)
    {
        var before = 0;
        foreach (var (start, end) in ranges)
        {
            if (index >= start && index < end)
                return before + index - start;
            before += end - start;
        }

        return -1;
    }
}

/// <summary>Indices whose remainder by a modulus is among the given ones: every n-th person.</summary>
internal sealed class ResidueSet : IndexSet
{
    private readonly int[] _residues;
    private readonly int _modulus;
    private readonly int _total;

    public ResidueSet(int[] residues, int modulus, int total)
    {
        (_residues, _modulus, _total) = (residues, modulus, total);
        Count = (total / modulus * residues.Length) + residues.Count(r => r < total % modulus);
    }

    public override int Count { get; }

    public override int At(int position) => (position / _residues.Length * _modulus) + _residues[position % _residues.Length];

    public override int PositionOf(int index)
    {
        if (index < 0 || index >= _total)
            return -1;
        var place = Array.IndexOf(_residues, index % _modulus);
        return place < 0 ? -1 : (index / _modulus * _residues.Length) + place;
    }
}

/// <summary>A scattered subset: the first so many steps of a walk through all indices that visits each once.</summary>
internal sealed class ScatterSet : IndexSet
{
    private readonly long _total;
    private readonly long _step;
    private readonly long _back;
    private readonly long _start;

    public ScatterSet(int total, int count, ulong chance)
    {
        _total = Math.Max(1, total);
        Count = Math.Min(count, total);
        _start = (long)(chance % (ulong)_total);
        _step = _total == 1 ? 1 : 1 + (long)((chance >> 20) % (ulong)(_total - 1));
        while (Gcd(_step, _total) != 1)
            _step = _step % _total + 1;
        _back = Inverse(_step, _total);
    }

    public override int Count { get; }

    public override int At(int position) => (int)(((position * _step) + _start) % _total);

    public override int PositionOf(int index)
    {
        if (index < 0 || index >= _total)
            return -1;
        var position = (index - _start + _total) % _total * _back % _total;
        return position < Count ? (int)position : -1;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);

    private static long Inverse(long value, long modulus)
    {
        if (modulus == 1)
            return 0;
        var (r, next, t, nextT) = (modulus, value % modulus, 0L, 1L);
        while (next != 0)
        {
            var quotient = r / next;
            (r, next) = (next, r - (quotient * next));
            (t, nextT) = (nextT, t - (quotient * nextT));
        }

        return t < 0 ? t + modulus : t;
    }
}
