namespace Jumpgate.Contracts;

/// <summary>What a client should have pushed, by the mirror of the organization it pushes from, against what arrived.</summary>
/// <param name="Sequence">The moment of both.</param>
/// <param name="MirroredAt">When the organization was last synced to its end: what changed there since is not known here; null: never.</param>
/// <param name="Counts">How many findings there are of each kind that has any.</param>
/// <param name="Findings">The first of each kind.</param>
public sealed record DriftReport(
    long Sequence, Guid OrganizationId, DriftThing Application, DateTimeOffset? MirroredAt, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<DriftFinding> Findings);

/// <summary>One difference.</summary>
/// <param name="Kind">
/// <c>missing_group</c>, <c>missing_user</c>, <c>missing_member</c>: bound to the application and not here. <c>detached_group</c>, <c>extra_member</c>, <c>extra_user</c>: here, no
/// longer bound. <c>foreign_group</c>, <c>foreign_user</c>: the organization has none of that name. <c>attribute_differs</c>: here with other values.
/// </param>
/// <param name="Expected">The user or group in the mirror; null where it has none.</param>
/// <param name="Found">The user or group that was pushed; null where none was.</param>
/// <param name="Group">The group of a membership, as the side has it that has the membership.</param>
/// <param name="Differences">Of <c>attribute_differs</c>: what differs.</param>
/// <param name="Text">The difference in a sentence.</param>
/// <param name="Fix">What puts it right.</param>
public sealed record DriftFinding(
    string Kind, DriftThing? Expected, DriftThing? Found, DriftThing? Group, IReadOnlyList<DriftDifference>? Differences, string Text, string Fix);

public sealed record DriftThing(Guid Id, string? Name);

public sealed record DriftDifference(string Attribute, string? Expected, string? Found);
