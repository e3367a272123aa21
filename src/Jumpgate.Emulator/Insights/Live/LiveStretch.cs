using System.Buffers;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Insights.Live;

/// <summary>Live events under one weather: those of a second are a pure function of the seed and the second.</summary>
internal sealed class LiveStretch
{
    private const int SecondBits = 22;
    private const int OrdinalBits = 15;

    private readonly Weather _weather;
    private readonly SceneBook _scenes;
    private readonly EventKinds _kinds;
    private readonly ulong _seed;
    private readonly long _from;
    private long _end = long.MaxValue;

    public LiveStretch(SceneBook scenes, EventKinds kinds, Weather weather, ulong seed, DateTimeOffset from)
    {
        (_scenes, _kinds, _weather, _seed) = (scenes, kinds, weather, seed);
        _from = from.ToUnixTimeSeconds();
        scenes.Number(kinds);
    }

    /// <summary>Another weather begins: nothing happens after this millisecond.</summary>
    public void End(long milliseconds)
    {
        if (milliseconds < Interlocked.Read(ref _end))
            Interlocked.Exchange(ref _end, milliseconds);
    }

    /// <summary>Events that show a time of the range and have happened by <paramref name="now"/>, in order.</summary>
    public IEnumerable<LiveRow> Rows(long from, long to, long now, bool descending)
    {
        var end = Math.Min(Math.Min(to, now), Interlocked.Read(ref _end));
        var (first, last) = (Math.Max(_from, Math.Max(from, 0) / 1000), Math.Min(end / 1000, _from + (1L << SecondBits) - 1));
        var second = new List<LiveRow>();
        for (var at = descending ? last : first; at >= first && at <= last; at += descending ? -1 : 1)
        {
            Fill(second, at, end);
            if (descending)
                second.Reverse();
            foreach (var row in second)
            {
                if (row.Milliseconds >= from && row.Milliseconds <= to)
                    yield return row;
            }
        }
    }

    public void Write(long index, IBufferWriter<byte> output)
    {
        var (scene, shown, id) = Tell(index);
        if (OddOf(index) is { } shape)
        {
            OddEvents.Write(shape, _scenes.At(scene), shown, id, _scenes.Subjects.Organization, output);
            return;
        }

        var inPortal = Unit(0x0126, index) < _weather.NullOrganizations;
        var twist = new EventTwist((index & 1) == 0 ? null : OtherService(scene, index), inPortal);
        _scenes.Write(scene, shown, new Dice(Dice.Hash(_seed ^ 0x5EED, (ulong)(index >> 1))), id, twist, output);
    }

    /// <summary>The event's id, or what else it is known by where it has none.</summary>
    public EventName Name(long index)
    {
        var (scene, shown, id) = Tell(index);
        return new EventName(_scenes.Id(scene, shown, id), OddOf(index));
    }

    private (int Scene, long Shown, ulong Id) Tell(long index)
    {
        var scene = SceneOf(index);
        return (scene, _scenes.Shown(scene, Exact(index, Count(index >> (OrdinalBits + 1)))), Dice.Hash(_seed ^ 0x1D, (ulong)(index >> 1)));
    }

    /// <summary>The events of a second up to and with the millisecond <paramref name="end"/>, in order.</summary>
    private void Fill(List<LiveRow> rows, long second, long end)
    {
        rows.Clear();
        var relative = second - _from;
        var single = Count(relative);
        var count = Math.Min((1 << OrdinalBits) - 1, single + Burst(relative));
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            var index = ((relative << OrdinalBits) | (long)ordinal) << 1;
            var exact = Exact(index, single);
            if (exact > end)
                continue;
            var scene = SceneOf(index);
            var shown = _scenes.Shown(scene, exact);
            var visible = exact + LateBy(index);
            rows.Add(new LiveRow(index, shown, _scenes.Kind(scene), visible));
            // Told again it comes no earlier than the first time, so that the first says when the event has become visible.
            if (Unit(0x2E9, index) < _weather.Repeats)
                rows.Add(new LiveRow(index | 1, shown, _kinds.Number(OtherService(scene, index | 1), _scenes.At(scene).Type), Math.Max(visible, exact + LateBy(index | 1))));
        }

        rows.Sort((a, b) => (a.Milliseconds, a.Index).CompareTo((b.Milliseconds, b.Index)));
    }

    /// <summary>Single events of a second; behind them in number stand those of the burst.</summary>
    private int Count(long relative)
    {
        if (_weather.Spacing == Spacing.Even)
            return (int)(Math.Floor((relative + 1) * _weather.Rate) - Math.Floor(relative * _weather.Rate));
        return _weather.Rate > 0 ? Poisson(_weather.Rate, new Dice(Dice.Hash(_seed ^ 0x9015, (ulong)relative))) : 0;
    }

    private int Burst(long relative)
    {
        if (_weather.BurstSize <= 0)
            return 0;
        var every = Math.Max(1, (long)_weather.BurstEvery.TotalSeconds);
        return relative % every == (long)(Dice.Hash(_seed ^ 0xB0057, (ulong)(relative / every)) % (ulong)every) ? _weather.BurstSize : 0;
    }

    /// <summary>The millisecond it happens in. A burst happens on the full second, where all precisions agree.</summary>
    private long Exact(long index, int single)
    {
        var ordinal = (int)(index >> 1) & ((1 << OrdinalBits) - 1);
        var begin = (_from + (index >> (OrdinalBits + 1))) * 1000;
        if (ordinal >= single)
            return begin;
        return begin + (_weather.Spacing == Spacing.Even ? ((ordinal * 1000L) + 500) / single : (long)(Dice.Hash(_seed ^ 0x71ED, (ulong)(index >> 1)) % 1000));
    }

    private int SceneOf(long index) => _scenes.Draw(Dice.Hash(_seed ^ 0xACE, (ulong)(index >> 1)));

    private long LateBy(long index) =>
        Unit(0x1A7E, index) < _weather.LateShare ? 1 + (long)(Unit(0x1A7F, index) * _weather.LateLongest.TotalMilliseconds) : 0;

    private OddShape? OddOf(long index) => Unit(0x0DD, index & ~1L) < _weather.Odd ? OddEvents.Pick(_weather.Shapes, Dice.Hash(_seed ^ 0x0DE, (ulong)(index >> 1))) : null;

    private string OtherService(int scene, long index)
    {
        var names = EventServices.Published;
        var service = names[(int)(Dice.Hash(_seed ^ 0x5E2, (ulong)index) % (ulong)names.Length)];
        return service != _scenes.At(scene).Service ? service : service == "directory" ? "systems" : "directory";
    }

    private double Unit(ulong salt, long index) => new Dice(_seed ^ salt ^ ((ulong)index * 0xD1342543DE82EF95)).Unit();

    /// <summary>Knuth's product of chances; for many a second the normal distribution is the same.</summary>
    private static int Poisson(double mean, Dice dice)
    {
        if (mean > 60)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - dice.Unit())) * Math.Cos(2 * Math.PI * dice.Unit());
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * normal)));
        }

        var (limit, product, count) = (Math.Exp(-mean), dice.Unit(), 0);
        for (; product > limit; count++)
            product *= dice.Unit();
        return count;
    }
}
