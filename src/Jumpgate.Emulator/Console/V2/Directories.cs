using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Directories an organization feeds: its LDAP server, Google Workspace, Microsoft 365 and Active Directory.</summary>
internal static class Directories
{
    private static readonly Dictionary<string, string[]> Ldap = new()
    {
        ["userLockoutAction"] = ["disable", "remove"],
        ["userPasswordExpirationAction"] = ["disable", "remove"],
    };

    private static readonly Dictionary<string, string[]> Google = new()
    {
        ["userLockoutAction"] = ["suspend", "maintain"],
        ["userPasswordExpirationAction"] = ["suspend", "maintain", "remove_access"],
        ["groupsEnabled"] = [],
        ["importFilter"] = [],
        ["defaultDomain"] = [],
    };

    private static readonly Dictionary<string, string[]> Microsoft = new()
    {
        ["userLockoutAction"] = ["suspend", "maintain"],
        ["userPasswordExpirationAction"] = ["suspend", "maintain"],
        ["groupsEnabled"] = [],
        ["name"] = [],
        ["defaultDomain"] = [],
    };

    private static readonly Dictionary<string, string[]> Active = new()
    {
        ["useCase"] = ["UNSET", "TWOWAYSYNC", "JCASAUTHORITY", "ADASAUTHORITY"],
        ["delegationState"] = ["ENABLED", "PENDING", "DISABLED"],
        ["groupsEnabled"] = [],
    };

    /// <summary>The lists of Google's and Microsoft's directories and the change of an Active Directory are not published; JumpCloud's own command line calls them.</summary>
    public static void Map(Routes v2) => v2
        .Get("/directories", "directories", call => Lists.Array(call, [.. All(call.Organization)]))
        .Get("/ldapservers", "directories ldap", call => Lists.Array(call, call.Organization.Table(Kind.LdapServer)))
        .Get("/ldapservers/{id}", "directories ldap", call => Objects.Get(call, Kind.LdapServer))
        .Patch("/ldapservers/{id}", "directories ldap", call => Update(call, Kind.LdapServer, Ldap, "ldapserver_update"))
        .Get("/gsuites", "directories", call => Lists.Array(call, call.Organization.Table(Kind.GSuite)))
        .Get("/office365s", "directories", call => Lists.Array(call, call.Organization.Table(Kind.Office365)))
        .Get("/gsuites/{id}", "directories", call => Objects.Get(call, Kind.GSuite))
        .Patch("/gsuites/{id}", "directories", call => Update(call, Kind.GSuite, Google, "gsuite_directory_update"))
        .Get("/office365s/{id}", "directories", call => Objects.Get(call, Kind.Office365))
        .Patch("/office365s/{id}", "directories", call => Update(call, Kind.Office365, Microsoft, "o365_directory_update"))
        .Get("/activedirectories", "directories", call => Lists.Array(call, call.Organization.Table(Kind.ActiveDirectory)))
        .Post("/activedirectories", "directories", CreateActiveDirectory)
        .Get("/activedirectories/{id}", "directories", call => Objects.Get(call, Kind.ActiveDirectory))
        .Put("/activedirectories/{id}", "directories", call => Update(call, Kind.ActiveDirectory, Active, null))
        .Delete("/activedirectories/{id}", "directories", DeleteActiveDirectory);

    private static IEnumerable<JsonObject> All(Organization organization)
    {
        foreach (var kind in Collection.Directories)
        {
            foreach (var index in organization.Table(kind).All())
            {
                var document = organization.Table(kind).Read(index);
                var shown = new JsonObject
                {
                    ["id"] = organization.Table(kind).Id(index),
                    ["name"] = (document["name"] ?? document["domain"])?.DeepClone() ?? "",
                    ["type"] = GraphTypes.Name(kind),
                };
                if (document["defaultDomain"] is { } domain)
                    shown["defaultDomain"] = domain.DeepClone();
                yield return shown;
            }
        }
    }

    private static Answer Update(Call call, Kind kind, Dictionary<string, string[]> writable, string? @event)
    {
        var organization = call.Organization;
        var table = organization.Table(kind);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        foreach (var (name, values) in writable)
        {
            if (values.Length > 0 && call.Object[name] is { } value && !values.Contains((string?)value))
                return Answer.Invalid($"{name} must be one of: {string.Join(", ", values)}");
        }

        var changes = new Changes();
        foreach (var name in writable.Keys)
        {
            if (call.Object[name] is { } value)
                changes.Set(table.Change(index), name, name == "defaultDomain" ? Domain(table.Read(index), value) : value);
        }

        if (changes.Any && @event is not null)
            organization.Journal.Write(call, @event, organization.Journal.Resource(new Node(kind, index)), changes);
        return Objects.Show(table, index);
    }

    /// <summary>A default domain is set by its id and unset by an empty object; its name is not the caller's to say.</summary>
    private static JsonNode Domain(JsonObject directory, JsonNode wanted)
    {
        var id = (string?)(wanted as JsonObject)?["id"];
        if (string.IsNullOrEmpty(id))
            return new JsonObject();
        var known = directory["defaultDomain"] as JsonObject;
        return (string?)known?["id"] == id ? known!.DeepClone() : new JsonObject { ["id"] = id, ["domain"] = $"{id[..Math.Min(6, id.Length)]}.example.com" };
    }

    private static Answer CreateActiveDirectory(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.ActiveDirectory);
        if ((string?)call.Object["domain"] is not { Length: > 0 } domain)
            return Answer.Invalid("domain is required");
        if (table.All().Any(i => string.Equals((string?)table.Read(i)["domain"], domain, StringComparison.OrdinalIgnoreCase)))
            return Answer.AlreadyExists();
        var index = table.Add(call.Now, id => new JsonObject
        {
            ["id"] = id,
            ["domain"] = domain,
            ["groupsEnabled"] = call.Object["groupsEnabled"]?.DeepClone() ?? false,
            ["delegationState"] = call.Object["delegationState"]?.DeepClone() ?? "DISABLED",
            ["permission"] = "PERMISSION_OWNER",
            ["primaryAgent"] = "",
            ["primaryImportAgent"] = "",
            ["updatedAt"] = JsonWriting.Iso(call.Now),
            ["useCase"] = call.Object["useCase"]?.DeepClone() ?? "UNSET",
        });
        organization.Journal.Write(call, "activedirectory_create", organization.Journal.Resource(new Node(Kind.ActiveDirectory, index)));
        return Objects.Show(table, index, 201);
    }

    private static Answer DeleteActiveDirectory(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.ActiveDirectory);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var node = new Node(Kind.ActiveDirectory, index);
        var answer = Objects.Show(table, index);
        var resource = organization.Journal.Resource(node);
        organization.Delete(node);
        organization.Journal.Write(call, "activedirectory_delete", resource);
        return answer;
    }
}
