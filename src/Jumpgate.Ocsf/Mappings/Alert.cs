using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>Alerts and risks: severity is their own, and the status is that of the finding, not one of success.</summary>
internal static class Alert
{
    private const int New = 1;
    private const int InProgress = 2;
    private const int Suppressed = 3;
    private const int Resolved = 4;
    private const int Create = 1;
    private const int Update = 2;
    private const int Closing = 3;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var severity = tree.Find("severity"u8);
        if (!tree.Says(severity)) severity = tree.Find(tree.Find("resource"u8), "severity"u8);
        if (Weight(tree, severity) is { } own)
        {
            decision.Severity = own;
            draft.Use(severity);
        }

        var status = NewStatus(tree);
        decision.Finding = status > 0 ? status : decision.Activity switch { Create => New, Closing => Resolved, _ => 0 };
    }

    /// <summary>The status changes: the alert is closed, or goes on.</summary>
    public static void DecideStatus(RecordDraft draft, ref Decision decision)
    {
        Decide(draft, ref decision);
        decision.Finding = NewStatus(draft.Event);
        decision.Become(draft, ClassUids.DetectionFinding, decision.Finding == Resolved ? Closing : Update);
    }

    private static Severity? Weight(EventTree tree, int severity) =>
        tree.Is(severity, "informational"u8) || tree.Is(severity, "info"u8) ? Severity.Informational
        : tree.Is(severity, "low"u8) ? Severity.Low
        : tree.Is(severity, "medium"u8) ? Severity.Medium
        : tree.Is(severity, "high"u8) ? Severity.High
        : tree.Is(severity, "critical"u8) ? Severity.Critical
        : null;

    private static int NewStatus(EventTree tree)
    {
        var changes = tree.Find("changes"u8);
        for (var change = tree.First(changes); change >= 0; change = tree.After(changes, change))
        {
            if (tree.Is(tree.Find(change, "field"u8), "status"u8)) return Status(tree, tree.Find(change, "to"u8));
        }

        var status = Status(tree, tree.Find("status"u8));
        return status > 0 ? status : Status(tree, tree.Find(tree.Find("resource"u8), "status"u8));
    }

    private static int Status(EventTree tree, int word) =>
        tree.Is(word, "open"u8) || tree.Is(word, "new"u8) ? New
        : tree.Is(word, "acknowledged"u8) || tree.Is(word, "in_progress"u8) || tree.Is(word, "in progress"u8) ? InProgress
        : tree.Is(word, "suppressed"u8) || tree.Is(word, "dismissed"u8) ? Suppressed
        : tree.Is(word, "closed"u8) || tree.Is(word, "resolved"u8) ? Resolved
        : 0;
}
