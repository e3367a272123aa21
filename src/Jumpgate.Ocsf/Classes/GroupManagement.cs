using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Group Management (3006): the group, and who came or went, or which privilege on what.</summary>
internal static class GroupManagement
{
    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var (group, thing) = (decision.Group, decision.Resource);
        if (group < 0) group = Member.Find(tree, "user_group"u8);
        if (group < 0) group = Member.Find(tree, "group"u8);
        if (group < 0 && tree.Find("association"u8) < 0 && IsGroup(draft, decision)) group = tree.Resource();
        if (group < 0) return false;

        var mark = draft.Open("group"u8);
        var known = draft.Text("uid"u8, tree.IdOf(group));
        if (known) draft.Observe(Observed.GroupUid);
        known |= draft.Text("name"u8, tree.NameOf(group));
        draft.Text("type"u8, tree.Find(group, "type"u8));
        if (!draft.Close(mark, known)) return false;

        var hasUser = decision.User >= 0 && Users.Write(draft, UserPlace.Target, decision.User);
        var hasPrivilege = !hasUser && (!decision.Privilege.IsEmpty || !decision.About.IsEmpty);
        if (hasPrivilege) UserAccess.Privileges(draft, decision);
        // 1.1.0 knows no group event without one of the two.
        if (draft.Forms.GroupNeeds && !hasUser && !hasPrivilege) return false;
        if (thing < 0 && group != tree.Resource()) thing = tree.Resource();
        if (thing >= 0 && thing != decision.User) Resources.Write(draft, thing);
        return true;
    }

    // A row that is about a privilege names what it is on in resource, unless that is a group itself.
    private static bool IsGroup(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var type = tree.Find(tree.Resource(), "type"u8);
        return decision.About.IsEmpty || !tree.Says(type) || tree.Is(type, "user_group"u8) || tree.Is(type, "system_group"u8) || tree.Is(type, "group"u8);
    }
}
