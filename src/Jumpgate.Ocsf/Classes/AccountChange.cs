using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>
/// Account Change (3001): the account is the target, <c>resource</c>; an agent names it by <c>username</c>. Who acts on the own account may be the only one named.
/// </summary>
internal static class AccountChange
{
    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var isAdmin = decision.Row?.Row.Type.StartsWith("admin_", StringComparison.Ordinal);
        var resource = tree.Resource();
        if (resource >= 0 && !tree.IsOfType(resource, "system"u8)) return Users.Write(draft, UserPlace.Target, resource, tree.Find("username"u8), isAdmin: isAdmin);
        var name = tree.Find("username"u8);
        if (tree.Says(name)) return Users.Write(draft, UserPlace.Target, -1, name, isAdmin: isAdmin);
        return decision.Row is { Row.Self: true }
            && Users.Write(draft, UserPlace.Target, tree.Find("initiated_by"u8), otherEmail: tree.Find("jc_initiated_by_email"u8), isAdmin: isAdmin);
    }
}
