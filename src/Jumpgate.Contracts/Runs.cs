namespace Jumpgate.Contracts;

public static class RunStates
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Held = "held";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Discarded = "discarded";
}

/// <summary>One reading of a directory.</summary>
/// <param name="Mode"><c>full</c> or <c>refresh</c>.</param>
/// <param name="Trigger"><c>link</c>, <c>schedule</c>, <c>manual</c>, <c>events</c>, <c>resume</c>.</param>
/// <param name="Counts">Per kind (<c>users</c>, <c>groups</c>, … and edges by edge kind).</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Hash">Content hash of the directory after the run, 32 hexadecimal characters; the same world gives the same hash.</param>
/// <param name="Held">What the guard weighed, when it held the run.</param>
public sealed record SyncRun(
    Guid Id, Guid OrganizationId, string Mode, string Trigger, string State, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, IReadOnlyDictionary<string, KindCounts> Counts, long Requests, double? Duration, string? Hash,
    long? Sequence, StatusReason? Error, IReadOnlyList<StatusReason> Warnings, HeldLosses? Held, IReadOnlyList<RunLogLine>? Log = null);

public sealed record KindCounts(long Seen, long Created, long Updated, long Deleted, long Written);

public sealed record RunLogLine(DateTimeOffset At, string Level, string Text, string? Kind = null, long? Count = null);

/// <summary>Losses that made the guard hold a run; a person confirms exactly these (<paramref name="Token"/>) or discards them.</summary>
public sealed record HeldLosses(string Token, IReadOnlyList<HeldLoss> Losses);

/// <param name="Kind">A resource kind, <c>active users</c>, or an edge kind.</param>
/// <param name="Examples">Up to 20 names of what would go.</param>
public sealed record HeldLoss(string Kind, long Before, long Lost, double Share, IReadOnlyList<string> Examples);

/// <param name="Token">The token of the losses shown; omitted: those of the run as it stands.</param>
public sealed record RunConfirm(string? Token = null);

/// <summary>How far a run is.</summary>
/// <param name="Rate">Requests per second over the last seconds.</param>
/// <param name="TimeLeft">Seconds, estimated; null while totals are unknown.</param>
public sealed record SyncProgress(
    Guid RunId, string State, string Phase, IReadOnlyList<KindProgress> Kinds, long Requests, double Rate, double? TimeLeft, double Elapsed);

public sealed record KindProgress(string Kind, long Seen, long? Total, bool Done);
