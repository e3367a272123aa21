using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Table;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Writes the beginning of a record: time, class, activity, severity, status.</summary>
internal static class Header
{
    public static void Write(RecordDraft draft, in Decision decision, long time)
    {
        var (tree, form) = (draft.Event, draft.Class);
        draft.Number("time"u8, time);
        draft.Out.Add(form.Head);
        Activity(draft, decision);
        draft.Out.Add(draft.Forms.Severity[(int)decision.Severity]);
        Status(draft, decision);
        draft.Text("status_detail"u8, tree.Find("error_message"u8));
        draft.Text("status_code"u8, tree.Find("error_code"u8));
        draft.Text("message"u8, tree.Find("message"u8));
    }

    private static void Activity(RecordDraft draft, in Decision decision)
    {
        draft.Out.Add(draft.Class.ActivityPiece(decision.Activity));
        if (decision.Activity != EventRow.OtherActivity) return;
        if (draft.Event.Says(decision.NamedBy) && draft.Event.Content(decision.NamedBy).Length <= draft.Forms.MaxText) draft.Quote(draft.Event.Content(decision.NamedBy));
        else draft.Quote(decision.Named.Span);
        draft.Out.Add((byte)',');
    }

    private static void Status(RecordDraft draft, in Decision decision)
    {
        var isFinding = draft.Class.Uid == ClassUids.DetectionFinding;
        var status = isFinding ? decision.Finding : decision.Status;
        if (status == Statuses.Other && draft.Event.Says(decision.StatusBy) && draft.Event.Content(decision.StatusBy).Length <= draft.Forms.MaxText)
        {
            draft.Out.Add(draft.Class.Status.Other);
            draft.Quote(draft.Event.Content(decision.StatusBy));
            draft.Out.Add((byte)',');
        }
        else draft.Out.Add(draft.Class.Status[status == Statuses.Other ? Statuses.Unknown : status]);

        var success = draft.Event.Find("success"u8);
        if (!isFinding && draft.Event.Flag(success) is not null) draft.Use(success);
    }
}
