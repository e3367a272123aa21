using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>The collections of the graph: path, kind, the scope family that guards it, and what may be associated with it (reference §6.7).</summary>
internal sealed record Collection(string Path, Kind Kind, string Scope, Kind[] Targets, (string Path, Kind Kind)[] Traversals)
{
    private static readonly Kind[] OfPeople =
    [
        Kind.ActiveDirectory, Kind.Application, Kind.GSuite, Kind.IdpRoutingPolicy, Kind.LdapServer, Kind.Office365, Kind.PasswordManagerItem,
        Kind.RadiusServer, Kind.System, Kind.SystemGroup,
    ];

    private static readonly Kind[] OfDevices = [Kind.Command, Kind.Policy, Kind.PolicyGroup, Kind.User, Kind.UserGroup];

    private static readonly Kind[] People = [Kind.User, Kind.UserGroup];

    private static readonly Kind[] Fleet = [Kind.System, Kind.SystemGroup];

    private static readonly (string, Kind)[] FromPeople =
    [
        ("applications", Kind.Application), ("systems", Kind.System), ("systemgroups", Kind.SystemGroup), ("activedirectories", Kind.ActiveDirectory),
        ("gsuites", Kind.GSuite), ("ldapservers", Kind.LdapServer), ("office365s", Kind.Office365), ("radiusservers", Kind.RadiusServer),
    ];

    private static readonly (string, Kind)[] FromDevices =
    [
        ("users", Kind.User), ("usergroups", Kind.UserGroup), ("policies", Kind.Policy), ("policygroups", Kind.PolicyGroup), ("commands", Kind.Command),
    ];

    private static readonly (string, Kind)[] ToPeople = [("users", Kind.User), ("usergroups", Kind.UserGroup)];

    private static readonly (string, Kind)[] ToFleet = [("systems", Kind.System), ("systemgroups", Kind.SystemGroup)];

    public static readonly Collection[] All =
    [
        new("users", Kind.User, "users", OfPeople, FromPeople),
        new("usergroups", Kind.UserGroup, "groups", OfPeople, FromPeople),
        new("systems", Kind.System, "systems", OfDevices, FromDevices),
        new("systemgroups", Kind.SystemGroup, "groups", OfDevices, FromDevices),
        new("applications", Kind.Application, "applications", People, ToPeople),
        new("activedirectories", Kind.ActiveDirectory, "directories", People, ToPeople),
        new("gsuites", Kind.GSuite, "directories", People, ToPeople),
        new("office365s", Kind.Office365, "directories", People, ToPeople),
        new("ldapservers", Kind.LdapServer, "directories", People, ToPeople),
        new("radiusservers", Kind.RadiusServer, "radius directories", People, ToPeople),
        new("commands", Kind.Command, "commands", [.. Fleet, Kind.PasswordManagerItem], ToFleet),
        new("policies", Kind.Policy, "systems policies", Fleet, ToFleet),
        new("policygroups", Kind.PolicyGroup, "systems policies", Fleet, ToFleet),
        new("softwareapps", Kind.SoftwareApp, "systems softwareapps", Fleet, ToFleet),
    ];

    /// <summary>Directories of the kinds that <c>/directories</c> gathers.</summary>
    public static readonly Kind[] Directories = [Kind.LdapServer, Kind.GSuite, Kind.Office365, Kind.ActiveDirectory];
}
