namespace Jumpgate.Contracts;

public static class FeedStates
{
    /// <summary>Events come, or their first poll is about to be made.</summary>
    public const string Active = "active";

    /// <summary>It is paused, or its organization is.</summary>
    public const string Paused = "paused";

    /// <summary>The credentials have reached their end.</summary>
    public const string Expired = "expired";

    /// <summary>JumpCloud refuses: the plan, the rights, the credentials. Somebody has to do something.</summary>
    public const string Refused = "refused";

    /// <summary>JumpCloud could not be reached or understood; it is tried again.</summary>
    public const string Failed = "failed";
}

/// <summary>A stretch of time of which JumpCloud counts more events than the log has.</summary>
/// <param name="Service">One service; null: all of them.</param>
/// <param name="From">Its beginning, by JumpCloud's clock.</param>
/// <param name="To">Its end.</param>
/// <param name="Reason"><c>counted</c>: JumpCloud's count was higher. <c>unreadable</c>: an event whose answer is no JSON. <c>unreached</c>: JumpCloud had deleted it before it was read.</param>
/// <param name="Upstream">How many events JumpCloud counted last.</param>
/// <param name="Stored">How many the log had then.</param>
/// <param name="State"><c>open</c>, <c>closed</c>: all that JumpCloud shows is in the log, or <c>lost</c>: JumpCloud has it no longer.</param>
/// <param name="Tries">How often it was read again in vain.</param>
/// <param name="NextAttemptAt">When it is read again.</param>
public sealed record FeedGap(
    Guid Id, string? Service, DateTimeOffset From, DateTimeOffset To, string Reason, string? Detail, long Upstream, long Stored, string State, int Tries, DateTimeOffset FoundAt,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? ClosedAt);

public static class GapStates
{
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Lost = "lost";
}

/// <param name="Open">Not fetched whole yet.</param>
/// <param name="Closed">Fetched since.</param>
/// <param name="Lost">Deleted by JumpCloud before they were fetched.</param>
public sealed record FeedGapCounts(long Open, long Closed, long Lost);

/// <param name="From">From when on: a time, as 2026-01-31T00:00:00Z.</param>
/// <param name="To">Up to when; when left out: where the log begins.</param>
public sealed record FeedBackfillStart(DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Older events, fetched beside the new ones.</summary>
/// <param name="State"><c>running</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="From">What is fetched: from here.</param>
/// <param name="To">Up to here.</param>
/// <param name="OutOfReach">What was asked for and JumpCloud does not keep any more.</param>
/// <param name="Slices">Parts it is cut into so far; large ones are cut when their turn comes.</param>
/// <param name="SlicesDone">Parts that are read to their end.</param>
/// <param name="Events">Events read.</param>
/// <param name="Stored">Those of them that were new.</param>
/// <param name="Expected">How many there are, as JumpCloud counted at the start; null: not counted yet.</param>
/// <param name="EventsPerSecond">Since it began.</param>
/// <param name="EstimatedEndAt">When it ends at that pace.</param>
public sealed record FeedBackfill(
    Guid Id, string State, DateTimeOffset From, DateTimeOffset To, FeedReach? OutOfReach, long Slices, long SlicesDone, long Events, long Stored, long? Expected, double EventsPerSecond,
    DateTimeOffset? EstimatedEndAt, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

public static class BackfillStates
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";
}

/// <summary>A stretch of time.</summary>
public sealed record FeedReach(DateTimeOffset From, DateTimeOffset To);
