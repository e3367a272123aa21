using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Operating System Patch State (5004): the device with the version it has now, from <c>changes</c> or the device itself.</summary>
internal static class PatchState
{
    public static bool Write(RecordDraft draft) => Machines.WithVersion(draft, Version(draft.Event));

    private static int Version(EventTree tree)
    {
        var changes = tree.Find("changes"u8);
        for (var change = tree.First(changes); change >= 0; change = tree.After(changes, change))
        {
            var to = tree.Find(change, "to"u8);
            if (Wording.Has(tree.Content(tree.Find(change, "field"u8)), "version"u8) && tree.Says(to)) return to;
        }

        var version = tree.Find(tree.Find("system"u8), "os_version"u8, "version"u8);
        return tree.Says(version) ? version : tree.Find("os_version"u8, "version"u8);
    }
}
