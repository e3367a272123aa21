using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>
/// A record of a user or administrator changes; what it means stands in <c>changes</c>. Where several things changed at once, the one that matters most to
/// security is told.
/// </summary>
internal static class UserUpdate
{
    private const int Enable = 2;
    private const int Password = 3;
    private const int Disable = 5;
    private const int Lock = 9;
    private const int FactorOn = 10;
    private const int FactorOff = 11;
    private const int Unlock = 12;

    // The first that applies.
    private static readonly int[] ByWeight = [Disable, FactorOff, Lock, Password, FactorOn, Unlock, Enable];

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var changes = tree.Find("changes"u8);
        if (!tree.IsArray(changes)) return;
        var found = 0;
        for (var change = tree.First(changes); change >= 0; change = tree.After(changes, change))
        {
            var field = tree.Find(change, "field"u8);
            if (!tree.IsText(field)) continue;
            if (Activity(tree, tree.Content(field), tree.Find(change, "from"u8), tree.Find(change, "to"u8)) is > 0 and var activity) found |= 1 << activity;
            if (tree.Is(field, "roleName"u8) || tree.Is(field, "role"u8)) decision.Raise(Severity.Medium);
        }

        foreach (var activity in ByWeight)
        {
            if ((found & (1 << activity)) == 0) continue;
            decision.Become(draft, ClassUids.AccountChange, activity);
            if (activity == FactorOff) decision.Raise(Severity.Medium);
            return;
        }
    }

    private static int Activity(EventTree tree, ReadOnlySpan<byte> field, int from, int to)
    {
        if (field.SequenceEqual("password"u8) || field.SequenceEqual("password_date"u8)) return Password;
        if (field.SequenceEqual("state"u8)) return tree.Is(to, "SUSPENDED"u8) ? Disable : tree.Is(to, "ACTIVATED"u8) ? Enable : 0;
        if (field.SequenceEqual("mfa"u8)) (from, to) = (tree.Find(from, "exclusion"u8), tree.Find(to, "exclusion"u8));
        if (tree.Flag(to) is not { } now || tree.Flag(from) == now) return 0;
        if (field.SequenceEqual("suspended"u8)) return now ? Disable : Enable;
        if (field.SequenceEqual("activated"u8)) return now ? Enable : 0;
        if (field.SequenceEqual("account_locked"u8)) return now ? Lock : Unlock;
        if (field.SequenceEqual("totp_enabled"u8) || field.SequenceEqual("enable_user_portal_multifactor"u8) || field.SequenceEqual("enableMultiFactor"u8)) return now ? FactorOn : FactorOff;
        return (field.SequenceEqual("mfa"u8) || field.SequenceEqual("mfa.exclusion"u8)) && now ? FactorOff : 0;
    }
}
