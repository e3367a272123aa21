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
}
