using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>
/// Who did it, from <c>initiated_by</c>. Nobody is put in where the event names nobody: lockouts, expirations, schedules and risks have no actor, and the
/// one it happened to is none. A class that cannot be without one gets the session, or the service that logged it; never a user.
/// </summary>
internal static class Actor
{
    public static bool Write(RecordDraft draft)
    {
        var form = draft.Class;
        if (!form.HasActor) return false;
        var tree = draft.Event;
        var by = tree.Find("initiated_by"u8);
        var mark = draft.Open("actor"u8);
        var known = tree.IsOfType(by, "workflow"u8) ? Program(draft, by)
            : !tree.IsOfType(by, "system"u8) && Users.Write(draft, UserPlace.Actor, by, otherEmail: tree.Find("jc_initiated_by_email"u8));
        if (!known && form.NeedsActor) known = Stand(draft);
        return draft.Close(mark, known, form.ActorNeedsHost);
    }

    /// <summary>A workflow is a program, not a user.</summary>
    private static bool Program(RecordDraft draft, int by)
    {
        var id = draft.Event.IdOf(by);
        if (!draft.Text(draft.Forms.HasAppName ? "app_uid"u8 : "invoked_by"u8, draft.Event.Says(id) ? id : draft.Event.NameOf(by))) return false;
        if (draft.Forms.HasAppName) draft.Text("app_name"u8, draft.Event.NameOf(by));
        return true;
    }

    private static bool Stand(RecordDraft draft)
    {
        var session = draft.Open("session"u8);
        if (draft.Close(session, draft.Text("uid"u8, draft.Event.Find("connection_id"u8)))) return true;
        return draft.Text(draft.Forms.HasAppName ? "app_name"u8 : "invoked_by"u8, draft.Event.Find("service"u8));
    }
}
