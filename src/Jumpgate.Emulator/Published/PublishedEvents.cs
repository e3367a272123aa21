using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Published;

/// <summary>The Directory Insights events of writes to published collections, where JumpCloud documents a type for them.</summary>
internal static class PublishedEvents
{
    private static readonly FrozenDictionary<string, Family> Families = new Dictionary<string, Family>
    {
        ["/api/v2/iplists"] = new("directory", "iplist"),
        // The specification spells the update without the n.
        ["/api/v2/authn/policies"] = new("directory", "authnpolicy", Updated: "authpolicy_update"),
        ["/api/v2/activedirectories"] = new("directory", "activedirectory", Updated: null),
        ["/api/v2/workdays"] = new("directory", "workday"),
        ["/api/v2/ldapservers/{}/sambadomains"] = new("directory", "sambadomain"),
        ["/api/v2/gsuites"] = new("directory", "gsuite_directory"),
        ["/api/v2/office365s"] = new("directory", "o365_directory"),
        ["/api/idsources"] = new("directory", "idsource"),
        ["/api/files"] = new("directory", "file"),
        ["/api/v2/approvalflows"] = new("access_management", "access_management_approval_flow"),
        ["/api/v2/accessrequests"] = new("access_management", "access_management_access_request", "access_management_access_request", null, null),
        ["/api/v2/notifications/channels"] = new("notifications", "notification_channel", "notification_channel_created", "notification_channel_updated", "notification_channel_deleted"),
        ["/api/v2/healthmonitoring/rules"] = new("alerts", "rule", "rule_created", "rule_modified", "rule_deleted"),
        ["/api/v2/alerts"] = new("alerts", "alert", "alert_created", "alert_updated", null),
        ["/api/v2/assets/accessories"] = new("asset_management", "asset_management_asset"),
        ["/api/v2/assets/devices"] = new("asset_management", "asset_management_asset"),
        ["/api/v2/assets/locations"] = new("asset_management", "asset_management_asset"),
        ["/api/v2/object-storage/items"] = new("object_storage", "object_storage", Updated: null),
        ["/api/v2/passwordmanager/sharedfolders"] = new("password_manager", "passwordmanager_folder"),
        ["/api/v2/reports/custom"] = new("reports", "custom_report"),
        ["/api/v2/reports/scheduled"] = new("reports", "scheduled_report"),
        ["/api/v2/saas-management/applications"] = new("saas_app_management", "saas_management_application", null, "saas_management_application_update", "saas_management_application_delete"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Tell(Call call, PublishedRoute route, PublishedAnswer answer, JsonObject sent)
    {
        var collection = PublishedRoute.Shape(route.EndsInParameter ? route.Collection : route.Path);
        if (answer.Status >= 300 || !Families.TryGetValue(collection, out var family))
            return;
        var type = route.Method switch
        {
            "POST" when !route.EndsInParameter => family.Created,
            "PUT" or "PATCH" when route.EndsInParameter => family.Updated,
            "DELETE" when route.EndsInParameter => family.Deleted,
            _ => null,
        };
        if (type is null)
            return;

        var item = answer.Body as JsonObject ?? [];
        var path = call.Http.Request.Path.Value!.TrimEnd('/');
        var resource = new JsonObject
        {
            ["type"] = family.Resource,
            ["id"] = route.EndsInParameter ? path[(path.LastIndexOf('/') + 1)..] : (item["id"] ?? item["_id"] ?? item["objectId"])?.DeepClone(),
        };
        if ((item["name"] ?? sent["name"]) is { } name)
            resource["name"] = name.DeepClone();
        var changes = new Changes();
        foreach (var (field, value) in route.Method == "DELETE" ? [] : sent)
            changes.Set([], field, value);
        call.Organization.Journal.Write(call, type, resource, changes.Any ? changes : null, family.Service == "alerts" ? call.Installation.Events.Options.AlertService : family.Service);
    }

    private sealed record Family(string Service, string Resource, string? Created, string? Updated, string? Deleted)
    {
        public Family(string service, string resource)
            : this(service, resource, resource + "_create", resource + "_update", resource + "_delete")
        {
        }

        public Family(string service, string resource, string? Updated)
            : this(service, resource, resource + "_create", Updated, resource + "_delete")
        {
        }
    }
}
