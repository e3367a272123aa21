using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>An administrator sends a command to an Android device: the activity is named by it.</summary>
internal static class DeviceCommand
{
    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var command = tree.Find("command"u8);
        if (tree.IsObject(command)) command = tree.Find(command, "type"u8, "request_type"u8);
        if (!tree.Says(command)) command = tree.Find("request_type"u8);
        if (!tree.Says(command)) command = tree.Find(tree.Find("resource"u8), "command"u8);
        if (!tree.Says(command)) return;
        decision.NamedBy = command;
        draft.Use(command);
    }
}
