using Jumpgate.Ocsf.Mappings;
using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Classes;

/// <summary>What each class tells of an event, beside what all classes have. A body answers false when the event lacks what the class requires.</summary>
internal static class Bodies
{
    public static bool Write(RecordDraft draft, in Decision decision)
    {
        var isWritten = decision.Class switch
        {
            ClassUids.Authentication => Authentication.Write(draft, decision),
            ClassUids.AccountChange => AccountChange.Write(draft, decision),
            ClassUids.EntityManagement => EntityManagement.Write(draft, decision),
            ClassUids.UserAccess => UserAccess.Write(draft, decision),
            ClassUids.GroupManagement => GroupManagement.Write(draft, decision),
            ClassUids.DetectionFinding => DetectionFinding.Write(draft, decision),
            ClassUids.InventoryInfo or ClassUids.DeviceConfigState => Machines.Write(draft),
            ClassUids.PatchState => PatchState.Write(draft),
            ClassUids.ApplicationLifecycle => ApplicationLifecycle.Write(draft),
            ClassUids.ApiActivity => ApiActivity.Write(draft),
            ClassUids.ScriptActivity => ScriptActivity.Write(draft),
            ClassUids.FileHosting => FileHosting.Write(draft),
            _ => true,
        };
        return isWritten && Common(draft, decision);
    }

    /// <summary>What to tell an event as when the class has to be given up: the next less particular one, at last Base Event.</summary>
    public static int Less(int @class) => @class switch
    {
        ClassUids.PatchState => ClassUids.InventoryInfo,
        ClassUids.Authentication or ClassUids.AccountChange or ClassUids.EntityManagement => ClassUids.BaseEvent,
        _ => ClassUids.EntityManagement,
    };

    private static bool Common(RecordDraft draft, in Decision decision)
    {
        var form = draft.Class;
        if (!Actor.Write(draft) && form.NeedsActor) return false;
        if (!Endpoints.Write(draft) && form.NeedsSource) return false;
        Clients.Request(draft, Clients.Find(draft.Event));
        if (decision.Class is not (ClassUids.InventoryInfo or ClassUids.DeviceConfigState or ClassUids.PatchState)) Machines.Write(draft);
        return true;
    }
}
