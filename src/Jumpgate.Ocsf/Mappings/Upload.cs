using Jumpgate.Ocsf.Classes;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>A software package is stored: an upload of a file (6006) where the file, who sent it and from where are all told.</summary>
internal static class Upload
{
    private const int Uploaded = 1;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        if (!tree.Says(FileHosting.Name(tree)) || !tree.IsNamed(tree.Find("initiated_by"u8)) || !tree.Says(tree.Find("client_ip"u8))) return;
        decision.Become(draft, ClassUids.FileHosting, Uploaded);
    }
}
