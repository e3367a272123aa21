using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Why a question about a directory is refused.</summary>
public static class ReadProblems
{
    public static readonly ProblemCode InvalidFilter = new(
        "invalid_filter", 400, "The filter cannot be read.", "Write it in the SCIM grammar, for example userName sw \"jo\" and active eq true.");

    public static readonly ProblemCode InvalidCursor = new(
        "invalid_cursor", 400, "This cursor does not belong to this list.", "Take cursor as it stands in 'next' of the page before, and keep the other parameters as they were; or start without it.");

    public static readonly ProblemCode HistoryPruned = new(
        "history_pruned", 410, "The history asked for is no longer kept.", "Ask for a later moment, or read the present state and go on from its sequence.");

    public static readonly ProblemCode QueryTooSlow = new(
        "query_too_slow", 422, "The question takes too long to answer.", "Add a condition by eq or sw on id, remoteId, externalId, userName, emails or displayName, which are indexed.");

    public static readonly ProblemCode ResourceNotFound = new(
        "resource_not_found", 404, "There is no such resource in this directory.", "Check its id and kind. A deleted one is still found with as_of, and in its history.");
}
