using Jumpgate.Ocsf.Mappings;
using static Jumpgate.Ocsf.ClassUids;
using static Jumpgate.Ocsf.Table.EventRow;

namespace Jumpgate.Ocsf.Table;

/// <summary>Signing on: to the portals, to applications, to networks and directories, to devices.</summary>
internal static class SignInEvents
{
    public static IEnumerable<EventRow> Rows =>
    [
        .. In("directory",
        [
            new("admin_login_attempt", Authentication, 1, I, "JumpCloud Admin Portal") { OnFailure = L },
            new("user_login_attempt", Authentication, 1, I, "JumpCloud User Portal") { OnFailure = L },
        ]),
        .. In("sso",
        [
            new("sso_auth", Authentication, 1, I, "JumpCloud SSO") { OnFailure = L, Rule = SsoAuth.Decide },
        ]),
        .. In("radius",
        [
            new("radius_auth", Authentication, 1, I, "JumpCloud RADIUS") { OnFailure = L, Protocol = RadiusProtocol },
            new("radius_auth_attempt", Authentication, 1, I, "JumpCloud RADIUS") { OnFailure = L, Protocol = RadiusProtocol },
        ]),
        .. In("ldap",
        [
            new("ldap_bind", Authentication, 1, I, "JumpCloud LDAP") { OnFailure = L, Rule = LdapBind.Decide },
            new("ldap_search", ApiActivity, 2, I),
            new("ldap_srch", ApiActivity, 2, I),
        ]),
        .. In("systems",
        [
            new("login_attempt", Authentication, 1, I, "Device Login") { OnFailure = L, Rule = DeviceLogin.Decide },
        ]),
        .. In("saas_app_management",
        [
            new("saas_management_login_event", Authentication, 1, I, "SaaS Application") { OnFailure = L },
        ]),
    ];
}
