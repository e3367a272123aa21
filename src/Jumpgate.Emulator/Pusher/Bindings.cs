using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Pusher;

/// <summary>The part of a push that happens in JumpCloud itself: the application, and the groups bound to it in the graph.</summary>
internal static class Bindings
{
    /// <summary>A custom SAML application, on whose page Identity Management is found (reference §8.1). To be called under the gate.</summary>
    public static int NewApplication(Organization organization, string name)
    {
        var now = organization.Clock.GetUtcNow();
        var index = organization.Applications.Add(now, id => new JsonObject
        {
            ["active"] = true,
            ["name"] = "saml2",
            ["displayName"] = "Custom SAML App",
            ["displayLabel"] = name,
            ["beta"] = false,
            ["color"] = "#3E8696",
            ["organization"] = organization.Id,
            ["logo"] = new JsonObject { ["url"] = "https://static.example.com/applications/saml2.png", ["color"] = "" },
            ["ssoUrl"] = $"https://sso.jumpcloud.com/saml2/{id}",
            ["learnMore"] = "",
            ["description"] = "",
            ["config"] = new JsonObject { ["databaseAttributes"] = new JsonObject() },
            ["databaseAttributes"] = new JsonArray(),
            ["created"] = JsonWriting.Iso(now),
            ["sso"] = new JsonObject { ["jit"] = false, ["beta"] = false, ["hidden"] = false, ["type"] = "saml", ["idpCertExpirationAt"] = JsonWriting.Iso(now.AddYears(5)) },
            ["_id"] = id,
            ["id"] = id,
        });
        organization.Journal.Write(null, "application_create", organization.Journal.Resource(new Node(Kind.Application, index)));
        return index;
    }

    /// <summary>Binds or unbinds the groups of the order; without one, the first that has members, or the one bound last.</summary>
    public static void Change(ReaderWriterLockSlim gate, Integration integration, PushOrder order)
    {
        var organization = integration.Organization;
        gate.EnterWriteLock();
        try
        {
            if (!organization.Exists(integration.Application))
                throw new KeyNotFoundException("the application was deleted");
            var associations = organization.Graph.Associations;
            var add = order.Do == "bind-group";
            var groups = order.FindGroups(organization);
            if (groups.Count == 0)
                groups = [add ? FirstUnbound(integration) : associations.Of(integration.Application, Kind.UserGroup).LastOrDefault()];
            foreach (var group in groups)
            {
                if (group == default)
                    throw new KeyNotFoundException(add ? "there is no user group left to bind" : "no user group is bound");
                if (add ? associations.Add(integration.Application, group, null) : associations.Remove(integration.Application, group))
                    organization.Journal.Association(null, add ? "add" : "remove", integration.Application, group, null, "manual");
            }
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private static Node FirstUnbound(Integration integration)
    {
        var organization = integration.Organization;
        return organization.UserGroups.All().Select(i => new Node(Kind.UserGroup, i))
            .FirstOrDefault(group => !organization.Graph.Associations.Exists(integration.Application, group) && organization.Graph.AllMembers(group).Length > 0);
    }
}
