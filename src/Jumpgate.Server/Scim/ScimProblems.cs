using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Scim;

/// <summary>What can be wrong when a pushed directory is set up. What a SCIM client is told stands in the SCIM error form instead.</summary>
public static class ScimProblems
{
    public static readonly ProblemCode DirectoryNotPushed = new(
        "directory_not_pushed", 409, "This directory is not pushed by SCIM.", "It comes from a linked organization: change or remove the link of that organization instead.");

    public static readonly ProblemCode TooManyTokens = new(
        "too_many_tokens", 409, "This directory has too many bearer tokens.", "Revoke the tokens no client uses any more; their last use shows which.");

    public static readonly ProblemCode DriftNotLinked = new(
        "drift_not_linked", 409, "This directory is compared with nothing.",
        "Link the organization by API and sync it, then set settings.drift to its id and to the id of the application that pushes here.");

    public static readonly ProblemCode HeldRequestDecided = new(
        "held_request_decided", 409, "The held request was decided already.", "Read the list of held requests again.");

    public static readonly ProblemCode HeldRequestStale = new(
        "held_request_stale", 409, "The held request can no longer be done.", "Discard it; the client will push what holds now.");
}
