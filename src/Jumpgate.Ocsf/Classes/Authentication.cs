using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Authentication (3002): who signed on, to what, how, and with which factors.</summary>
internal static class Authentication
{
    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        if (!User(draft, decision)) return false;
        var known = Service(draft, decision);
        known |= Machines.Target(draft);
        if (!known) return false;
        if (decision.Protocol > 0) draft.Out.Add(draft.Forms.Protocol[decision.Protocol]);
        DeviceLogin.LogonType(draft);
        draft.Flag("is_mfa"u8, tree.Find("mfa"u8));
        if (decision.Remote is { } remote) draft.Flag("is_remote"u8, remote);
        if (decision.Cleartext is { } cleartext) draft.Flag("is_cleartext"u8, cleartext);
        AuthFactors.Write(draft);
        return true;
    }

    private static bool User(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var by = tree.Find("initiated_by"u8);
        var name = tree.Find("username"u8);
        var dn = tree.Find("dn"u8);
        bool? isAdmin = decision.Row?.Row.Type == "admin_login_attempt" ? true : null;
        if (!tree.Says(name) && !tree.IsNamed(by)) name = dn;
        if (Users.Write(draft, UserPlace.Target, by, name, tree.Find("jc_initiated_by_email"u8), isAdmin, dn)) return true;
        if (decision.Protocol != LdapBind.Protocol) return false;
        // RFC 4513 §5.1.1: a bind without a name is the anonymous one.
        draft.Out.Add("\"user\":{\"name\":\"anonymous\"},"u8);
        return true;
    }

    /// <summary>The application, else what the row names.</summary>
    private static bool Service(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var application = tree.Find("application"u8);
        var name = tree.Find(application, "display_label"u8, "display_name"u8);
        if (!tree.Says(name)) name = tree.NameOf(application);
        if (!tree.Says(name)) name = tree.Find(tree.Find("resource"u8), "application_name"u8);
        if (!tree.Says(name)) name = tree.Find("process_name"u8);
        var mark = draft.Open("service"u8);
        var known = draft.Text("name"u8, name);
        known |= draft.Text("uid"u8, tree.IdOf(application));
        if (!known && decision.About.Length > 0)
        {
            draft.Constant("name"u8, decision.About);
            known = true;
        }

        return draft.Close(mark, known);
    }
}
