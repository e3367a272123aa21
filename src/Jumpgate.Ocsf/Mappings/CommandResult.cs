using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>
/// A command is run on devices, or a device reports on it. Where device, actor and the text of the command are all told, the release knows Script Activity (1009)
/// for that.
/// </summary>
internal static class CommandResult
{
    private const int Execute = 1;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        if (draft.Forms.ScriptType is null || tree.System() < 0 || !tree.Says(Script(tree)) || !tree.IsNamed(tree.Find("initiated_by"u8))) return;
        decision.Become(draft, ClassUids.ScriptActivity, Execute);
    }

    /// <summary>What was run.</summary>
    public static int Script(EventTree tree)
    {
        var script = tree.Find("command"u8);
        return tree.IsText(script) ? script : tree.Find(tree.Find("resource"u8), "command"u8);
    }
}
