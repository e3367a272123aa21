using System.Buffers;

namespace Jumpgate.Emulator.Insights.History;

/// <summary>A past of any length that is computed, not stored: event <c>i</c> is a pure function of the seed and <c>i</c>,
/// and its time never runs backwards by more than the second it falls in.</summary>
public sealed class GeneratedHistory
{
    /// <summary>How far back the past reaches.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(30);

    private readonly ulong _seed;
    private readonly HistoryRhythm _rhythm;
    private readonly SceneBook _scenes;

    public GeneratedHistory(HistorySubjects subjects, long count, ulong seed, DateTimeOffset until, InsightsOptions options)
    {
        (Count, _seed) = (count, seed);
        _rhythm = new HistoryRhythm(until - Length, until, Math.Max(1, count));
        _scenes = new SceneBook(subjects, options, options.Weather.Types);
        if (count > 0 && _scenes.IsEmpty)
            throw new ArgumentException("a past needs users, admins or devices", nameof(subjects));
    }

    public long Count { get; }

    internal void Number(EventKinds kinds) => _scenes.Number(kinds);

    /// <summary>Events whose millisecond lies in the range, in order; within a second, those whose time has no fraction come first.</summary>
    internal IEnumerable<(long Index, long Milliseconds, ushort Kind)> Rows(long from, long to, bool descending)
    {
        if (Count == 0)
            yield break;
        var first = FirstIn(Second(Math.Max(from, 0)));
        var end = to >= long.MaxValue - 1000 ? Count : FirstIn(Second(to) + 1);
        var bucket = new List<(long Index, long Milliseconds, ushort Kind)>();
        var step = descending ? -1 : 1;
        var i = descending ? end - 1 : first;
        var exact = i >= first && i < end ? Exact(i) : 0;
        while (i >= first && i < end)
        {
            bucket.Clear();
            for (var second = Second(exact); i >= first && i < end && Second(exact) == second; exact = i >= first && i < end ? Exact(i) : 0)
            {
                bucket.Add(Row(i, exact));
                i += step;
            }
            if (bucket.Count > 1)
                bucket.Sort((a, b) => (a.Milliseconds, a.Index).CompareTo((b.Milliseconds, b.Index)) * step);
            foreach (var row in bucket)
            {
                if (row.Milliseconds >= from && row.Milliseconds <= to)
                    yield return row;
            }
        }
    }

    internal void Write(long index, IBufferWriter<byte> output)
    {
        var scene = SceneOf(index);
        var dice = new Dice(Dice.Hash(_seed ^ 0x5EED, (ulong)index));
        _scenes.Write(scene, _scenes.Shown(scene, Exact(index)), dice, Dice.Hash(_seed, (ulong)index), default, output);
    }

    internal string Id(long index)
    {
        var scene = SceneOf(index);
        return _scenes.Id(scene, _scenes.Shown(scene, Exact(index)), Dice.Hash(_seed, (ulong)index));
    }

    private (long Index, long Milliseconds, ushort Kind) Row(long index, long exact)
    {
        var scene = SceneOf(index);
        return (index, _scenes.Shown(scene, exact), _scenes.Kind(scene));
    }

    private int SceneOf(long index) => _scenes.Draw(Dice.Hash(_seed ^ 0xACE, (ulong)index));

    private long Exact(long index) => _rhythm.Milliseconds(index, (Dice.Hash(_seed ^ 0x71ED, (ulong)index) >> 11) * (1.0 / (1UL << 53)));

    private static long Second(long milliseconds) => milliseconds / 1000;

    private long FirstIn(long second)
    {
        long low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Second(Exact(middle)) < second)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
