using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Organizations and their settings. The list is the cheapest check of a credential; it takes no x-org-id.</summary>
internal static class Organizations
{
    public static void Map(Routes v1)
    {
        v1.OutsideOrganizations()
            .Get("/organizations", "", List)
            .Get("/organizations/{id}", "organizations", Get)
            .Put("/organizations/{id}", "organizations", Put);
        v1.Ask("/search/organizations", "organizations", List);
        v1.Get("/settings", "", call => Answer.Json(200, Settings(call.Organization)));
    }

    private static Answer List(Call call)
    {
        var all = Visible(call);
        var selection = new Selection(null, [], Selection.FieldsOf(call.Query("fields"), ' '));
        var (page, refusal) = Page.Of(call);
        if (refusal is not null)
            return refusal;
        var (spoiled, told) = page.Spoil(call.Fault, all.Count);
        return Answer.Json(200, new JsonObject
        {
            ["totalCount"] = told,
            ["results"] = new JsonArray([.. all.Skip(spoiled.Skip).Take(spoiled.Limit).Select(o => selection.Project(o.Settings.Short()))]),
        });
    }

    private static Answer Get(Call call)
        => Visible(call).Find(o => o.Id == call.Id) is { } organization
            ? Answer.Json(200, organization.Settings.Document)
            : Answer.NotFound(call);

    private static Answer Put(Call call)
    {
        if (Visible(call).Find(o => o.Id == call.Id) is not { } organization)
            return Answer.NotFound(call);
        var document = organization.Settings.Document;
        var changes = new Changes();
        if (call.Object["settings"] is JsonObject settings)
        {
            var stored = (JsonObject)document["settings"]!;
            foreach (var (name, value) in settings)
                changes.Set(stored, name, value, "settings." + name);
            if (settings["name"] is { } name2)
                changes.Set(document, "displayName", name2);
        }

        organization.Journal.Write(call, "organization_update", new JsonObject { ["type"] = "organization", ["id"] = organization.Id }, changes);
        return Answer.Json(200, document);
    }

    /// <summary>What JumpCloud's PowerShell module reads after connecting; the shape is not published, these are the organization's settings.</summary>
    private static JsonObject Settings(Organization organization)
    {
        var settings = (JsonObject)organization.Settings.Document["settings"]!.DeepClone();
        settings["ORG_ID"] = organization.Id;
        settings["ORG_NAME"] = organization.Settings.Document["displayName"]?.DeepClone();
        settings["organization"] = organization.Id;
        return settings;
    }

    private static List<Organization> Visible(Call call)
        => call.Caller.Provider is null ? [call.Caller.Home] : call.Installation.Organizations;
}
