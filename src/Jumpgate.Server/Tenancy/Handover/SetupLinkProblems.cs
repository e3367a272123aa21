using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>Why a setup link does not open, or does nothing more.</summary>
public static class SetupLinkProblems
{
    // One answer for what never was and what was taken back: a stranger learns nothing from trying.
    public static readonly ProblemCode Unknown = new(
        "setup_link_unknown", 404, "This link does not work.", "Check that it was copied completely; otherwise ask whoever sent it for a new one.");

    public static readonly ProblemCode Expired = new(
        "setup_link_expired", 410, "This link has ended.", "Ask whoever sent it for a new one.");

    public static readonly ProblemCode Used = new(
        "setup_link_used", 409, "This link has done its work.", "Open it again to see what was connected; ask for a new one to connect another.");

    public static readonly ProblemCode VisitEnded = new(
        "setup_visit_ended", 401, "This page was open for too long.", "Open the link again.");
}
