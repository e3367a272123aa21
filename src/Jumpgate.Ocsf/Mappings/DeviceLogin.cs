using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>A login on a managed device, told by its agent.</summary>
internal static class DeviceLogin
{
    private const int SystemType = 1;
    private const int Network = 3;
    private const int NetworkCleartext = 8;
    private const int RemoteInteractive = 10;
    private const int CachedRemoteInteractive = 12;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var type = tree.Number(tree.Find(tree.Find("windows_meta"u8), "logon_type"u8));
        var from = tree.Find("src_ip"u8);
        if (type is not null) decision.Remote = type is Network or NetworkCleartext or RemoteInteractive or CachedRemoteInteractive;
        else if (tree.Says(from)) decision.Remote = !IsOwn(tree, from);
        else if (tree.Is(tree.Find("process_name"u8), "sshd"u8)) decision.Remote = true;
        if (decision.Remote != true) return;
        var elevated = tree.Flag(tree.Find(tree.Find("windows_meta"u8), "elevated"u8)) == true;
        if (elevated || tree.Is(tree.Find("username"u8), "root"u8)) decision.Raise(Severity.Medium);
    }

    /// <summary>Windows' logon type, which agents send as a text; its 0, System, is 1 in OCSF 1.8.0.</summary>
    public static void LogonType(RecordDraft draft)
    {
        var tree = draft.Event;
        var node = tree.Find(tree.Find("windows_meta"u8), "logon_type"u8);
        if (tree.Number(node) is not { } type) return;
        if (type == 0) type = SystemType;
        else if (type == SystemType || !draft.Forms.LogonType.Knows(type)) return;
        draft.Out.Add(draft.Forms.LogonType[(int)type]);
        draft.Use(node);
    }

    private static bool IsOwn(EventTree tree, int address) => tree.Content(address).StartsWith("127."u8) || tree.Content(address).SequenceEqual("::1"u8);
}
