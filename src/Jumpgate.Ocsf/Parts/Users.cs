using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Where a user stands in the record.</summary>
internal enum UserPlace
{
    Actor,
    Target,
}

/// <summary>Writes the object <c>user</c> from what JumpCloud says of a person or administrator.</summary>
internal static class Users
{
    private const int User = 1;
    private const int Admin = 2;
    private const int Service = 4;

    /// <param name="person">The object with id, username, e-mail and type; -1 where there is none.</param>
    /// <param name="otherName">A name beside the object.</param>
    /// <param name="otherEmail">An e-mail address beside the object.</param>
    /// <param name="isAdmin">What is to be said where no type is told; null: nothing.</param>
    /// <param name="distinguishedName">Where LDAP has the account.</param>
    public static bool Write(RecordDraft draft, UserPlace place, int person, int otherName = -1, int otherEmail = -1, bool? isAdmin = null, int distinguishedName = -1)
    {
        var tree = draft.Event;
        var isActor = place == UserPlace.Actor;
        var email = tree.Find(person, "email"u8, "recipient_email"u8);
        if (!tree.Says(email)) email = otherEmail;
        var name = tree.Find(person, "username"u8, "name"u8);
        if (!tree.Says(name)) name = tree.Says(otherName) ? otherName : tree.Says(email) ? email : tree.NameOf(person);

        var mark = draft.Open("user"u8);
        var known = false;
        if (draft.Text("uid"u8, tree.IdOf(person)))
        {
            draft.Observe(isActor ? Observed.ActorUid : Observed.UserUid);
            known = true;
        }

        if (draft.Text("name"u8, name))
        {
            draft.Observe(isActor ? Observed.ActorName : Observed.UserName);
            known = true;
            // The same name once more beside the object says nothing new.
            if (tree.Says(otherName) && tree.Content(otherName).SequenceEqual(tree.Content(name))) draft.Use(otherName);
        }

        if (draft.Text("email_addr"u8, email, TextForm.Email)) draft.Observe(isActor ? Observed.ActorEmail : Observed.UserEmail);
        Type(draft, tree.Find(person, "type"u8), isAdmin);
        if (tree.Says(distinguishedName))
        {
            var ldap = draft.Open("ldap_person"u8);
            draft.Text("ldap_dn"u8, distinguishedName);
            draft.Close(ldap);
        }

        return draft.Close(mark, known);
    }

    private static void Type(RecordDraft draft, int type, bool? isAdmin)
    {
        var tree = draft.Event;
        if (tree.Is(type, "admin"u8) || tree.Is(type, "administrator"u8)) draft.Out.Add(draft.Forms.UserType[Admin]);
        else if (tree.Is(type, "user"u8) || tree.Is(type, "systemuser"u8) || tree.Is(type, "system_user"u8)) draft.Out.Add(draft.Forms.UserType[User]);
        else if (tree.Is(type, "service_account"u8) || tree.Is(type, "service"u8)) draft.Out.Add(draft.Forms.UserType[Service]);
        else
        {
            if (isAdmin is { } known) draft.Out.Add(draft.Forms.UserType[known ? Admin : User]);
            return;
        }

        draft.Use(type);
    }
}
