using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Administrator roles, built-in and custom. An update replaces the whole role.</summary>
internal static class RoleRoutes
{
    /// <summary>Custom roles an organization may have (reference §2.5).</summary>
    private const int MostCustom = 20;

    public static void Map(Routes v2) => v2
        .Get("/roles", "roles administrators", call => Lists.Envelope(call, call.Organization.Roles))
        .Post("/roles", "roles administrators", Create)
        .Get("/roles/{id}", "roles administrators", call => Objects.Get(call, Kind.Role))
        .Put("/roles/{id}", "roles administrators", Update)
        .Delete("/roles/{id}", "roles administrators", Delete);

    private static Answer Create(Call call)
    {
        var organization = call.Organization;
        if (Problem(call, null) is { } refusal)
            return refusal;
        if (organization.Roles.Count - Company.BuiltInRoles.Length >= Math.Max(MostCustom, organization.World.Options.Roles))
            return Answer.Invalid($"an organization may have at most {MostCustom} custom roles");
        var index = organization.Roles.Add(call.Now, id => Document(id, call.Object));
        organization.Journal.Write(call, "role_create", organization.Journal.Resource(new Node(Kind.Role, index)));
        return Objects.Show(organization.Roles, index, 201);
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        if (!organization.Roles.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if (index < Company.BuiltInRoles.Length)
            return Answer.Refuse(403, "Forbidden", "built-in roles cannot be changed");
        if (Problem(call, index) is { } refusal)
            return refusal;
        var role = organization.Roles.Change(index);
        var changes = new Changes();
        foreach (var (name, value) in Document(call.Id, call.Object))
            changes.Set(role, name, value);
        organization.Journal.Write(call, "role_update", organization.Journal.Resource(new Node(Kind.Role, index)), changes);
        Rename(organization, index, changes);
        return Objects.Show(organization.Roles, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Roles.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if (index < Company.BuiltInRoles.Length)
            return Answer.Refuse(403, "Forbidden", "built-in roles cannot be deleted");
        if (organization.Admins.All().Any(a => (string?)organization.Admins.Read(a)["role"] == call.Id))
            return Answer.Error(409, "role is in use", "FAILED_PRECONDITION");
        var resource = organization.Journal.Resource(new Node(Kind.Role, index));
        organization.Delete(new Node(Kind.Role, index));
        organization.Journal.Write(call, "role_delete", resource);
        return Answer.Empty(204);
    }

    /// <summary>Administrators show the name of the role they hold.</summary>
    private static void Rename(Organization organization, int role, Changes changes)
    {
        if (!changes.Has("name"))
            return;
        var id = organization.Roles.Id(role);
        foreach (var admin in organization.Admins.All().Where(a => (string?)organization.Admins.Read(a)["role"] == id).ToList())
            AdminDocument.SetRole(organization, organization.Admins.Change(admin), role, new Changes());
    }

    private static Answer? Problem(Call call, int? index)
    {
        if ((string?)call.Object["name"] is not { Length: > 0 } name)
            return Answer.Invalid("name is required");
        if (call.Object["scopes"] is not JsonArray)
            return Answer.Invalid("scopes is required");
        return AdminDocument.FindRole(call.Organization, name) is { } other && other != index ? Answer.AlreadyExists() : null;
    }

    private static JsonObject Document(string id, JsonObject body) => new()
    {
        ["id"] = id,
        ["name"] = body["name"]?.DeepClone(),
        ["description"] = body["description"]?.DeepClone() ?? "",
        ["type"] = "CUSTOM",
        ["scopes"] = body["scopes"]?.DeepClone(),
    };
}
