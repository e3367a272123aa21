namespace Jumpgate.Server.Delivery;

/// <summary>When an event that was not taken is tried again: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; then never by itself.</summary>
public static class RetryPlan
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    /// <summary>Attempts in all.</summary>
    public static int Tries => Waits.Length + 1;

    /// <summary>How long to wait after so many attempts; null: it was the last one.</summary>
    /// <param name="asked">What the receiver asked for: taken where it is longer than the plan's wait, up to the plan's longest.</param>
    public static TimeSpan? After(int tries, TimeSpan? asked = null)
    {
        if (tries > Waits.Length) return null;
        var wait = Waits[tries - 1];
        var longest = Waits[^1];
        return asked is { } more && more > wait ? (more < longest ? more : longest) : wait;
    }
}
