using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Knobs;

/// <summary>
/// The fewest reads of 100 objects that list a whole organization. Every list costs at least one read, even to learn that it is empty:
/// organization (1); users, administrators, user groups, device groups, devices, applications, roles (a page per 100 each);
/// direct members of every user group and device group (nested groups stand among the members); two lists of direct bindings, of users and of
/// user groups, for every application; and, only where devices are bound at all, two for every device (users, user groups) and two for every
/// device group. Manager, primary user and held roles stand in the objects and cost nothing.
/// </summary>
internal sealed record MinimalReads(IReadOnlyList<(string Name, int Reads)> Parts)
{
    private const int PageSize = 100;

    public int Total => Parts.Sum(p => p.Reads);

    public static MinimalReads Of(Organization organization)
    {
        var (members, associations) = (organization.Graph.Members, organization.Graph.Associations);
        List<(string, int)> parts =
        [
            ("organization", 1),
            ("users", Pages(organization.Users.Count)),
            ("admins", Pages(organization.Admins.Count)),
            ("groups", Pages(organization.UserGroups.Count)),
            ("groupMembers", organization.UserGroups.All().Sum(g => Pages(members.Count(new Node(Kind.UserGroup, g))))),
            ("deviceGroups", Pages(organization.SystemGroups.Count)),
            ("deviceGroupMembers", organization.SystemGroups.All().Sum(g => Pages(members.Count(new Node(Kind.SystemGroup, g))))),
            ("devices", Pages(organization.Systems.Count)),
            ("applications", Pages(organization.Applications.Count)),
            ("applicationBindings", Bindings(Kind.Application, Kind.User) + Bindings(Kind.Application, Kind.UserGroup)),
            ("roles", Pages(organization.Roles.Count)),
        ];
        var deviceBindings = Bindings(Kind.System, Kind.User) + Bindings(Kind.System, Kind.UserGroup);
        var groupBindings = Bindings(Kind.SystemGroup, Kind.User) + Bindings(Kind.SystemGroup, Kind.UserGroup);
        if (AnyBound(Kind.System) || AnyBound(Kind.SystemGroup))
            parts.AddRange([("deviceBindings", deviceBindings), ("deviceGroupBindings", groupBindings)]);
        return new MinimalReads(parts);

        int Bindings(Kind from, Kind to) => organization.Table(from).All().Sum(i => Pages(associations.Of(new Node(from, i), to).Count()));

        bool AnyBound(Kind from) => organization.Table(from).All()
            .Any(i => associations.Of(new Node(from, i), Kind.User).Any() || associations.Of(new Node(from, i), Kind.UserGroup).Any());
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, reads) in Parts)
            json[name] = reads;
        return json;
    }

    private static int Pages(int count) => Math.Max(1, (count + PageSize - 1) / PageSize);
}
