using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>A newly made administrator.</summary>
internal static class AdminDocument
{
    public static JsonObject New(Organization organization, string id, string email, string first, string last, int role)
    {
        var now = JsonWriting.Iso(organization.Clock.GetUtcNow());
        var document = new JsonObject
        {
            ["email"] = email,
            ["firstname"] = first,
            ["lastname"] = last,
            ["organization"] = organization.Id,
            ["provider"] = null,
            ["enableMultiFactor"] = false,
            ["totpEnrolled"] = false,
            ["suspended"] = false,
            ["registered"] = false,
            ["apiKeyAllowed"] = true,
            ["apiKeySet"] = false,
            ["created"] = now,
            ["sessionCount"] = 0,
            ["usersTimeZone"] = "Etc/UTC",
            ["disableIntroduction"] = false,
            ["growthData"] = new JsonObject(),
            ["_id"] = id,
            ["id"] = id,
        };
        SetRole(organization, document, role, new Changes());
        return document;
    }

    public static void SetRole(Organization organization, JsonObject admin, int role, Changes changes)
    {
        var id = organization.Roles.Id(role);
        var name = (string?)organization.Roles.Read(role)["name"];
        changes.Set(admin, "role", id);
        changes.Set(admin, "roleName", name);
        changes.Set(admin, "roles", new JsonArray(id));
        changes.Set(admin, "roleNames", new JsonArray(name));
    }

    public static int? FindRole(Organization organization, string? nameOrId)
    {
        if (organization.Roles.TryFind(nameOrId, out var index))
            return index;
        foreach (var role in organization.Roles.All())
        {
            if (string.Equals((string?)organization.Roles.Read(role)["name"], nameOrId, StringComparison.OrdinalIgnoreCase))
                return role;
        }

        return null;
    }
}
