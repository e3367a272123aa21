using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.EventLog;

/// <summary>How events are fetched for feeds.</summary>
internal sealed class EventLogOptions
{
    public const string Section = "EventLog";

    /// <summary>Seconds between polls for a feed while events come.</summary>
    [Range(1, 3600)]
    public int ShortestPoll { get; set; } = 15;

    /// <summary>Seconds between polls for a feed after a time without events.</summary>
    [Range(1, 3600)]
    public int LongestPoll { get; set; } = 300;

    /// <summary>Days that stored events are kept, at least as many as JumpCloud keeps them; null: for ever.</summary>
    [Range(90, 36_500)]
    public int? KeepDays { get; set; }

    /// <summary>Seconds until a feed is polled again after JumpCloud has refused its events (402, 403).</summary>
    [Range(1, 86_400)]
    public int RefusedPoll { get; set; } = 300;

    /// <summary>Seconds before JumpCloud's present at which a poll's window ends. What comes late is found by the overlap, the sweeps and the counts, so none are needed.</summary>
    [Range(0, 3600)]
    public int Lag { get; set; }

    /// <summary>Days that JumpCloud keeps events: 90, on its lowest plan 15.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 90;

    /// <summary>Events per answer of a poll.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 1000;

    /// <summary>Events per answer where long stretches are read: sweeps, gaps, backfill.</summary>
    [Range(1, 10_000)]
    public int LongPageSize { get; set; } = 10_000;

    /// <summary>A slice of a backfill with more events is cut in two.</summary>
    [Range(1, 1_000_000)]
    public int SliceEvents { get; set; } = 20_000;

    /// <summary>Stretches of one organization that are read side by side, beside its live tail.</summary>
    [Range(1, 32)]
    public int SlicesAbreast { get; set; } = 2;

    public TimeSpan Retention => TimeSpan.FromDays(RetentionDays);
}
