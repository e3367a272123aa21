using System.Buffers;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Insights.Live;

/// <summary>What goes on happening in one organization: one stretch for each weather there has been.</summary>
internal sealed class LiveEvents(HistorySubjects subjects, ulong seed, InsightsOptions options, EventKinds kinds)
{
    /// <summary>Bits of an index that say which event of a stretch; those before them say which stretch.</summary>
    private const int StretchShift = 38;
    private const int MostStretches = 256;

    private volatile LiveStretch[] _stretches = [];

    /// <summary>From now on another weather holds; what happened stays as it was.</summary>
    /// <exception cref="FormatException">The weather has turned too often.</exception>
    public void Turn(Weather weather, DateTimeOffset now)
    {
        if (_stretches is [.., var before])
            before.End(now.ToUnixTimeMilliseconds());
        if (!weather.Rains || new SceneBook(subjects, options, weather.Types) is not { IsEmpty: false } scenes)
            return;
        if (_stretches.Length == MostStretches)
            throw new FormatException($"the weather of an emulator turns at most {MostStretches} times");
        _stretches = [.. _stretches, new LiveStretch(scenes, kinds, weather, Dice.Hash(seed, (ulong)_stretches.Length), now - weather.Since)];
    }

    /// <summary>Events that show a time of the range and have happened by <paramref name="now"/>, in order.</summary>
    public IEnumerable<LiveRow> Rows(long from, long to, long now, bool descending)
    {
        var stretches = _stretches.Select((stretch, i) => stretch.Rows(from, to, now, descending).Select(row => row with { Index = ((long)i << StretchShift) | row.Index })).ToList();
        return stretches.Count switch
        {
            0 => [],
            1 => stretches[0],
            _ => stretches.Aggregate((all, next) => Merge(all, next, descending)),
        };
    }

    public void Write(long index, IBufferWriter<byte> output) => _stretches[index >> StretchShift].Write(index & ((1L << StretchShift) - 1), output);

    public EventName Name(long index) => _stretches[index >> StretchShift].Name(index & ((1L << StretchShift) - 1));

    private static IEnumerable<LiveRow> Merge(IEnumerable<LiveRow> left, IEnumerable<LiveRow> right, bool descending)
    {
        using var a = left.GetEnumerator();
        using var b = right.GetEnumerator();
        bool hasA = a.MoveNext(), hasB = b.MoveNext();
        while (hasA || hasB)
        {
            if (hasA && (!hasB || (a.Current.Milliseconds, a.Current.Index).CompareTo((b.Current.Milliseconds, b.Current.Index)) < 0 != descending))
            {
                yield return a.Current;
                hasA = a.MoveNext();
            }
            else
            {
                yield return b.Current;
                hasB = b.MoveNext();
            }
        }
    }
}
