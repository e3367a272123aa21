namespace Jumpgate.Emulator.Insights.History;

/// <summary>People signing in: applications, portals, Wi-Fi, LDAP. In the shapes live tenants send
/// (SEKOIA-IO/intake-formats, elastic/integrations), oddities included.</summary>
internal static class SignIns
{
    public static IEnumerable<Scene> Scenes(InsightsOptions options) =>
    [
        new("sso", "sso_auth", 340, TimePrecision.Nanosecond, Needs.Users | Needs.Applications, Sso),
        new("directory", "user_login_attempt", 200, TimePrecision.Millisecond, Needs.Users, UserPortal),
        new("directory", "admin_login_attempt", 30, TimePrecision.Millisecond, Needs.Admins, AdminPortal),
        new("radius", options.RadiusEventType, 90, TimePrecision.Second, Needs.Users, Radius),
        new("ldap", "ldap_bind", 70, TimePrecision.Second, Needs.Users, LdapBind),
        new("ldap", "ldap_search", 20, TimePrecision.Second, Needs.Users, LdapSearch),
    ];

    /// <summary>No <c>success</c> here: <c>sso_token_success</c> and <c>error_message</c> tell how it went.</summary>
    private static void Sso(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        var target = draft.Subjects.Application(draft.Below(draft.Subjects.Applications));
        var passed = !draft.Chance(5);
        draft.By("user", user);
        draft.From((ulong)number);
        var json = draft.Json;
        draft.Provider("");
        json.WriteStartObject("application");
        json.WriteString("id", target.Id);
        json.WriteString("name", target.Name);
        json.WriteString("display_label", target.DisplayLabel);
        json.WriteString("sso_type", target.SsoType);
        json.WriteString("sso_url", target.SsoUrl);
        json.WriteEndObject();
        json.WriteBoolean("idp_initiated", draft.Chance(30));
        json.WriteBoolean("sso_token_success", passed);
        json.WriteString("error_message", passed ? "" : "not authorized");
        json.WriteBoolean("mfa", draft.Chance(40));
        json.WriteStartObject("auth_context");
        json.WriteStartObject("auth_methods");
        json.WriteEndObject();
        if (draft.Subjects.Devices > 0)
        {
            var device = draft.Subjects.Device(number % draft.Subjects.Devices);
            json.WriteStartObject("system");
            json.WriteString("id", device.Id);
            json.WriteString("hostname", device.Hostname);
            json.WriteString("displayName", device.DisplayName);
            json.WriteString("os", device.Os);
            json.WriteString("version", device.Version);
            json.WriteEndObject();
        }
        json.WriteStartArray("policies_applied");
        json.WriteStartObject();
        json.WriteString("id", "");
        json.WriteString("name", "Global Policy");
        json.WriteStartObject("metadata");
        json.WriteString("resource_type", "APPLICATION");
        json.WriteString("action", passed ? "ALLOW" : "DENY");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void UserPortal(EventDraft draft)
    {
        var number = draft.SomeUser();
        var passed = !draft.Chance(6);
        var mfa = passed && draft.Chance(70);
        draft.By("user", draft.Subjects.User(number));
        draft.From((ulong)number);
        var json = draft.Json;
        json.WriteBoolean("mfa", mfa);
        json.WriteStartObject("mfa_meta");
        json.WriteString("type", mfa ? draft.Pick("totp", "push", "webauthn") : "none");
        json.WriteEndObject();
        json.WriteBoolean("success", passed);
        if (!passed)
            json.WriteString("error_message", draft.Pick("Invalid credentials", "Account locked", "MFA failed"));
        json.WriteStartObject("auth_context");
        json.WriteStartObject("auth_methods");
        json.WriteStartObject("password");
        json.WriteBoolean("success", passed);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void AdminPortal(EventDraft draft)
    {
        var number = draft.Below(draft.Subjects.Admins);
        draft.By("admin", draft.Subjects.Admin(number), email: true);
        draft.From(0xAD0000 + (ulong)number);
        draft.Provider(null);
        draft.Json.WriteBoolean("mfa", draft.Chance(85));
        draft.Json.WriteBoolean("success", !draft.Chance(4));
    }

    private static void Radius(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        var passed = !draft.Chance(8);
        draft.ByName(user.Username);
        draft.From((ulong)number, browser: false);
        var json = draft.Json;
        json.WriteString("username", user.Username);
        json.WriteBoolean("success", passed);
        if (!passed)
            json.WriteString("error_message", "mschap: MS-CHAP2-Response is incorrect");
        json.WriteString("auth_type", "eap");
        json.WriteString("eap_type", "MSCHAPv2");
        json.WriteString("nas_mfa_state", "DISABLED");
        json.WriteBoolean("mfa", false);
        json.WriteStartObject("outer");
        json.WriteString("eap_type", "PEAP");
        json.WriteString("username", user.Username);
        json.WriteEndObject();
        json.WriteStartObject("auth_meta");
        json.WriteString("auth_idp", "JUMPCLOUD");
        json.WriteString("userid_type", "USERNAME");
        json.WriteBoolean("user_password_enabled", true);
        json.WriteBoolean("device_cert_enabled", false);
        json.WriteBoolean("user_cert_enabled", false);
        json.WriteEndObject();
    }

    private static void LdapBind(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        var passed = !draft.Chance(3);
        draft.ByName(user.Username);
        draft.From((ulong)number, browser: false);
        var json = draft.Json;
        json.WriteString("username", user.Username);
        json.WriteString("dn", $"uid={user.Username},ou=Users,o={draft.Subjects.Organization},dc=jumpcloud,dc=com");
        json.WriteString("auth_method", "simple");
        json.WriteString("mech", "SIMPLE");
        json.WriteString("connection_id", $"c{draft.Below(1 << 28):x7}");
        json.WriteNumber("operation_number", 0);
        json.WriteString("operation_type", "bind");
        json.WriteBoolean("start_tls", false);
        json.WriteBoolean("tls_established", true);
        json.WriteBoolean("success", passed);
        json.WriteNumber("error_code", passed ? 0 : 49);
        json.WriteString("error_message", passed ? "" : "Invalid Credentials");
    }

    private static void LdapSearch(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        draft.ByName(user.Username);
        draft.From((ulong)number, browser: false);
        var json = draft.Json;
        json.WriteString("username", user.Username);
        json.WriteString("base", $"ou=Users,o={draft.Subjects.Organization},dc=jumpcloud,dc=com");
        json.WriteString("scope", "sub");
        json.WriteString("deref", "never");
        json.WriteString("filter", "(objectClass=inetOrgPerson)");
        json.WriteString("connection_id", $"c{draft.Below(1 << 28):x7}");
        json.WriteNumber("operation_number", 1);
        json.WriteString("operation_type", "search");
        json.WriteNumber("number_of_results", draft.Below(50));
        json.WriteBoolean("start_tls", false);
        json.WriteBoolean("tls_established", true);
        json.WriteBoolean("success", true);
        json.WriteNumber("error_code", 0);
        json.WriteString("error_message", "");
    }
}
