using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>The multi-tenant portal: its organizations, its administrators, and which of them may see which.</summary>
internal static class Providers
{
    public static void Map(Routes v2)
    {
        v2.OutsideOrganizations()
            .Get("/providers/{provider}", "providers organizations", call => Admit(call) ?? Answer.Json(200, new JsonObject { ["id"] = call.Route("provider"), ["disallowOrgCreation"] = false }))
            .Get("/providers/{provider}/organizations", "providers organizations", call => Admit(call) ?? ListOrganizations(call))
            .Post("/providers/{provider}/organizations", "providers", call => Admit(call) ?? CreateOrganization(call))
            .Put("/providers/{provider}/organizations/{id}", "providers", call => Admit(call) ?? UpdateOrganization(call))
            .Get("/providers/{provider}/administrators", "administrators providers", call => Admit(call) ?? ListAdmins(call))
            .Post("/providers/{provider}/administrators", "administrators", call => Admit(call) ?? CreateAdmin(call))
            .Delete("/providers/{provider}/administrators/{id}", "administrators", call => Admit(call) ?? DeleteAdmin(call))
            .Get("/providers/{provider}/invoices", "providers", call => Admit(call) ?? Answer.Json(200, new JsonObject { ["totalCount"] = 0, ["records"] = new JsonArray() }))
            .Get("/organizations/{id}/administratorlinks", "administrators organizations", LinksOfOrganization);
        v2.Get("/administrators/{id}/organizationlinks", "administrators", LinksOfAdmin)
            .Post("/administrators/{id}/organizationlinks", "administrators", Link)
            .Delete("/administrators/{id}/organizationlinks/{organization}", "administrators", Unlink);
    }

    private static Answer? Admit(Call call)
        => call.Caller.Provider is null || call.Caller.Provider != call.Route("provider") ? Answer.NotFound(call) : null;

    private static Answer ListOrganizations(Call call)
        => Envelope(call, [.. call.Installation.Organizations.Select(ShowOrganization)]);

    private static Answer ListAdmins(Call call)
    {
        var home = call.Installation.Home;
        return Envelope(call, [.. home.Admins.All().Select(i => ShowAdmin(call.Installation, home.Admins.Read(i)))]);
    }

    private static Answer CreateOrganization(Call call)
    {
        if (string.IsNullOrWhiteSpace((string?)call.Object["name"]))
            return Answer.Invalid("name is required");
        var organization = call.Installation.AddOrganization((string)call.Object["name"]!);
        organization.Settings.Document["settings"]!["maxSystemUsers"] = (int?)call.Object["maxSystemUsers"] ?? 0;
        organization.Journal.Write(call, "organization_create", new JsonObject { ["type"] = "organization", ["id"] = organization.Id, ["name"] = (string?)call.Object["name"] });
        return Answer.Json(201, ShowOrganization(organization));
    }

    private static Answer UpdateOrganization(Call call)
    {
        if (call.Installation.FindOrganization(call.Id) is not { } organization)
            return Answer.NotFound(call);
        var changes = new Changes();
        var settings = (JsonObject)organization.Settings.Document["settings"]!;
        if (call.Object["name"] is { } name)
        {
            changes.Set(organization.Settings.Document, "displayName", name, "name");
            settings["name"] = name.DeepClone();
        }

        if (call.Object["maxSystemUsers"] is { } most)
            changes.Set(settings, "maxSystemUsers", most);
        organization.Journal.Write(call, "organization_update", new JsonObject { ["type"] = "organization", ["id"] = organization.Id }, changes);
        return Answer.Json(200, ShowOrganization(organization));
    }

    private static Answer CreateAdmin(Call call)
    {
        var home = call.Installation.Home;
        if (call.Object["role"] is null && call.Object["roleName"] is null)
            return Answer.Invalid("one of role or roleName is required");
        if (Admins.TryCreate(call, home, call.Object, out var problem) is not { } index)
            return problem!;
        if ((bool?)call.Object["bindNoOrgs"] == true)
            call.Installation.LinksOf(home.Admins.Id(index)).Clear();
        return Answer.Json(200, ShowAdmin(call.Installation, home.Admins.Read(index)));
    }

    private static Answer DeleteAdmin(Call call)
    {
        var home = call.Installation.Home;
        if (!home.Admins.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var resource = home.Journal.Resource(new Node(Kind.Admin, index));
        home.Delete(new Node(Kind.Admin, index));
        home.Journal.Write(call, "admin_delete", resource);
        return Answer.Empty(204);
    }

    private static Answer LinksOfAdmin(Call call)
        => FindAdmin(call, out var organizations) ? Links(call, [.. organizations.Select(o => (call.Id, o))]) : Answer.NotFound(call);

    private static Answer LinksOfOrganization(Call call)
    {
        if (call.Installation.FindOrganization(call.Id) is not { } organization)
            return Answer.NotFound(call);
        var home = call.Installation.Home;
        return Links(call, [.. home.Admins.All().Select(home.Admins.Id).Where(a => call.Installation.LinksOf(a).Contains(organization.Id)).Select(a => (a, organization.Id))]);
    }

    private static Answer Link(Call call)
    {
        if (!FindAdmin(call, out var linked))
            return Answer.NotFound(call);
        if ((string?)call.Object["organization"] is not { } id || call.Installation.FindOrganization(id) is null)
            return Answer.Invalid("organization does not exist");
        if (!linked.Add(id))
            return Answer.AlreadyExists();
        return Answer.Json(201, new JsonObject { ["administrator"] = call.Id, ["organization"] = id });
    }

    private static Answer Unlink(Call call)
        => FindAdmin(call, out var linked) && linked.Remove(call.Route("organization")) ? Answer.Empty(204) : Answer.NotFound(call);

    private static bool FindAdmin(Call call, out HashSet<string> organizations)
    {
        organizations = call.Installation.LinksOf(call.Id);
        return call.Installation.Home.Admins.TryFind(call.Id, out _) || call.Organization.Admins.TryFind(call.Id, out _);
    }

    private static Answer Links(Call call, List<(string Admin, string Organization)> links) => Lists.Array(call, links, (json, link) =>
    {
        json.WriteStartObject();
        json.WriteString("administrator"u8, link.Admin);
        json.WriteString("organization"u8, link.Organization);
        json.WriteEndObject();
    });

    private static Answer Envelope(Call call, List<JsonObject> all)
    {
        var (selection, refusal) = Selection.Of(call);
        var (page, refused) = Page.Of(call);
        if (refusal is not null || refused is not null)
            return (refusal ?? refused)!;
        List<JsonObject> chosen = [.. all.Where(o => selection!.Condition?.Holds(o) ?? true)];
        if (selection!.Order is [var first, ..])
        {
            chosen = [.. chosen.OrderBy(o => FieldValues.Text(o[first.Field]), StringComparer.OrdinalIgnoreCase)];
            if (first.Descending)
                chosen.Reverse();
        }

        var (spoiled, told) = page.Spoil(call.Fault, chosen.Count);
        return Answer.Json(200, new JsonObject
        {
            ["totalCount"] = told,
            ["results"] = new JsonArray([.. chosen.Skip(spoiled.Skip).Take(spoiled.Limit).Select(o => (JsonNode)selection.Project(o).DeepClone())]),
        });
    }

    private static JsonObject ShowOrganization(Organization organization) => new()
    {
        ["id"] = organization.Id,
        ["name"] = organization.Settings.Document["displayName"]?.DeepClone(),
        ["maxSystemUsers"] = organization.Settings.Document["settings"]!["maxSystemUsers"]?.DeepClone() ?? 0,
    };

    private static JsonObject ShowAdmin(Installation installation, JsonObject admin)
    {
        var shown = new JsonObject { ["id"] = admin["id"]?.DeepClone() };
        foreach (var name in (string[])["email", "firstname", "lastname", "enableMultiFactor", "apiKeyAllowed", "apiKeySet", "apiKeyHash", "registered", "suspended", "role", "roleName", "roles", "roleNames"])
        {
            if (admin[name] is { } value)
                shown[name] = value.DeepClone();
        }

        shown["organizationAccessTotal"] = installation.LinksOf((string)admin["id"]!).Count;
        return shown;
    }
}
