using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>
/// Detection Finding (2004): the alert, the rule that raised it, and what it is about. Where several are changed at once and none is named, the event itself
/// is the finding.
/// </summary>
internal static class DetectionFinding
{
    private const int Rule = 1;

    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var tree = draft.Event;
        var resource = tree.Find("resource"u8);
        var isRisk = decision.About.SequenceEqual("Risk"u8);
        var id = tree.IdOf(resource);
        var mark = draft.Open("finding_info"u8);
        if (!draft.Text("uid"u8, tree.Says(id) ? id : tree.Find("id"u8))) return false;
        var category = tree.Find("category"u8);
        // The name of a risk is the user it is about.
        if (!draft.Text("title"u8, isRisk ? -1 : tree.NameOf(resource)) && !draft.Text("title"u8, category) && draft.Forms.NeedsTitle) draft.Constant("title"u8, decision.About);
        if (tree.Says(category))
        {
            var types = draft.OpenList("types"u8);
            draft.TextItem(category);
            draft.CloseList(types);
        }

        var rule = tree.Find(resource, "rule"u8);
        var analytic = draft.Open("analytic"u8);
        var known = draft.Text("uid"u8, tree.Says(tree.Find(resource, "rule_id"u8)) ? tree.Find(resource, "rule_id"u8) : tree.IdOf(rule));
        known |= draft.Text("name"u8, tree.Says(tree.Find(resource, "rule_name"u8)) ? tree.Find(resource, "rule_name"u8) : tree.NameOf(rule));
        draft.Out.Add(draft.Forms.AnalyticType[Rule]);
        draft.Close(analytic, known);
        draft.Close(mark);
        Subject(draft, isRisk ? -1 : tree.Find(resource, "source_id"u8), isRisk ? tree.NameOf(resource) : -1, tree.Find(resource, "source_type"u8), isRisk);
        return true;
    }

    private static void Subject(RecordDraft draft, int id, int name, int type, bool isRisk)
    {
        var list = draft.OpenList("resources"u8);
        var item = draft.OpenItem();
        var known = draft.Text("uid"u8, id);
        known |= draft.Text("name"u8, name);
        if (isRisk) draft.Constant("type"u8, "user"u8);
        else draft.Text("type"u8, type);
        draft.Close(item, known);
        draft.CloseList(list);
    }
}
