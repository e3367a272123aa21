namespace Jumpgate.Emulator.Insights.History;

/// <summary>Spreads events over a stretch of time as people cause them: busy on working days, quiet at night.</summary>
internal sealed class HistoryRhythm
{
    private const long Hour = 3_600_000;
    private const int HoursAWeek = 168;
    private const long Monday = 4 * 24 * Hour;

    /// <summary>Work done before each hour of the week, and in the whole week as the last entry.</summary>
    private static readonly double[] Done = Accumulate();

    private readonly double _from;
    private readonly double _length;
    private readonly long _start;
    private readonly long _end;
    private readonly long _count;

    public HistoryRhythm(DateTimeOffset start, DateTimeOffset end, long count)
    {
        (_start, _end, _count) = (start.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds(), count);
        _from = WorkUntil(_start);
        _length = WorkUntil(_end) - _from;
    }

    /// <summary>The millisecond of an event, never before that of the event in front of it.</summary>
    public long Milliseconds(long index, double jitter)
    {
        var work = _from + (_length * (index + jitter) / _count);
        var weeks = Math.Floor(work / Done[HoursAWeek]);
        var rest = work - (weeks * Done[HoursAWeek]);
        var hour = Array.BinarySearch(Done, 0, HoursAWeek, rest);
        hour = hour >= 0 ? hour : ~hour - 1;
        var part = (rest - Done[hour]) / (Done[hour + 1] - Done[hour]);
        var time = Monday + (long)((((weeks * HoursAWeek) + hour + part) * Hour));
        return Math.Clamp(time, _start, _end);
    }

    private static double WorkUntil(long milliseconds)
    {
        var hours = (milliseconds - Monday) / (double)Hour;
        var weeks = Math.Floor(hours / HoursAWeek);
        var rest = hours - (weeks * HoursAWeek);
        var hour = Math.Min((int)rest, HoursAWeek - 1);
        return (weeks * Done[HoursAWeek]) + Done[hour] + ((rest - hour) * (Done[hour + 1] - Done[hour]));
    }

    private static double[] Accumulate()
    {
        var done = new double[HoursAWeek + 1];
        for (var hour = 0; hour < HoursAWeek; hour++)
            done[hour + 1] = done[hour] + Weight(hour / 24, hour % 24);
        return done;
    }

    private static double Weight(int day, int hour) => (day, hour) switch
    {
        ( >= 5, _) => 0.15,
        (_, >= 7 and < 10) => 1.6,
        (_, >= 10 and < 18) => 1.0,
        (_, >= 18 and < 22) => 0.4,
        _ => 0.1,
    };
}
