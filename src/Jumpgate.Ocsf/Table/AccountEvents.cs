using Jumpgate.Ocsf.Mappings;
using static Jumpgate.Ocsf.ClassUids;
using static Jumpgate.Ocsf.Table.EventRow;

namespace Jumpgate.Ocsf.Table;

/// <summary>Accounts, their rights and their groups.</summary>
internal static class AccountEvents
{
    public static IEnumerable<EventRow> Rows =>
    [
        .. In("directory",
        [
            new("admin_create", AccountChange, 1, M),
            new("admin_delete", AccountChange, 6, M),
            new("admin_lockout", AccountChange, 9, M),
            new("admin_password_change", AccountChange, 3, L),
            new("admin_password_reset_request", AccountChange, 4, L) { Self = true },
            new("admin_suspended", AccountChange, 5, M),
            new("admin_totp_disable", AccountChange, 11, H),
            new("admin_totp_finish_enrollment", AccountChange, 10, I) { Self = true },
            new("admin_totp_start_enrollment", AccountChange, "MFA Enrollment Started", I) { Self = true },
            new("admin_unsuspend", AccountChange, 2, M),
            new("admin_update", AccountChange, "Update", L) { Rule = UserUpdate.Decide },
            new("group_create", GroupManagement, 6, I),
            new("group_create_provision", GroupManagement, 6, I) { OnFailure = L },
            new("group_delete", GroupManagement, 5, L),
            new("group_delete_provision", GroupManagement, 5, I) { OnFailure = M },
            new("group_update", GroupManagement, "Update", I),
            new("group_update_provision", GroupManagement, "Update", I) { OnFailure = L },
            new("group_warning", GroupManagement, "Warning", L),
            new("totp_delete_enrollment", AccountChange, 11, M),
            new("totp_finish_enrollment", AccountChange, 10, I) { Self = true },
            new("totp_start_enrollment", AccountChange, "MFA Enrollment Started", I) { Self = true },
            new("user_activated", AccountChange, 2, I),
            new("user_activation_email", AccountChange, "Notify", I),
            new("user_activation_schedule_create", AccountChange, "Activation Scheduled", I),
            new("user_activation_schedule_delete", AccountChange, "Scheduled Activation Unscheduled", I),
            new("user_admin_granted", UserAccess, 1, M, "sudo"),
            new("user_admin_revoked", UserAccess, 2, I, "sudo"),
            new("user_create", AccountChange, 1, I),
            new("user_create_provision", AccountChange, 1, I) { OnFailure = L },
            new("user_delete", AccountChange, 6, L),
            new("user_delete_provision", AccountChange, 6, I) { OnFailure = M },
            new("user_deprovision", AccountChange, "Deprovision", I) { OnFailure = M },
            new("user_group_admin_grant", GroupManagement, 1, M, "sudo"),
            new("user_group_admin_revoke", GroupManagement, 2, I, "sudo"),
            new("user_lockout", AccountChange, 9, L) { AlsoIn = "systems" },
            new("user_lookup_provision", AccountChange, "Lookup", I) { OnFailure = L },
            new("user_mfa_exclusion_expired", AccountChange, "MFA Exclusion Expired", I),
            new("user_password_change", AccountChange, 3, I) { AlsoIn = "systems" },
            new("user_password_expired", AccountChange, "Password Expired", L),
            new("user_password_reset_request", AccountChange, 4, I) { Self = true },
            new("user_password_set", AccountChange, 3, I) { Self = true },
            new("user_password_warning_email", AccountChange, "Notify", I),
            new("user_suspended", AccountChange, 5, L),
            new("user_suspension_schedule_create", AccountChange, "Suspension Scheduled", I),
            new("user_suspension_schedule_delete", AccountChange, "Scheduled Suspension Unscheduled", I),
            new("user_unlocked", AccountChange, 12, I),
            new("user_unsuspended", AccountChange, 2, L),
            new("user_update", AccountChange, "Update", I) { Rule = UserUpdate.Decide },
            new("user_update_provision", AccountChange, "Update", I) { OnFailure = L },
        ]),
    ];
}
