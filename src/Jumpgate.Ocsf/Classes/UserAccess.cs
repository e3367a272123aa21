using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>User Access Management (3005): the user, the privilege, and what it is on.</summary>
internal static class UserAccess
{
    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var (user, thing) = (decision.User, decision.Resource);
        if (user < 0) user = Member.Find(tree, "user"u8);
        if (user < 0 && tree.Find("association"u8) < 0 && IsUser(draft, tree.Resource())) user = tree.Resource();
        if (user < 0 || !Users.Write(draft, UserPlace.Target, user)) return false;
        if (thing < 0) thing = user == tree.Resource() ? tree.System() : tree.Resource();
        Privileges(draft, decision);
        Resources.Write(draft, thing);
        return true;
    }

    public static void Privileges(RecordDraft draft, in Decision decision)
    {
        var privilege = decision.Privilege.IsEmpty ? decision.About : decision.Privilege.Span;
        if (privilege.IsEmpty) return;
        draft.Out.Name("privileges"u8);
        draft.Out.Add((byte)'[');
        draft.Quote(privilege);
        draft.Out.Add("],"u8);
    }

    // Types other than those of people are folders, credentials and the like.
    private static bool IsUser(RecordDraft draft, int resource)
    {
        var type = draft.Event.Find(resource, "type"u8);
        return resource >= 0 && (!draft.Event.Says(type) || draft.Event.Is(type, "user"u8) || draft.Event.Is(type, "systemuser"u8) || draft.Event.Is(type, "admin"u8));
    }
}
