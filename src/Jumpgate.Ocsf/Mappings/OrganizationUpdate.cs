using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>Settings of the organization change; those that guard it weigh more.</summary>
internal static class OrganizationUpdate
{
    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var changes = tree.Find("changes"u8);
        for (var change = tree.First(changes); change >= 0; change = tree.After(changes, change))
        {
            var field = tree.Content(tree.Find(change, "field"u8));
            if (Wording.Has(field, "password"u8) || Wording.Has(field, "mfa"u8) || Wording.Has(field, "multifactor"u8) || Wording.Has(field, "totp"u8)
                || Wording.Has(field, "session"u8) || Wording.Has(field, "lockout"u8)) decision.Raise(Severity.Medium);
        }
    }
}
