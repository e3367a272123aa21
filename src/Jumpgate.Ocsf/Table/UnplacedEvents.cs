using Jumpgate.Ocsf.Mappings;
using static Jumpgate.Ocsf.ClassUids;
using static Jumpgate.Ocsf.Table.EventRow;

namespace Jumpgate.Ocsf.Table;

/// <summary>Types whose service no source states.</summary>
internal static class UnplacedEvents
{
    public static IEnumerable<EventRow> Rows =>
    [
        .. In("",
        [
            new("aigw_session_activity", ApiActivity, "Activity", I),
            new("aigw_session_closed", ApiActivity, "Session Closed", I),
            new("aigw_session_opened", ApiActivity, "Session Opened", I),
            new("attributemappings_add", EntityManagement, 1, I, "Attribute Mapping"),
            new("attributemappings_delete", EntityManagement, 4, L, "Attribute Mapping"),
            new("attributemappings_update", EntityManagement, 3, I, "Attribute Mapping"),
            new("ca_created", EntityManagement, 1, M, "Certificate Authority"),
            new("cert_issued_manual", EntityManagement, 1, L, "Certificate"),
            new("cert_issued_self_service", EntityManagement, 1, I, "Certificate"),
            new("cert_revoked", EntityManagement, 4, L, "Certificate"),
            new("genai_ai_assistant_chat_created", EntityManagement, 1, I, "Assistant Chat"),
            new("genai_ai_assistant_chat_deleted", EntityManagement, 4, L, "Assistant Chat"),
            new("genai_ai_assistant_chat_message_sent", ApiActivity, "Message Sent", I),
            new("genai_ai_assistant_chat_updated", EntityManagement, 3, I, "Assistant Chat"),
            new("redirect_uri_create", EntityManagement, 1, I, "Redirect URI"),
            new("redirect_uri_delete", EntityManagement, 4, L, "Redirect URI"),
            new("redirect_uri_update", EntityManagement, 3, I, "Redirect URI"),
            new("risk_event_created", DetectionFinding, 1, M, "Risk") { Rule = Alert.Decide },
            new("risk_event_resolved", DetectionFinding, 3, I, "Risk") { Rule = Alert.Decide },
            new("risk_events_bulk_resolved", DetectionFinding, 3, L, "Risk") { Rule = Alert.Decide },
            new("scep_issued", EntityManagement, 1, I, "Certificate"),
            new("server_create", EntityManagement, 1, I, "MCP Server"),
            new("server_delete", EntityManagement, 4, L, "MCP Server"),
            new("server_update", EntityManagement, 3, I, "MCP Server"),
            new("slack_notification_sent", ApiActivity, "Notify", I),
        ]),
    ];
}
