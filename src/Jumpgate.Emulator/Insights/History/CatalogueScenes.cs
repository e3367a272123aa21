namespace Jumpgate.Emulator.Insights.History;

/// <summary>
/// Tells the types of the catalogue in the shapes of the specification's field tables: the common keys, who acted, the target as <c>resource</c>, <c>changes</c> of
/// updates, and the keys of their own that provisioning, folders, storage and requests have. Which of them stand together is inferred where no sample is published.
/// </summary>
internal static class CatalogueScenes
{
    private static readonly string[] Prefixes = ["saas_management_", "asset_management_", "access_management_", "passwordmanager_", "passwordvault_", "notification_"];

    public static IEnumerable<Scene> All(InsightsOptions options, EventTypes types)
    {
        IEnumerable<Scene> scenes = EventCatalogue.Documented.SelectMany(chapter => Of(chapter, options));
        return types == EventTypes.Documented
            ? scenes
            : scenes.Concat(EventCatalogue.Portal.SelectMany(chapter => Of(chapter, options)).Select(scene => scene with { InPortal = true }))
                .Concat(EventCatalogue.Others.SelectMany(chapter => Of(chapter, options)));
    }

    private static IEnumerable<Scene> Of(Chapter chapter, InsightsOptions options)
    {
        var service = chapter.Service == "alerts" ? options.AlertService : chapter.Service;
        var precision = chapter.Told is Told.Device or Told.Account or Told.Software ? TimePrecision.Second : TimePrecision.Millisecond;
        return chapter.Types.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(type => new Scene(service, type, 1, precision, NeedsOf(chapter.Told), draft => Tell(draft, chapter.Told, type)));
    }

    private static Needs NeedsOf(Told told) => told switch
    {
        Told.Object or Told.Admin or Told.Storage => Needs.Admins,
        Told.Person or Told.Request => Needs.Admins | Needs.Users,
        Told.Self or Told.Unattended or Told.Vault => Needs.Users,
        Told.Machine or Told.Session => Needs.Admins | Needs.Devices,
        Told.Device or Told.Software or Told.Mdm => Needs.Devices,
        Told.Account => Needs.Users | Needs.Devices,
        Told.Provision => Needs.Users | Needs.Applications,
        Told.Folder => Needs.Users | Needs.Groups,
        _ => Needs.None,
    };

    private static void Tell(EventDraft draft, Told told, string type)
    {
        switch (told)
        {
            case Told.Object:
                DirectoryChanges.ByAdmin(draft);
                draft.Resource(TargetOf(type), draft.SomeId(), "name", $"{TargetOf(type)} {draft.Below(100)}");
                Changes(draft, type);
                break;
            case Told.Person:
                DirectoryChanges.ByAdmin(draft);
                SomePerson(draft);
                Changes(draft, type);
                break;
            case Told.Admin:
                DirectoryChanges.ByAdmin(draft);
                var admin = draft.Subjects.Admin(draft.Below(draft.Subjects.Admins));
                draft.Resource("admin", admin.Id, "email", admin.Email);
                Changes(draft, type);
                break;
            case Told.Self:
                DirectoryChanges.ByOwner(draft);
                break;
            case Told.Unattended:
                draft.Provider(null);
                draft.Json.WriteBoolean("success", true);
                SomePerson(draft);
                break;
            case Told.Machine:
                DirectoryChanges.ByAdmin(draft);
                draft.Machine(draft.Subjects.Device(draft.Below(draft.Subjects.Devices)), system: false);
                Changes(draft, type);
                break;
            case Told.Device:
                Device(draft, type);
                break;
            case Told.Account:
                draft.ByName(SomePerson(draft).Username);
                draft.Machine(draft.Subjects.Device(draft.Below(draft.Subjects.Devices)));
                draft.Json.WriteBoolean("success", true);
                break;
            case Told.Session:
                DirectoryChanges.ByAdmin(draft);
                draft.Machine(draft.Subjects.Device(draft.Below(draft.Subjects.Devices)));
                draft.Resource("remote_session", draft.SomeId(), "name", "assist");
                break;
            case Told.Software:
                DeviceScenes.Software(draft);
                break;
            case Told.Mdm:
                draft.Json.WriteString("device_object_id", draft.Subjects.Device(draft.Below(draft.Subjects.Devices)).Id);
                draft.Json.WriteString("windows_device_uuid", $"{draft.Below(int.MaxValue):x8}-1111-4222-8333-{draft.Below(int.MaxValue):x12}");
                draft.Json.WriteString("result", "success");
                break;
            case Told.Provision:
                Provision(draft, type);
                break;
            case Told.Vault or Told.Folder:
                Vault(draft, told, type);
                break;
            case Told.Storage:
                DirectoryChanges.ByAdmin(draft);
                draft.Json.WriteString("object_storage_item_object_id", draft.SomeId());
                draft.Json.WriteString("object_storage_item_version_name", "1.0");
                draft.Json.WriteNumber("object_storage_item_version_size", draft.Below(1 << 24));
                break;
            case Told.Request:
                DirectoryChanges.ByAdmin(draft);
                draft.Json.WriteString("access_request_id", draft.SomeId());
                draft.Json.WriteStartObject("workflow");
                draft.Json.WriteString("id", draft.SomeId());
                draft.Json.WriteEndObject();
                SomePerson(draft);
                break;
            default:
                draft.Json.WriteStartObject("badge");
                draft.Json.WriteNumber("number", draft.Below(10_000));
                draft.Json.WriteEndObject();
                break;
        }
    }

    private static void Device(EventDraft draft, string type)
    {
        var device = draft.Subjects.Device(draft.Below(draft.Subjects.Devices));
        draft.Machine(device);
        draft.Machine(device, system: false);
        if (type.StartsWith("os_", StringComparison.Ordinal))
            draft.Change(("version", device.Version, device.Version + ".1"));
    }

    private static void Provision(EventDraft draft, string type)
    {
        var passed = !draft.Chance(10);
        var application = draft.Subjects.Application(draft.Below(draft.Subjects.Applications));
        var json = draft.Json;
        json.WriteBoolean("success", passed);
        json.WriteStartObject("initiated_by");
        json.WriteString("type", "system");
        json.WriteString("source", "scim");
        json.WriteEndObject();
        SomePerson(draft);
        json.WriteStartObject("application");
        json.WriteString("id", application.Id);
        json.WriteString("name", application.Name);
        json.WriteEndObject();
        json.WriteString("idm_client_id", "scim");
        json.WriteStartObject("message_chain");
        json.WriteNumber("response_code", passed ? 200 : 409);
        json.WriteString("response_message", passed ? "OK" : "Conflict");
        json.WriteString("message_details", "");
        json.WriteEndObject();
        if (!passed)
            json.WriteString("error_message", "uniqueness");
        if (type.Contains("update", StringComparison.Ordinal))
            draft.Change(("department", "Operations", "Engineering"));
    }

    private static void Vault(EventDraft draft, Told told, string type)
    {
        var number = draft.SomeUser();
        draft.By("user", draft.Subjects.User(number));
        draft.From((ulong)number);
        draft.Json.WriteBoolean("success", true);
        draft.Resource(told == Told.Folder ? "folder" : TargetOf(type), draft.SomeId(), "name", "Shared");
        if (told != Told.Folder)
            return;
        var group = draft.Subjects.Group(draft.Below(draft.Subjects.Groups));
        draft.Json.WriteStartObject("association");
        DirectoryChanges.End(draft, "to", "user_group", group.Id, group.Name);
        draft.Json.WriteEndObject();
    }

    private static Person SomePerson(EventDraft draft)
    {
        var user = draft.Subjects.User(draft.SomeUser());
        draft.Resource("user", user.Id, "username", user.Username);
        return user;
    }

    private static void Changes(EventDraft draft, string type)
    {
        if (type.EndsWith("_update", StringComparison.Ordinal) || type.EndsWith("_updated", StringComparison.Ordinal) || type.EndsWith("_modified", StringComparison.Ordinal))
            draft.Change(("description", "", "reviewed"));
    }

    /// <summary>What a type is about: its name without the service before and the deed behind.</summary>
    private static string TargetOf(string type)
    {
        var prefix = Array.Find(Prefixes, type.StartsWith) ?? "";
        var rest = type[prefix.Length..];
        var deed = rest.LastIndexOf('_');
        return deed > 0 ? rest[..deed] : rest;
    }
}
