using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Errors of the routes that start and decide runs.</summary>
internal static class SyncProblems
{
    public static readonly ProblemCode Paused = new(
        "organization_paused", 409, "The organization is paused.", "Resume it; the sync starts by itself then.");

    public static readonly ProblemCode NotHeld = new(
        "run_not_held", 409, "This run does not wait for a decision.", "Look at the organization's newest run; only a held one is confirmed or discarded.");

    public static readonly ProblemCode OtherLosses = new(
        "losses_changed", 409, "The losses are not those you saw.", "Read the run again, look at its losses, and confirm with its present token.");

    public static readonly ProblemCode NeverSynced = new(
        "never_synced", 404, "The organization has not been synced yet.", "Wait a few seconds: the first sync is queued when the organization is linked.");
}
