using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>SSO applications and the templates they are made from.</summary>
internal static class Applications
{
    private static readonly string[] Writable =
    [
        "active", "beta", "color", "config", "databaseAttributes", "description", "displayLabel", "displayName", "learnMore", "logo", "name", "sso", "ssoUrl",
    ];

    public static void Map(Routes v1) => v1
        .Get("/applications", "applications", call => Lists.Envelope(call, call.Organization.Applications, "name"))
        .Post("/applications", "applications", Create)
        .Get("/applications/{id}", "applications", call => Objects.Get(call, Kind.Application))
        .Put("/applications/{id}", "applications", Update)
        .Delete("/applications/{id}", "applications", Delete)
        .Get("/application-templates", "applications", call => Lists.Envelope(call, call.Organization.Table(Kind.ApplicationTemplate)))
        .Get("/application-templates/{id}", "applications", call => Objects.Get(call, Kind.ApplicationTemplate));

    private static Answer Create(Call call)
    {
        var organization = call.Organization;
        var body = call.Object;
        if ((string?)body["name"] is not { Length: > 0 } name)
            return Answer.Invalid("name is required");
        var index = organization.Applications.Add(call.Now, id => new JsonObject
        {
            ["active"] = true,
            ["name"] = name,
            ["displayName"] = name,
            ["displayLabel"] = name,
            ["beta"] = false,
            ["color"] = "#3E8696",
            ["organization"] = organization.Id,
            ["logo"] = new JsonObject { ["url"] = $"https://static.example.com/applications/{name}.png" },
            ["ssoUrl"] = $"https://sso.jumpcloud.com/saml2/{name}",
            ["learnMore"] = "",
            ["description"] = "",
            ["config"] = new JsonObject(),
            ["databaseAttributes"] = new JsonArray(),
            ["created"] = JsonWriting.Iso(call.Now),
            ["sso"] = new JsonObject { ["jit"] = false, ["beta"] = false, ["type"] = "saml", ["idpCertExpirationAt"] = JsonWriting.Iso(call.Now.AddYears(5)) },
            ["_id"] = id,
            ["id"] = id,
        });
        var changes = new Changes().Take(organization.Applications.Change(index), body, Writable);
        organization.Journal.Write(call, "application_create", organization.Journal.Resource(new Node(Kind.Application, index)), changes);
        return Objects.Show(organization.Applications, index);
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        if (!organization.Applications.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var changes = new Changes().Take(organization.Applications.Change(index), call.Object, Writable);
        if (changes.Any)
            organization.Journal.Write(call, "application_update", organization.Journal.Resource(new Node(Kind.Application, index)), changes);
        return Objects.Show(organization.Applications, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Applications.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var resource = organization.Journal.Resource(new Node(Kind.Application, index));
        var answer = Objects.Show(organization.Applications, index);
        organization.Delete(new Node(Kind.Application, index));
        organization.Journal.Write(call, "application_delete", resource);
        return answer;
    }
}
