namespace Jumpgate.Ocsf;

/// <summary>The classes that events become, by <c>class_uid</c>.</summary>
public static class ClassUids
{
    public const int BaseEvent = 0;
    public const int ScriptActivity = 1009;
    public const int DetectionFinding = 2004;
    public const int AccountChange = 3001;
    public const int Authentication = 3002;
    public const int EntityManagement = 3004;
    public const int UserAccess = 3005;
    public const int GroupManagement = 3006;
    public const int InventoryInfo = 5001;
    public const int PatchState = 5004;
    public const int DeviceConfigState = 5019;
    public const int ApplicationLifecycle = 6002;
    public const int ApiActivity = 6003;
    public const int FileHosting = 6006;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<int> All { get; } =
    [
        BaseEvent, ScriptActivity, DetectionFinding, AccountChange, Authentication, EntityManagement, UserAccess, GroupManagement,
        InventoryInfo, PatchState, DeviceConfigState, ApplicationLifecycle, ApiActivity, FileHosting,
    ];
}
