using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Script Activity (1009): the text that was run, on which device.</summary>
internal static class ScriptActivity
{
    private const int UnknownType = 0;

    public static bool Write(RecordDraft draft)
    {
        var tree = draft.Event;
        if (tree.System() < 0) return false;
        var mark = draft.Open("script"u8);
        draft.Out.Add(draft.Forms.ScriptType![UnknownType]);
        draft.Text("uid"u8, tree.IdOf(tree.Find("resource"u8)));
        draft.Text("name"u8, tree.NameOf(tree.Find("resource"u8)));
        var content = draft.Open("script_content"u8);
        var known = draft.Text("value"u8, CommandResult.Script(tree));
        return draft.Close(content, known) & draft.Close(mark, known);
    }
}
