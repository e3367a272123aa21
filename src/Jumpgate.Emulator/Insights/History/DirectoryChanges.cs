namespace Jumpgate.Emulator.Insights.History;

/// <summary>What administrators and people changed in the directory.</summary>
internal static class DirectoryChanges
{
    public static IEnumerable<Scene> Scenes(InsightsOptions options) =>
    [
        new("directory", "user_update", 25, TimePrecision.Millisecond, Needs.Users | Needs.Admins, draft => UserChanged(draft)),
        new("directory", "user_password_change", 12, TimePrecision.Millisecond, Needs.Users, OwnPassword),
        new("directory", "user_lockout", 5, TimePrecision.Millisecond, Needs.Users, Lockout),
        new("directory", "user_unlocked", 4, TimePrecision.Millisecond, Needs.Users | Needs.Admins, Unlocked),
        new("directory", "totp_finish_enrollment", 3, TimePrecision.Millisecond, Needs.Users, OwnEnrollment),
        new("directory", "association_change", 20, TimePrecision.Millisecond, Needs.Users | Needs.Groups | Needs.Admins, Membership),
        new("directory", "group_update", 4, TimePrecision.Millisecond, Needs.Groups | Needs.Admins, GroupChanged),
        new("directory", "application_update", 4, TimePrecision.Millisecond, Needs.Applications | Needs.Admins, ApplicationChanged),
        new("directory", "system_update", 6, TimePrecision.Millisecond, Needs.Devices | Needs.Admins, DeviceChanged),
        new("directory", "admin_update", 2, TimePrecision.Millisecond, Needs.Admins, AdminChanged),
        new(options.AlertService, "alert_created", 4, TimePrecision.Millisecond, Needs.Devices, Alert),
        new("password_manager", "passwordmanager_item_autofill", 10, TimePrecision.Millisecond, Needs.Users, Autofill),
    ];

    /// <summary>Live tenants send this one without <c>success</c>.</summary>
    private static void UserChanged(EventDraft draft)
    {
        ByAdmin(draft, success: !draft.Options.OmitSuccess);
        var user = draft.Subjects.User(draft.Below(draft.Subjects.Users));
        draft.Resource("user", user.Id, "username", user.Username);
        switch (draft.Below(4))
        {
            case 0:
                draft.Change(("jobTitle", "Analyst", "Senior Analyst"));
                break;
            case 1:
                draft.Change(("department", "Operations", "Engineering"));
                break;
            case 2:
                draft.Change(("location", "", "Remote"));
                break;
            default:
                draft.Change(("costCenter", "CC-100", "CC-210"), ("employeeType", "Contractor", "Full-time"));
                break;
        }
    }

    private static void OwnPassword(EventDraft draft)
    {
        ByOwner(draft);
        draft.Change(("password", null, null));
    }

    private static void OwnEnrollment(EventDraft draft) => ByOwner(draft);

    private static void Lockout(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        draft.From((ulong)number);
        draft.Provider(null);
        draft.Json.WriteBoolean("success", true);
        draft.Resource("user", user.Id, "username", user.Username);
    }

    private static void Unlocked(EventDraft draft)
    {
        ByAdmin(draft);
        var user = draft.Subjects.User(draft.SomeUser());
        draft.Resource("user", user.Id, "username", user.Username);
    }

    private static void Membership(EventDraft draft)
    {
        ByAdmin(draft);
        var user = draft.Subjects.User(draft.Below(draft.Subjects.Users));
        var group = draft.Subjects.Group(draft.Below(draft.Subjects.Groups));
        var json = draft.Json;
        json.WriteStartObject("association");
        json.WriteString("op", draft.Chance(75) ? "add" : "remove");
        json.WriteString("action_source", "manual");
        json.WriteNull("attributes");
        json.WriteStartObject("connection");
        End(draft, "from", "user_group", group.Id, group.Name);
        End(draft, "to", "user", user.Id, user.Username);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void End(EventDraft draft, string side, string type, string id, string name)
    {
        draft.Json.WriteStartObject(side);
        draft.Json.WriteString("type", type);
        draft.Json.WriteString("object_id", id);
        draft.Json.WriteString("name", name);
        draft.Json.WriteEndObject();
    }

    private static void GroupChanged(EventDraft draft)
    {
        ByAdmin(draft);
        var group = draft.Subjects.Group(draft.Below(draft.Subjects.Groups));
        draft.Resource("user_group", group.Id, "name", group.Name);
        draft.Change(("description", "", $"People of {group.Name}"));
    }

    private static void ApplicationChanged(EventDraft draft)
    {
        ByAdmin(draft);
        var application = draft.Subjects.Application(draft.Below(draft.Subjects.Applications));
        draft.Resource("application", application.Id, "name", application.DisplayLabel);
        draft.Change(("description", "", "reviewed"));
    }

    private static void DeviceChanged(EventDraft draft)
    {
        ByAdmin(draft);
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        draft.Machine(device, system: false);
        draft.Change(("displayName", device.Hostname, device.DisplayName));
    }

    private static void AdminChanged(EventDraft draft)
    {
        ByAdmin(draft);
        var admin = draft.Subjects.Admin(draft.Below(draft.Subjects.Admins));
        draft.Resource("admin", admin.Id, "email", admin.Email);
        draft.Change(("enableMultiFactor", "false", "true"));
    }

    private static void Alert(EventDraft draft)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        var json = draft.Json;
        json.WriteString("category", "System");
        json.WriteString("severity", draft.Pick("Low", "Medium", "High"));
        json.WriteBoolean("success", true);
        json.WriteStartObject("resource");
        json.WriteString("id", draft.SomeId());
        json.WriteString("source_id", device.Id);
        json.WriteString("source_type", "device");
        json.WriteEndObject();
    }

    private static void Autofill(EventDraft draft)
    {
        var number = draft.SomeUser();
        draft.By("user", draft.Subjects.User(number));
        draft.From((ulong)number);
        draft.Json.WriteBoolean("success", true);
        draft.Resource("item", draft.SomeId(), "name", "Web login");
    }

    /// <summary>The documentation writes <c>api-key</c>; live events write <c>api key</c>, with a space.</summary>
    public static void ByAdmin(EventDraft draft, bool success = true)
    {
        var number = draft.Below(draft.Subjects.Admins);
        draft.By("admin", draft.Subjects.Admin(number), email: true);
        draft.From(0xAD0000 + (ulong)number);
        draft.Json.WriteString("auth_method", draft.Chance(80) ? "session" : "api key");
        draft.Provider(null);
        if (success)
            draft.Json.WriteBoolean("success", true);
    }

    public static void ByOwner(EventDraft draft)
    {
        var number = draft.SomeUser();
        var user = draft.Subjects.User(number);
        draft.By("user", user);
        draft.From((ulong)number);
        draft.Json.WriteString("auth_method", "session");
        draft.Provider(null);
        draft.Json.WriteBoolean("success", true);
        draft.Resource("user", user.Id, "username", user.Username);
    }
}
