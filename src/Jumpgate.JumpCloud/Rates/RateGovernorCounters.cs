namespace Jumpgate.JumpCloud;

/// <summary>What a <see cref="RateGovernor"/> did and stands at, for progress displays and metrics.</summary>
/// <param name="Requests">Calls let through since the start.</param>
/// <param name="Throttled">Answers 429 or 503 among them.</param>
/// <param name="InFlight">Calls out now.</param>
/// <param name="Waiting">Calls that wait for a turn.</param>
/// <param name="Concurrency">Calls that may be out at a time now.</param>
/// <param name="RatePerSecond">The cap that holds now in requests per second (set, or learned from 429s), or null for none.</param>
/// <param name="PausedUntil">All calls wait until then because JumpCloud asked for it, or null.</param>
/// <param name="StoppedUntil">No call is made until then because JumpCloud named abuse, or null.</param>
public sealed record RateGovernorCounters(
    long Requests,
    long Throttled,
    int InFlight,
    int Waiting,
    int Concurrency,
    double? RatePerSecond,
    DateTimeOffset? PausedUntil,
    DateTimeOffset? StoppedUntil);
