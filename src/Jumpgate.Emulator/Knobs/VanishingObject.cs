using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Knobs;

/// <summary>The first object of a list, or the first member of a group, goes away for real, with its event.</summary>
internal static class VanishingObject
{
    private static readonly Dictionary<string, (Kind Kind, string Event)> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/api/systemusers"] = (Kind.User, "user_delete"),
        ["/api/users"] = (Kind.Admin, "admin_delete"),
        ["/api/systems"] = (Kind.System, "system_delete"),
        ["/api/applications"] = (Kind.Application, "application_delete"),
        ["/api/v2/usergroups"] = (Kind.UserGroup, "group_delete"),
        ["/api/v2/systemgroups"] = (Kind.SystemGroup, "group_delete"),
    };

    public static void Delete(Call call)
    {
        var organization = call.Organization;
        organization.Graph.Version++;
        var path = call.Http.Request.Path.Value ?? "";
        if (Lists.TryGetValue(path, out var list))
        {
            // The last administrators are left alone: one of them is the caller.
            foreach (var index in organization.Table(list.Kind).Page(list.Kind == Kind.Admin ? 1 : 0, 1).ToList())
            {
                var node = new Node(list.Kind, index);
                var resource = organization.Journal.Resource(node);
                organization.Delete(node);
                organization.Journal.Write(null, list.Event, resource);
            }

            return;
        }

        if (!path.EndsWith("/members", StringComparison.OrdinalIgnoreCase))
            return;
        var kind = path.Contains("/systemgroups/", StringComparison.OrdinalIgnoreCase) ? Kind.SystemGroup : Kind.UserGroup;
        if (!organization.Table(kind).TryFind(call.Id, out var group))
            return;
        var from = new Node(kind, group);
        foreach (var member in organization.Graph.Members.Page(from, 0, 1).ToList())
        {
            organization.Graph.Members.Remove(from, member);
            organization.Journal.Association(null, "remove", from, member, null);
        }
    }
}
