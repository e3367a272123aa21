namespace Jumpgate.Emulator.Insights.History;

/// <summary>
/// Event types by service and by what tells them. Documented: the types of the Directory Insights specification (reference §7.4), also those JumpCloud's own clients
/// name for provisioning. Others: types and services that JumpCloud's newer command line lists, that were seen live, or that nobody has ever heard of.
/// </summary>
internal static class EventCatalogue
{
    /// <summary>Services that are made up; what is new at JumpCloud looks like this.</summary>
    public const string Unheard = "badge_readers";

    public static IReadOnlyList<Chapter> Documented { get; } =
    [
        new("access_management", Told.Request, """
            access_management_access_request access_management_access_request_approval access_management_access_request_settings_update
            access_management_approval_flow_create access_management_approval_flow_delete access_management_approval_flow_update
            access_management_association_change
            """),
        new("directory", Told.Object, """
            activedirectory_create activedirectory_delete application_create application_delete application_update association_change
            authnpolicy_create authnpolicy_delete authpolicy_update command_create command_delete command_run command_update commandresult_delete
            file_create file_delete file_update group_create group_delete group_update gsuite_directory_create gsuite_directory_delete
            gsuite_directory_update idsource_create idsource_delete idsource_update integration_activate integration_deactivate
            integration_default_domain_add integration_default_domain_delete integration_default_domain_update integration_domain_add
            integration_domain_delete integrationattribute_exclude integrationattribute_include invoice_download iplist_create iplist_delete
            iplist_update notification_delete o365_directory_create o365_directory_delete o365_directory_update organization_create
            organization_update policy_create policy_delete policy_update radiusserver_create radiusserver_delete radiusserver_update
            sambadomain_create sambadomain_delete sambadomain_update user_group_admin_grant user_group_admin_revoke workday_create workday_delete
            workday_update
            """),
        new("directory", Told.Admin, """
            admin_create admin_delete admin_login_attempt admin_password_change admin_password_reset_request admin_totp_disable
            admin_totp_finish_enrollment admin_totp_start_enrollment admin_update
            """),
        new("alerts", Told.Object, """
            alert_created alert_status_updated alert_updated rule_created rule_deleted rule_modified
            """),
        new("asset_management", Told.Object, """
            asset_management_asset_create asset_management_asset_delete asset_management_asset_update asset_management_disable
            asset_management_enable asset_management_field_setting_create asset_management_field_setting_delete
            asset_management_field_setting_update asset_management_general_settings_update
            """),
        new("mdm", Told.Mdm, """
            configuration_file_download device_enrollment mdm_command_result
            """),
        new("systems", Told.Session, """
            device_command remote_session_end remote_session_feedback remote_session_join remote_session_start system_fde_key_decrypt
            """),
        new("systems", Told.Device, """
            google_emm_create google_emm_delete google_emm_patch login_attempt os_major_rollback os_major_upgrade os_minor_rollback os_minor_upgrade
            system_fde_key_update
            """),
        new("notifications", Told.Object, """
            notification_channel_created notification_channel_deleted notification_channel_updated
            """),
        new("object_storage", Told.Storage, """
            object_storage_create object_storage_delete object_storage_get_download_url_request object_storage_upload_validation_result
            """),
        new("password_manager", Told.Vault, """
            passwordmanager_app_unlock passwordmanager_app_update passwordmanager_backup_create passwordmanager_backup_disable
            passwordmanager_backup_enable passwordmanager_backup_key_create passwordmanager_backup_key_delete passwordmanager_backup_key_regenerate
            passwordmanager_backup_request passwordmanager_backup_request_approve passwordmanager_backup_request_cancel
            passwordmanager_backup_request_reject passwordmanager_backup_request_restore passwordmanager_disable passwordmanager_enable
            passwordmanager_extension_pair passwordmanager_extension_settings_update passwordmanager_extension_site_exclusion
            passwordmanager_extension_unlock passwordmanager_force_sync passwordmanager_item_add passwordmanager_item_autofill
            passwordmanager_item_copy passwordmanager_item_history_restore passwordmanager_item_history_reveal passwordmanager_item_move
            passwordmanager_item_remove passwordmanager_item_reveal passwordmanager_item_settings_update passwordmanager_item_update
            passwordmanager_items_export passwordmanager_items_import passwordmanager_local_backup_create passwordmanager_local_backup_path_update
            passwordmanager_local_backup_restore passwordmanager_mini_launch passwordmanager_paranoid_mode_disable
            passwordmanager_paranoid_mode_enable passwordmanager_pincode_update passwordmanager_sharedfolders_policy_group_add
            passwordmanager_sharedfolders_policy_group_remove passwordmanager_sharedfolders_policy_update
            passwordmanager_sharedfolders_policy_user_add passwordmanager_sharedfolders_policy_user_remove passwordmanager_user_activate
            passwordmanager_user_deactivate passwordmanager_user_device_pair passwordmanager_user_device_unpair passwordmanager_user_disable
            passwordmanager_user_enable passwordmanager_user_re-enable passwordmanager_user_reactivate passwordmanager_user_remove
            passwordmanager_user_signup passwordmanager_user_update
            """),
        new("password_manager", Told.Folder, """
            passwordmanager_folder_create passwordmanager_folder_delete passwordmanager_folder_force_sync passwordmanager_folder_group_add
            passwordmanager_folder_group_remove passwordmanager_folder_group_update passwordmanager_folder_member_add
            passwordmanager_folder_member_remove passwordmanager_folder_member_update passwordmanager_folder_update
            """),
        new("reports", Told.Object, """
            report_create report_delete report_export report_run report_update
            """),
        new("saas_app_management", Told.Object, """
            saas_management_account_delete saas_management_account_discover saas_management_account_user_assign
            saas_management_application_access_restriction_update saas_management_application_delete saas_management_application_discover
            saas_management_application_license_update saas_management_application_update saas_management_connector_create
            saas_management_connector_delete saas_management_connector_update saas_management_disable saas_management_enable
            saas_management_event_application_review saas_management_login_event saas_management_settings_update saas_management_tenant_discover
            """),
        new("software", Told.Software, """
            software_add software_add_request software_change software_change_request software_remove software_remove_request
            """),
        new("directory", Told.Machine, """
            system_create system_delete system_update
            """),
        new("directory", Told.Self, """
            totp_delete_enrollment totp_finish_enrollment totp_start_enrollment user_password_change user_password_reset_request
            """),
        new("directory", Told.Unattended, """
            user_activated user_lockout user_mfa_exclusion_expired user_password_expired user_password_warning_email
            """),
        new("directory", Told.Person, """
            user_activation_email user_activation_schedule_create user_activation_schedule_delete user_admin_granted user_admin_revoked user_create
            user_delete user_login_attempt user_password_set user_suspended user_suspension_schedule_create user_suspension_schedule_delete
            user_unlocked user_unsuspended user_update
            """),
        new("directory", Told.Provision, """
            group_create_provision group_delete_provision group_update_provision user_create_provision user_delete_provision user_deprovision
            user_lookup_provision user_update_provision
            """),
        new("systems", Told.Account, """
            user_lockout user_password_change
            """),
    ];

    /// <summary>Read by <c>x-provider-id</c> in JumpCloud; they say no organization.</summary>
    public static IReadOnlyList<Chapter> Portal { get; } =
    [
        new("directory", Told.Object, """
            autotask_billing_mapping_create autotask_billing_mapping_delete autotask_billing_mapping_update autotask_company_mapping_create
            autotask_company_mapping_delete autotask_company_mapping_update autotask_integration_create autotask_integration_delete
            autotask_integration_update autotask_settings_update connectwise_billing_mapping_create connectwise_billing_mapping_delete
            connectwise_billing_mapping_update connectwise_company_mapping_create connectwise_company_mapping_delete
            connectwise_company_mapping_update connectwise_integration_create connectwise_integration_delete connectwise_integration_update
            connectwise_settings_update msp_ticket_create mtp_download_invoice provider_update syncro_billing_mapping_create
            syncro_billing_mapping_delete syncro_billing_mapping_update syncro_company_mapping_create syncro_company_mapping_delete
            syncro_company_mapping_update syncro_integration_create syncro_integration_delete syncro_integration_update syncro_settings_update
            """),
        new("directory", Told.Admin, """
            admin_lockout admin_suspended admin_unsuspend
            """),
    ];

    public static IReadOnlyList<Chapter> Others { get; } =
    [
        new("aigw", Told.Object, """
            aigw_session_activity aigw_session_closed aigw_session_opened
            """),
        new("genai", Told.Object, """
            genai_ai_assistant_chat_created genai_ai_assistant_chat_deleted genai_ai_assistant_chat_message_sent genai_ai_assistant_chat_updated
            """),
        new("di_events", Told.Object, """
            risk_event_created risk_event_resolved risk_events_bulk_resolved
            """),
        new("directory", Told.Object, """
            attributemappings_add attributemappings_delete attributemappings_update authnpolicy_update ca_created cert_issued_manual
            cert_issued_self_service cert_revoked group_warning redirect_uri_create redirect_uri_delete redirect_uri_update scep_issued
            server_create server_delete server_update slack_notification_sent something_new_create something_new_happened
            """),
        new("access_management", Told.Request, """
            access_management_workflow_create access_management_workflow_delete access_management_workflow_settings_update
            access_management_workflow_update
            """),
        new("alerts", Told.Object, """
            bulk_delete_alerts bulk_update_alerts rule_config_created rule_config_deleted rule_config_updated
            """),
        new("systems", Told.Device, """
            command_result policy_result
            """),
        new("reports", Told.Object, """
            custom_report_create custom_report_delete custom_report_update scheduled_report_create scheduled_report_delete
            scheduled_report_run_failed scheduled_report_run_success scheduled_report_update
            """),
        new("ldap", Told.Object, """
            ldap_srch
            """),
        new("password_manager", Told.Vault, """
            passwordvault_credential_add passwordvault_credential_archive passwordvault_credential_autofill passwordvault_credential_copy
            passwordvault_credential_delete passwordvault_credential_duplicate passwordvault_credential_export
            passwordvault_credential_history_reveal passwordvault_credential_import passwordvault_credential_reveal
            passwordvault_credential_shareuser passwordvault_credential_shareusergroup passwordvault_credential_update
            passwordvault_credential_viewdetail passwordvault_credential_viewsecret passwordvault_disable passwordvault_enable
            passwordvault_personalfolder_create passwordvault_personalfolder_credential_add passwordvault_personalfolder_credential_remove
            passwordvault_personalfolder_credential_update passwordvault_personalfolder_delete passwordvault_personalfolder_group_add
            passwordvault_personalfolder_user_add passwordvault_personalfolder_user_remove passwordvault_personalfolder_user_update
            passwordvault_personalfolder_website_add passwordvault_personalfolder_website_remove passwordvault_personalfolder_website_update
            passwordvault_sharedfolder_create passwordvault_sharedfolder_credential_add passwordvault_sharedfolder_credential_remove
            passwordvault_sharedfolder_credential_update passwordvault_sharedfolder_delete passwordvault_sharedfolder_group_add
            passwordvault_sharedfolder_user_add passwordvault_sharedfolder_user_remove passwordvault_sharedfolder_user_update
            passwordvault_sharedfolder_website_add passwordvault_sharedfolder_website_remove passwordvault_sharedfolder_website_update
            passwordvault_user_disable passwordvault_user_enable passwordvault_website_add passwordvault_website_archive
            passwordvault_website_connect passwordvault_website_copy passwordvault_website_delete passwordvault_website_duplicate
            passwordvault_website_linkcredential passwordvault_website_shareuser passwordvault_website_shareusergroup passwordvault_website_update
            passwordvault_website_viewdetails passwordvault_websites_export
            """),
        new("saas_management", Told.Object, """
            saas_management_application_review
            """),
        new("software", Told.Software, """
            software_status_update windows_patch_export windows_patch_install
            """),
        new("workflows", Told.Object, """
            workflow_create workflow_delete workflow_run workflow_update
            """),
        new(Unheard, Told.Bare, "badge_printed badge_lost door_opened"),
    ];
}

/// <summary>Types of a service that are told alike.</summary>
/// <param name="Types">Separated by white space.</param>
internal sealed record Chapter(string Service, Told Told, string Types);

/// <summary>Who acts on what.</summary>
internal enum Told
{
    /// <summary>An administrator on an object named by the type, with changes where it is an update.</summary>
    Object,

    /// <summary>An administrator on a person.</summary>
    Person,

    /// <summary>An administrator on an administrator.</summary>
    Admin,

    /// <summary>A person on their own account.</summary>
    Self,

    /// <summary>Nobody, on a person.</summary>
    Unattended,

    /// <summary>An administrator on a device.</summary>
    Machine,

    /// <summary>A device of itself.</summary>
    Device,

    /// <summary>An account of a device.</summary>
    Account,

    /// <summary>An administrator at a device.</summary>
    Session,

    Software,

    Mdm,

    /// <summary>SCIM sent something to an application.</summary>
    Provision,

    /// <summary>A person in the password manager.</summary>
    Vault,

    /// <summary>A member of a shared folder.</summary>
    Folder,

    Storage,

    /// <summary>A request for access.</summary>
    Request,

    /// <summary>Nothing but the common keys and a field of its own.</summary>
    Bare,
}
