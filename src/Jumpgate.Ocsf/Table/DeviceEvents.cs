using Jumpgate.Ocsf.Mappings;
using static Jumpgate.Ocsf.ClassUids;
using static Jumpgate.Ocsf.Table.EventRow;

namespace Jumpgate.Ocsf.Table;

/// <summary>What devices report, and what is done to them.</summary>
internal static class DeviceEvents
{
    public static IEnumerable<EventRow> Rows =>
    [
        .. In("systems",
        [
            new("command_result", EntityManagement, "Command Result", I, "Command Result") { OnFailure = L, Rule = CommandResult.Decide },
            new("device_command", EntityManagement, "Device Command", M, "Device") { Rule = DeviceCommand.Decide },
            new("google_emm_create", EntityManagement, 1, I, "Android EMM"),
            new("google_emm_delete", EntityManagement, 4, L, "Android EMM"),
            new("google_emm_patch", EntityManagement, 3, I, "Android EMM"),
            new("os_major_rollback", PatchState, 1, M),
            new("os_major_upgrade", PatchState, 1, I),
            new("os_minor_rollback", PatchState, 1, M),
            new("os_minor_upgrade", PatchState, 1, I),
            new("policy_result", DeviceConfigState, 1, I) { OnFailure = L },
            new("remote_session_end", EntityManagement, "Remote Session End", I, "Device"),
            new("remote_session_feedback", EntityManagement, "Feedback", I, "Device"),
            new("remote_session_join", EntityManagement, "Remote Session Join", L, "Device"),
            new("remote_session_start", EntityManagement, "Remote Session Start", M, "Device"),
            new("system_fde_key_decrypt", EntityManagement, 2, M, "Disk Recovery Key"),
            new("system_fde_key_update", DeviceConfigState, 1, I),
        ]),
        .. In("software",
        [
            new("software_add", ApplicationLifecycle, 1, I),
            new("software_add_request", EntityManagement, 1, I, "Software"),
            new("software_change", ApplicationLifecycle, 8, I),
            new("software_change_request", EntityManagement, 3, I, "Software"),
            new("software_remove", ApplicationLifecycle, 2, I),
            new("software_remove_request", EntityManagement, 4, I, "Software"),
            new("software_status_update", ApplicationLifecycle, "Status Update", I),
            new("windows_patch_export", ApiActivity, 2, I),
            new("windows_patch_install", EntityManagement, "Patch Install", L, "Windows Patch"),
        ]),
        .. In("mdm",
        [
            new("configuration_file_download", ApiActivity, 2, I),
            new("device_enrollment", EntityManagement, 6, I, "Device") { Rule = Results.OfEvent },
            new("mdm_command_result", EntityManagement, "MDM Command", I, "Device") { OnFailure = L, Rule = MdmCommandResult.Decide },
        ]),
        .. In("object_storage",
        [
            new("object_storage_create", EntityManagement, 1, I, "Software Package") { Rule = Upload.Decide },
            new("object_storage_delete", EntityManagement, 4, I, "Software Package"),
            new("object_storage_get_download_url_request", ApiActivity, 2, I),
            new("object_storage_upload_validation_result", EntityManagement, "Validate", I, "Software Package") { Rule = Results.OfEvent },
        ]),
    ];
}
