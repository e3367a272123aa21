namespace Jumpgate.Server.Organizations.Credentials;

/// <summary>When to warn before a credential's end: 30, 14, 7 and 1 days before, and at the end. Pure.</summary>
public static class ExpiryStages
{
    private static readonly int[] Days = [30, 14, 7, 1, 0];

    /// <summary>The stage reached (0: the end is there); null: none yet.</summary>
    public static int? At(DateTimeOffset end, DateTimeOffset now)
    {
        int? reached = null;
        foreach (var days in Days)
        {
            if (end - now <= TimeSpan.FromDays(days)) reached = days;
        }

        return reached;
    }

    /// <summary>When the next stage comes; null: the end is past.</summary>
    public static DateTimeOffset? Next(DateTimeOffset end, DateTimeOffset now)
    {
        foreach (var days in Days)
        {
            if (end - TimeSpan.FromDays(days) is var at && at > now) return at;
        }

        return null;
    }

    public static int DaysLeft(DateTimeOffset end, DateTimeOffset now) => (int)Math.Max(0, Math.Ceiling((end - now).TotalDays));
}
