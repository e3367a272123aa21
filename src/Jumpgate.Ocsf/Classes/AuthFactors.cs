using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>
/// Writes <c>auth_factors[]</c>, each once: the second factor of <c>mfa_meta</c> and the methods of <c>auth_context</c> (RADIUS and LDAP: <c>auth_meta</c>). What came
/// of each stays in <c>unmapped</c>. The phone of a push belongs to its factor.
/// </summary>
internal static class AuthFactors
{
    private const int Push = 5;
    private const int OneTimePassword = 7;
    private const int WebAuthn = 10;
    private const int Password = 11;
    private const int Other = 99;
    private const int None = -1;

    public static void Write(RecordDraft draft)
    {
        if (!draft.Forms.HasAuthFactors) return;
        var tree = draft.Event;
        var context = tree.Find("auth_context"u8);
        var phone = tree.Find(context, "jumpcloud_protect_device"u8);
        var type = tree.Find(tree.Find("mfa_meta"u8), "type"u8);
        var methods = tree.Find(context, "auth_methods"u8);
        if (!tree.IsObject(methods)) methods = tree.Find(tree.Find("auth_meta"u8), "auth_methods"u8);

        var list = draft.OpenList("auth_factors"u8);
        var told = 0;
        if (tree.IsText(type))
        {
            told |= Write(draft, tree.Content(type), phone, told);
            draft.Use(type);
        }

        for (var method = tree.First(methods); method >= 0; method = tree.After(methods, method))
        {
            if (tree.IsObject(methods) && !tree.Name(method).SequenceEqual(tree.Content(type))) told |= Write(draft, tree.Name(method), phone, told);
        }

        draft.CloseList(list);
    }

    private static int Write(RecordDraft draft, ReadOnlySpan<byte> name, int phone, int told)
    {
        var id = Id(name);
        if (id == None || name.Length > draft.Forms.MaxText || (id != Other && (told & (1 << id)) != 0)) return 0;
        var item = draft.OpenItem();
        if (id == Other)
        {
            draft.Out.Add(draft.Forms.FactorType!.Other);
            draft.Quote(name);
            draft.Out.Add((byte)',');
        }
        else draft.Out.Add(draft.Forms.FactorType![id]);
        if (id == OneTimePassword) draft.Flag("is_totp"u8, true);
        if (id == Push) Machines.Phone(draft, phone);
        draft.Close(item);
        return id == Other ? 0 : 1 << id;
    }

    private static int Id(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("totp"u8) ? OneTimePassword
        : name.SequenceEqual("webauthn"u8) ? WebAuthn
        : name.SequenceEqual("password"u8) ? Password
        : name.SequenceEqual("jumpcloud_protect"u8) || name.SequenceEqual("duo"u8) || name.SequenceEqual("push"u8) ? Push
        : name.IsEmpty || name.SequenceEqual("none"u8) ? None
        : Other;
}
