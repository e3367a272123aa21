using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>File Hosting Activity (6006): the file with its size and SHA-256.</summary>
internal static class FileHosting
{
    private const int RegularFile = 1;
    private const int Sha256 = 3;
    private const int Sha256Digits = 64;

    public static bool Write(RecordDraft draft)
    {
        var tree = draft.Event;
        var mark = draft.Open("file"u8);
        var known = draft.Text("name"u8, Name(tree));
        if (known) draft.Observe(Observed.FileName);
        draft.Out.Add(draft.Forms.FileType[RegularFile]);
        draft.Text("uid"u8, tree.Find("object_storage_item_id"u8, "object_id"u8));
        var size = tree.Find("object_storage_item_size"u8, "size"u8);
        if (tree.Number(size) is { } bytes)
        {
            draft.Number("size"u8, bytes);
            draft.Use(size);
        }

        var hash = tree.Find("object_storage_item_sha256"u8, "sha256"u8);
        if (tree.IsText(hash) && tree.Content(hash).Length == Sha256Digits)
        {
            var hashes = draft.OpenList("hashes"u8);
            var item = draft.OpenItem();
            draft.Out.Add(draft.Forms.Algorithm[Sha256]);
            draft.Text("value"u8, hash);
            draft.Observe(Observed.FileHash);
            draft.Close(item);
            draft.CloseList(hashes);
        }

        return draft.Close(mark, known);
    }

    /// <summary>The name of the file.</summary>
    public static int Name(EventTree tree) => tree.Find("object_storage_item_name"u8, "object_storage_item_file_name"u8);
}
