using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Application Lifecycle (6002): the software, as a product.</summary>
internal static class ApplicationLifecycle
{
    public static bool Write(RecordDraft draft)
    {
        var tree = draft.Event;
        var application = tree.Find("application"u8);
        if (!tree.IsNamed(application)) application = tree.Resource();
        var mark = draft.Open("app"u8);
        var known = draft.Text("name"u8, tree.NameOf(application));
        known |= draft.Text("uid"u8, tree.IdOf(application));
        draft.Text("version"u8, tree.Find(application, "version"u8));
        draft.Text("path"u8, tree.Find(application, "path"u8));
        if (!draft.Text("vendor_name"u8, tree.Find(application, "publisher"u8)) && draft.Forms.NeedsVendor) draft.Constant("vendor_name"u8, "Unknown"u8);
        return draft.Close(mark, known);
    }
}
