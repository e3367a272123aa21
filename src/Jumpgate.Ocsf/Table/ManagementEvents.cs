using Jumpgate.Ocsf.Mappings;
using static Jumpgate.Ocsf.ClassUids;
using static Jumpgate.Ocsf.Table.EventRow;

namespace Jumpgate.Ocsf.Table;

/// <summary>Access requests, applications found in use, assets, reports, notifications, alerts, automations.</summary>
internal static class ManagementEvents
{
    public static IEnumerable<EventRow> Rows =>
    [
        .. In("access_management",
        [
            new("access_management_access_request", EntityManagement, 1, I, "Access Request"),
            new("access_management_access_request_approval", EntityManagement, "Approve or Deny", L, "Access Request"),
            new("access_management_access_request_settings_update", EntityManagement, 3, I, "Access Request Settings"),
            new("access_management_approval_flow_create", EntityManagement, 1, I, "Approval Flow"),
            new("access_management_approval_flow_delete", EntityManagement, 4, L, "Approval Flow"),
            new("access_management_approval_flow_update", EntityManagement, 3, I, "Approval Flow"),
            new("access_management_association_change", UserAccess, 1, L, "requested access") { Rule = AssociationChange.DecideRequested },
            new("access_management_workflow_create", EntityManagement, 1, I, "Access Workflow"),
            new("access_management_workflow_delete", EntityManagement, 4, L, "Access Workflow"),
            new("access_management_workflow_settings_update", EntityManagement, 3, I, "Access Workflow"),
            new("access_management_workflow_update", EntityManagement, 3, I, "Access Workflow"),
        ]),
        .. In("saas_app_management",
        [
            new("saas_management_account_delete", EntityManagement, 4, L, "SaaS Account"),
            new("saas_management_account_discover", EntityManagement, 1, I, "SaaS Account"),
            new("saas_management_account_user_assign", UserAccess, 1, I, "SaaS account"),
            new("saas_management_application_access_restriction_update", EntityManagement, 3, I, "SaaS Application"),
            new("saas_management_application_delete", EntityManagement, 4, L, "SaaS Application"),
            new("saas_management_application_discover", EntityManagement, 1, I, "SaaS Application"),
            new("saas_management_application_license_update", EntityManagement, 3, I, "SaaS Application"),
            new("saas_management_application_update", EntityManagement, 3, I, "SaaS Application"),
            new("saas_management_connector_create", EntityManagement, 1, I, "SaaS Connector"),
            new("saas_management_connector_delete", EntityManagement, 4, L, "SaaS Connector"),
            new("saas_management_connector_update", EntityManagement, 3, I, "SaaS Connector"),
            new("saas_management_disable", EntityManagement, 9, I, "SaaS Management"),
            new("saas_management_enable", EntityManagement, 8, I, "SaaS Management"),
            new("saas_management_event_application_review", EntityManagement, 3, I, "SaaS Application"),
            new("saas_management_settings_update", EntityManagement, 3, I, "SaaS Management"),
            new("saas_management_tenant_discover", EntityManagement, 1, I, "SaaS Tenant"),
        ]),
        .. In("saas_management",
        [
            new("saas_management_application_review", EntityManagement, 3, I, "SaaS Application"),
        ]),
        .. In("asset_management",
        [
            new("asset_management_asset_create", EntityManagement, 1, I, "Asset"),
            new("asset_management_asset_delete", EntityManagement, 4, L, "Asset"),
            new("asset_management_asset_update", EntityManagement, 3, I, "Asset"),
            new("asset_management_disable", EntityManagement, 9, I, "Asset Management"),
            new("asset_management_enable", EntityManagement, 8, I, "Asset Management"),
            new("asset_management_field_setting_create", EntityManagement, 1, I, "Asset Field"),
            new("asset_management_field_setting_delete", EntityManagement, 4, L, "Asset Field"),
            new("asset_management_field_setting_update", EntityManagement, 3, I, "Asset Field"),
            new("asset_management_general_settings_update", EntityManagement, 3, I, "Asset Management"),
        ]),
        .. In("reports",
        [
            new("custom_report_create", EntityManagement, 1, I, "Report"),
            new("custom_report_delete", EntityManagement, 4, L, "Report"),
            new("custom_report_update", EntityManagement, 3, I, "Report"),
            new("report_create", EntityManagement, 1, I, "Report"),
            new("report_delete", EntityManagement, 4, L, "Report"),
            new("report_export", ApiActivity, 2, L),
            new("report_run", ApiActivity, 2, I),
            new("report_update", EntityManagement, 3, I, "Report"),
            new("scheduled_report_create", EntityManagement, 1, I, "Report Schedule"),
            new("scheduled_report_delete", EntityManagement, 4, L, "Report Schedule"),
            new("scheduled_report_run_failed", ApiActivity, 2, L) { Fails = true },
            new("scheduled_report_run_success", ApiActivity, 2, I),
            new("scheduled_report_update", EntityManagement, 3, I, "Report Schedule"),
        ]),
        .. In("notifications",
        [
            new("notification_channel_created", EntityManagement, 1, I, "Notification Channel"),
            new("notification_channel_deleted", EntityManagement, 4, L, "Notification Channel"),
            new("notification_channel_updated", EntityManagement, 3, I, "Notification Channel"),
        ]),
        .. In("alerts",
        [
            new("alert_created", DetectionFinding, 1, I, "Alert") { Rule = Alert.Decide },
            new("alert_status_updated", DetectionFinding, 3, I, "Alert") { Rule = Alert.DecideStatus },
            new("alert_updated", DetectionFinding, 2, I, "Alert") { Rule = Alert.Decide },
            new("bulk_delete_alerts", EntityManagement, 4, M, "Alert"),
            new("bulk_update_alerts", DetectionFinding, 2, I, "Alert") { Rule = Alert.Decide },
            new("rule_config_created", EntityManagement, 1, I, "Alert Rule"),
            new("rule_config_deleted", EntityManagement, 4, M, "Alert Rule"),
            new("rule_config_updated", EntityManagement, 3, M, "Alert Rule"),
            new("rule_created", EntityManagement, 1, I, "Alert Rule"),
            new("rule_deleted", EntityManagement, 4, M, "Alert Rule"),
            new("rule_modified", EntityManagement, 3, M, "Alert Rule"),
        ]),
        .. In("workflows",
        [
            new("workflow_create", EntityManagement, 1, L, "Workflow"),
            new("workflow_delete", EntityManagement, 4, L, "Workflow"),
            new("workflow_run", EntityManagement, "Run", I, "Workflow") { OnFailure = L, Rule = Results.OfResource },
            new("workflow_update", EntityManagement, 3, L, "Workflow"),
        ]),
    ];
}
