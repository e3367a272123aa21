using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>Writes what something was done to or given: <c>resource_details</c>.</summary>
internal static class Resources
{
    /// <summary>As <c>resources[]</c> where the class has it, else as <c>resource</c>; nothing where the thing is not named.</summary>
    public static void Write(RecordDraft draft, int thing)
    {
        if (!draft.Event.IsNamed(thing)) return;
        if (draft.Class.Shape.Has("resources"))
        {
            var list = draft.OpenList("resources"u8);
            Members(draft, draft.OpenItem(), thing);
            draft.CloseList(list);
        }
        else if (draft.Class.Shape.Has("resource")) Members(draft, draft.Open("resource"u8), thing);
    }

    private static void Members(RecordDraft draft, Mark mark, int thing)
    {
        var tree = draft.Event;
        var known = draft.Text("uid"u8, tree.IdOf(thing));
        known |= draft.Text("name"u8, tree.NameOf(thing));
        draft.Text("type"u8, tree.Find(thing, "type"u8));
        draft.Close(mark, known);
    }
}
