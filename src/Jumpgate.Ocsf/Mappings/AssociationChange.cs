using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>
/// Two objects are bound or unbound; which class tells it depends on the kinds of the ends, whichever way round they stand. A user and a group: members (3006).
/// A user and something to sign on to: access of the user (3005). A group and anything else: access of the group (3006). The rest: a change of the
/// object (3004).
/// </summary>
internal static class AssociationChange
{
    private const int Assign = 1;
    private const int Revoke = 2;
    private const int AddUser = 3;
    private const int RemoveUser = 4;
    private const int Update = 3;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var association = tree.Find("association"u8);
        var connection = tree.Find(association, "connection"u8);
        var (from, to) = (tree.Find(connection, "from"u8), tree.Find(connection, "to"u8));
        var op = tree.Find(association, "op"u8);
        decision.Resource = tree.IsNamed(from) ? from : to;
        var added = tree.Is(op, "add"u8);
        if (!tree.IsNamed(from) || !tree.IsNamed(to) || (!added && !tree.Is(op, "remove"u8))) return;

        var (user, group) = (EndOf(tree, from, to, "user"u8), EndOf(tree, from, to, "user_group"u8));
        if (user >= 0 && group >= 0)
        {
            decision.Become(draft, ClassUids.GroupManagement, added ? AddUser : RemoveUser);
            (decision.User, decision.Group, decision.Resource) = (user, group, -1);
        }
        else if (group >= 0)
        {
            decision.Become(draft, ClassUids.GroupManagement, added ? Assign : Revoke);
            (decision.Group, decision.Resource) = (group, group == from ? to : from);
            Privilege(tree, association, ref decision);
        }
        else if (user >= 0 && CanBeAccessed(tree, user == from ? to : from))
        {
            decision.Become(draft, ClassUids.UserAccess, added ? Assign : Revoke);
            (decision.User, decision.Resource) = (user, user == from ? to : from);
            Privilege(tree, association, ref decision);
        }
        else decision.Become(draft, ClassUids.EntityManagement, Update);

        // The activity says it.
        draft.Use(op);
    }

    /// <summary>An access request is carried out: whatever was asked for, the user gets or loses it.</summary>
    public static void DecideRequested(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var association = tree.Find("association"u8);
        var connection = tree.Find(association, "connection"u8);
        var (from, to) = (tree.Find(connection, "from"u8), tree.Find(connection, "to"u8));
        var op = tree.Find(association, "op"u8);
        var removed = tree.Is(op, "remove"u8);
        if (removed) decision.Become(draft, ClassUids.UserAccess, Revoke);
        if (removed || tree.Is(op, "add"u8)) draft.Use(op);
        decision.User = EndOf(tree, from, to, "user"u8);
        if (decision.User < 0) return;
        decision.Resource = decision.User == from ? to : from;
        Privilege(tree, association, ref decision);
    }

    private static int EndOf(EventTree tree, int from, int to, ReadOnlySpan<byte> type) => tree.IsOfType(from, type) ? from : tree.IsOfType(to, type) ? to : -1;

    private static bool CanBeAccessed(EventTree tree, int thing)
    {
        var type = tree.Find(thing, "type"u8);
        return tree.Is(type, "application"u8) || tree.Is(type, "system"u8) || tree.Is(type, "radius_server"u8) || tree.Is(type, "ldap_server"u8)
            || tree.Is(type, "policy"u8) || tree.Is(type, "directory"u8) || IsDirectory(tree, type);
    }

    private static bool IsDirectory(EventTree tree, int type) =>
        tree.Is(type, "active_directory"u8) || tree.Is(type, "g_suite"u8) || tree.Is(type, "gsuite"u8) || tree.Is(type, "office_365"u8) || tree.Is(type, "workday"u8)
        || tree.Is(type, "gsuite_directory"u8) || tree.Is(type, "o365_directory"u8) || tree.Is(type, "idsource"u8);

    /// <summary>What is given, in words; administrator rights on a device weigh more.</summary>
    private static void Privilege(EventTree tree, int association, ref Decision decision)
    {
        var attributes = tree.Find(association, "attributes"u8);
        if (!tree.IsObject(attributes)) attributes = tree.Find("attributes"u8);
        var sudo = tree.Find(attributes, "sudo"u8);
        var type = tree.Find(decision.Resource, "type"u8);
        if (tree.Flag(tree.Find(sudo, "enabled"u8)) == true)
        {
            decision.Privilege = tree.Flag(tree.Find(sudo, "withoutPassword"u8)) == true ? Words.SudoWithoutPassword : Words.Sudo;
            decision.Raise(Severity.Medium);
        }
        else if (tree.Is(type, "application"u8)) decision.Privilege = Words.Application;
        else if (tree.Is(type, "system"u8) || tree.Is(type, "system_group"u8)) decision.Privilege = Words.System;
        else if (tree.Is(type, "user_group"u8)) decision.Privilege = Words.Membership;
        else if (tree.Is(type, "radius_server"u8)) decision.Privilege = Words.Radius;
        else if (tree.Is(type, "ldap_server"u8)) decision.Privilege = Words.Ldap;
        else decision.Privilege = IsDirectory(tree, type) || tree.Is(type, "directory"u8) ? Words.Directory : tree.Is(type, "policy"u8) ? Words.Policy : Words.Access;
    }

    private static class Words
    {
        public static readonly byte[] Sudo = "sudo"u8.ToArray();
        public static readonly byte[] SudoWithoutPassword = "sudo without password"u8.ToArray();
        public static readonly byte[] Application = "application access"u8.ToArray();
        public static readonly byte[] System = "system login"u8.ToArray();
        public static readonly byte[] Membership = "group membership"u8.ToArray();
        public static readonly byte[] Radius = "RADIUS access"u8.ToArray();
        public static readonly byte[] Ldap = "LDAP access"u8.ToArray();
        public static readonly byte[] Directory = "directory access"u8.ToArray();
        public static readonly byte[] Policy = "policy"u8.ToArray();
        public static readonly byte[] Access = "access"u8.ToArray();
    }
}
