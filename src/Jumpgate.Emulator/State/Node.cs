using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>One object of the graph.</summary>
internal readonly record struct Node(Kind Kind, int Index);

/// <summary>The names the graph routes use for kinds.</summary>
internal static class GraphTypes
{
    private static readonly Dictionary<string, Kind> Kinds = new()
    {
        ["user"] = Kind.User,
        ["user_group"] = Kind.UserGroup,
        ["system"] = Kind.System,
        ["system_group"] = Kind.SystemGroup,
        ["application"] = Kind.Application,
        ["command"] = Kind.Command,
        ["policy"] = Kind.Policy,
        ["policy_group"] = Kind.PolicyGroup,
        ["active_directory"] = Kind.ActiveDirectory,
        ["g_suite"] = Kind.GSuite,
        ["office_365"] = Kind.Office365,
        ["ldap_server"] = Kind.LdapServer,
        ["radius_server"] = Kind.RadiusServer,
        ["software_app"] = Kind.SoftwareApp,
        ["password_manager_item"] = Kind.PasswordManagerItem,
        ["idp_routing_policy"] = Kind.IdpRoutingPolicy,
    };

    private static readonly Dictionary<Kind, string> NameOf = Kinds.ToDictionary(p => p.Value, p => p.Key);

    public static string Name(Kind kind) => NameOf[kind];

    public static bool TryParse(string? name, out Kind kind)
    {
        kind = Kind.None;
        return name is not null && Kinds.TryGetValue(name, out kind);
    }
}
