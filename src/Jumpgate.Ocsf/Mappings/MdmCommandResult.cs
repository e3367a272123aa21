using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>
/// A device answers an MDM command (Apple's protocol reference, "MDM commands"): questions about itself are inventory (5001), anything else is something done to the
/// device (3004), named by the command. Idle and NotNow are neither success nor failure.
/// </summary>
internal static class MdmCommandResult
{
    private const int Collect = 2;

    private static readonly byte[][] Questions =
    [
        .. new[]
        {
            "DeviceInformation", "SecurityInfo", "InstalledApplicationList", "ManagedApplicationList", "ProfileList", "ProvisioningProfileList", "CertificateList",
            "AvailableOSUpdates", "OSUpdateStatus", "UserList", "Restrictions", "ManagedMediaList", "NetworkInformation", "DeviceConfigured",
        }.Select(ClassForm.Inside),
    ];

    private static readonly byte[][] Drastic = [.. new[] { "EraseDevice", "DeviceLock", "RemoteLock", "Wipe", "Lock", "Unenroll", "UnenrollDevice", "RemoveMDM", "ClearPasscode" }.Select(ClassForm.Inside)];

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var request = tree.Find("request_type"u8);
        if (!tree.Says(request)) request = tree.Find(tree.Find("command"u8), "request_type"u8);
        var status = tree.Find("status"u8);
        if (tree.Says(status))
        {
            decision.Status = tree.Is(status, "Acknowledged"u8) ? Statuses.Success : tree.Is(status, "Error"u8) || tree.Is(status, "CommandFormatError"u8) ? Statuses.Failure : Statuses.Other;
            decision.StatusBy = status;
            if (decision.Status == Statuses.Other) draft.Use(status);
        }

        if (decision.Status == Statuses.Failure) decision.Raise(Severity.Low);
        if (!tree.IsText(request)) return;
        if (Is(tree, request, Questions)) decision.Become(draft, ClassUids.InventoryInfo, Collect);
        else
        {
            decision.NamedBy = request;
            draft.Use(request);
        }

        if (Is(tree, request, Drastic)) decision.Raise(Severity.Medium);
    }

    private static bool Is(EventTree tree, int request, byte[][] words)
    {
        foreach (var word in words)
        {
            if (tree.Is(request, word)) return true;
        }

        return false;
    }
}
