using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Tells Directory Insights what was written, in the forms live tenants send (reference §7.5).</summary>
internal sealed class Journal(Organization organization)
{
    /// <summary>Writes of an object. Without a call it was JumpCloud itself.</summary>
    public void Write(Call? call, string type, JsonObject resource, Changes? changes = null, string service = "directory")
    {
        var @event = Start(call, type, service);
        @event["resource"] = resource;
        if (changes is not null)
            @event["changes"] = changes.ToJson();
        organization.Events.Append(@event);
    }

    /// <summary>A change of the graph. Without a call it followed from a group's query, unless a source is named.</summary>
    public void Association(Call? call, string op, Node from, Node to, JsonNode? attributes, string? source = null)
    {
        var @event = Start(call, "association_change", "directory");
        @event["association"] = new JsonObject
        {
            ["op"] = op,
            ["action_source"] = source ?? (call is null ? "dynamic_group" : "manual"),
            ["attributes"] = attributes?.DeepClone(),
            ["connection"] = new JsonObject { ["from"] = End(from), ["to"] = End(to) },
        };
        organization.Events.Append(@event);
    }

    /// <summary>What identity management did in an application's target, or failed to do there.</summary>
    public void Provision(
        string type, JsonObject resource, JsonObject application, string clientId, JsonArray? changes, bool success, JsonObject messageChain, string? error)
    {
        var @event = Start(null, type, "directory");
        @event["success"] = success;
        @event["initiated_by"] = new JsonObject { ["type"] = "system", ["source"] = "scim" };
        @event["resource"] = resource;
        @event["application"] = application;
        @event["idm_client_id"] = clientId;
        @event["message_chain"] = messageChain;
        if (changes is not null)
            @event["changes"] = changes.DeepClone();
        if (error is not null)
            @event["error_message"] = error;
        organization.Events.Append(@event);
    }

    /// <summary>An object as events name it.</summary>
    public JsonObject Resource(Node node)
    {
        var resource = new JsonObject { ["type"] = TypeName(node.Kind), ["id"] = organization.IdOf(node) };
        var document = organization.Table(node.Kind).Read(node.Index);
        foreach (var name in (string[])["username", "email", "name", "displayName", "displayLabel", "hostname"])
        {
            if (document[name] is { } value && !(node.Kind == Kind.User && name is not "username"))
                resource[name is "displayLabel" ? "display_label" : name is "displayName" && node.Kind != Kind.System ? "display_name" : name] = value.DeepClone();
        }

        return resource;
    }

    private JsonObject Start(Call? call, string type, string service)
    {
        // What is done in the multi-tenant portal belongs to the provider and is read by x-provider-id.
        var inPortal = call?.Caller.Provider is not null && call.Http.Request.Path.StartsWithSegments("/api/v2/providers", StringComparison.OrdinalIgnoreCase);
        var @event = new JsonObject
        {
            ["service"] = service,
            ["event_type"] = type,
            ["timestamp"] = JsonWriting.Iso(organization.Clock.GetUtcNow()),
            ["organization"] = inPortal ? null : organization.Id,
            ["provider"] = call?.Caller.Provider,
            ["@version"] = "1",
            ["client_ip"] = "198.51.100.9",
            ["geoip"] = new JsonObject
            {
                ["country_code"] = "IE",
                ["continent_code"] = "EU",
                ["region_code"] = "L",
                ["region_name"] = "Leinster",
                ["timezone"] = "Europe/Dublin",
                ["latitude"] = 53.3,
                ["longitude"] = -6.2,
            },
            ["success"] = true,
        };
        if (call is not null)
        {
            @event["auth_method"] = call.Caller.Method;
            @event["initiated_by"] = call.Caller.IsServiceAccount
                ? new JsonObject { ["type"] = "service_account", ["id"] = call.Caller.Id, ["name"] = call.Caller.Name }
                : new JsonObject { ["type"] = "admin", ["id"] = call.Caller.Id, ["email"] = call.Caller.Email };
            @event["useragent"] = UserAgent(call.Header("user-agent") ?? "");
        }

        return @event;
    }

    private JsonObject End(Node node)
    {
        var document = organization.Table(node.Kind).Read(node.Index);
        var name = document["username"] ?? document["name"] ?? document["displayName"];
        if (node.Kind == Kind.Application)
            name = document["displayLabel"];
        else if (node.Kind == Kind.System)
            name = document["displayName"];
        return new JsonObject { ["type"] = TypeName(node.Kind), ["object_id"] = organization.IdOf(node), ["name"] = name?.DeepClone() };
    }

    private static string TypeName(Kind kind) => kind switch
    {
        Kind.Admin => "admin",
        Kind.Role => "role",
        Kind.ServiceAccount => "service_account",
        Kind.AppleMdm => "apple_mdm",
        Kind.MdmDevice => "mdm_device",
        Kind.CommandResult => "command_result",
        _ => GraphTypes.Name(kind),
    };

    private static JsonObject UserAgent(string header)
    {
        var (name, version) = header.Split(' ')[0].Split('/', 2) is [var n, var v] ? (n, v) : (header.Length > 0 ? header : "Other", "");
        var parts = version.Split('.');
        return new JsonObject
        {
            ["name"] = name,
            ["version"] = version,
            ["major"] = parts.ElementAtOrDefault(0) ?? "",
            ["minor"] = parts.ElementAtOrDefault(1) ?? "",
            ["patch"] = parts.ElementAtOrDefault(2) ?? "",
            ["os"] = "Other",
            ["os_name"] = "Other",
            ["os_full"] = "Other",
            ["device"] = "Other",
        };
    }
}
